/* SPDX-License-Identifier: GPL-2.0-only */
/* A word of other flags is none of these; one that is masked with VM_* is. */
int pin(unsigned long start, unsigned int gup_flags)
{
	if (gup_flags & FOLL_WRITE)
		return 1;
	return start & gup_flags;
}

vm_flags_t allowed(vm_flags_t flags)
{
	return flags & VM_READ;
}

int f(struct vm_area_struct *vma, unsigned long len)
{
	return pin(vma->vm_start, vma->vm_flags) + allowed(vma->vm_flags) +
	       allowed(len * 2);
}
