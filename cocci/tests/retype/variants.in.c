/* SPDX-License-Identifier: GPL-2.0-only */
/* A struct of two variants: what comes first in each is not the same member. */
#ifdef CONFIG_SMALL
struct state {
	u32 sequence;
	unsigned long mode;
};
#else
struct state {
	unsigned long mode;
};
#endif

void f(struct state *s, struct vm_area_struct *vma)
{
	s->mode = vma->vm_flags;
}
