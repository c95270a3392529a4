/* SPDX-License-Identifier: GPL-2.0-only */
/* A mask that is inverted later: missed, it clears the upper half. */
int f(struct vm_area_struct *vma, unsigned long prot)
{
	unsigned long mask_off;
	unsigned long newflags;

	mask_off = VM_ACCESS_FLAGS | VM_HIGH_ARCH_0;
	newflags = prot_to(prot) | (vma->vm_flags & ~mask_off);
	return newflags == vma->vm_flags;
}
