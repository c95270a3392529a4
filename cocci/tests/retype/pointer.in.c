/* SPDX-License-Identifier: GPL-2.0-only */
/* A pointer variable to flags, and the address of a local. */
void clear(unsigned long *where, unsigned long *count);

void clear(unsigned long *where, unsigned long *count)
{
	*where &= ~VM_LOCKED;
	*count += 1;
}

void f(struct vm_area_struct *vma, unsigned long nr)
{
	unsigned long *p = &vma->vm_flags;
	unsigned long *q = &nr;
	unsigned long flags;

	*q = 1;
	clear(p, q);
	clear(&flags, &nr);
}
