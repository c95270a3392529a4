/* SPDX-License-Identifier: GPL-2.0-only */
/* The type of a member, and what is copied from it. */
unsigned long f(struct vm_area_struct *vma)
{
	typeof(vma->vm_flags) mode = vma->vm_flags;
	vm_flags_t copy = mode;

	return copy != 0;
}
