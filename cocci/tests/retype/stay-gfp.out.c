/* SPDX-License-Identifier: GPL-2.0-only */
/* gfp flags, and a function that takes both. */
int f(struct vm_area_struct *vma, unsigned int flags)
{
	unsigned int gfp = GFP_KERNEL | __GFP_ZERO;

	if (vma->vm_flags & VM_LOCKED)
		gfp |= __GFP_NOFAIL;
	return alloc(vma->vm_flags, gfp | flags, 0);
}
