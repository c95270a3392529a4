/* SPDX-License-Identifier: GPL-2.0-only */
int f(struct vm_area_struct *vma, unsigned long status, vm_flags_t flags)
{
	vm_flags_t mask;

	mask = (((status >> 7) & 1UL) << 2)
		| (((status >> 3) & 1UL) << 1);
	if ((vma->vm_flags & mask) != mask)
		return 0;
	mask = status >> 4;
	flags |= status << 3;
	vma->vm_flags = VM_READ | (status << 1);
	return check(vma, mask, flags);
}

/* said already, or no number */
int g(struct vm_area_struct *vma, unsigned long status)
{
	vm_flags_t mask = VM_FLAG((status >> 7) << 2);

	mask = VM_FLAG(status >> 4);
	mask |= flags_of(status << 2);
	mask = VM_READ | VM_WRITE;
	mask &= ~VM_WRITE;
	return check(vma, mask, mask);
}
