/* SPDX-License-Identifier: GPL-2.0-only */
/* Fields, of an anonymous struct too; another struct's flags stay. */
struct meta {
	unsigned long start;
	unsigned long	flags;	/* of the vma */
};

struct other {
	unsigned long flags;
};

struct big {
	struct {
		unsigned long saved_flags;
		unsigned long brk;
	};
};

void f(struct vm_area_struct *vma, struct meta *m, struct other *o,
       struct big *big)
{
	m->flags = vma->vm_flags;
	o->flags = GFP_KERNEL;
	big->saved_flags = vma->vm_flags;
}
