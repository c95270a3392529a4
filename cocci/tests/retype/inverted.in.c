/* SPDX-License-Identifier: GPL-2.0-only */
/* A mask that is inverted in another function than it is made in. */
static void clear(struct vm_area_struct *vma, unsigned long bits)
{
	vma->vm_flags &= ~bits;
}

void f(struct vm_area_struct *vma, unsigned long addr)
{
	unsigned long off = 0;
	unsigned long page = ~PAGE_MASK;

	if (addr & page)
		off = VM_LOCKED;
	clear(vma, off);
}
