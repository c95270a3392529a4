/* SPDX-License-Identifier: GPL-2.0-only */
/* Pointers to flags: through the parameter, and to a field. */
int madvise(int advice, unsigned long *vm_flags);

int madvise(int advice, unsigned long *vm_flags)
{
	*vm_flags |= VM_MERGEABLE;
	return advice;
}

int f(struct vm_area_struct *vma)
{
	unsigned long new = 0;

	return madvise(0, &vma->vm_flags) + madvise(1, &new);
}
