/* SPDX-License-Identifier: GPL-2.0-only */
/* acct_stack_growth(): flags beside a variable, in arguments only. */
static int acct_stack_growth(struct vm_area_struct *vma, unsigned long size,
			     unsigned long grow)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long new_start;

	if (!may_expand_vm(mm, vma->vm_flags, grow))
		return -ENOMEM;
	new_start = (vma->vm_flags & VM_GROWSUP) ? vma->vm_start :
			vma->vm_end - size;
	if (is_hugepage_only_range(vma->vm_mm, new_start, size) ||
	    (vma->vm_flags & VM_LOCKED && over(mm, new_start, grow)))
		return -EFAULT;
	return security_vm_enough_memory_mm(mm, grow) ? -ENOMEM : 0;
}
