/* SPDX-License-Identifier: GPL-2.0-only */
/* All bits of a word, written in other ways. */
#define NO_MODE		(~0UL)

struct mode {
	unsigned long may;
	unsigned long want;
};

unsigned long a(struct vm_area_struct *vma)
{
	unsigned long f = (unsigned long)-1;

	if (vma)
		f = vma->vm_flags;
	return f;
}

unsigned long b(struct vm_area_struct *vma)
{
	unsigned long f = vma ? vma->vm_flags : (unsigned long)~0;

	return f == ULONG_MAX ? 0 : 1;
}

void c(struct mode *m, struct vm_area_struct *vma)
{
	m->may = NO_MODE;
	m->may = vma->vm_flags;
	m->want = ~0UL & ~VM_WRITE;
	m->want &= vma->vm_flags;
}
