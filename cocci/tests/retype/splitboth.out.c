/* SPDX-License-Identifier: GPL-2.0-only */
/* All declarators of one declaration are carriers. */
int f(struct vm_area_struct *vma)
{
	vm_flags_t newflags, oldflags = vma->vm_flags;

	newflags = oldflags | VM_LOCKED;
	return newflags == oldflags;
}
