/* SPDX-License-Identifier: GPL-2.0-only */
/* A pointer and an integer in one declaration. */
int f(struct vm_area_struct *vma)
{
	unsigned long *addr;
	vm_flags_t vm_flags = vma->vm_flags;

	addr = &vma->vm_start;
	return g(addr, vm_flags);
}
