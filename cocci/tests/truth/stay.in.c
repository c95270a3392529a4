/* SPDX-License-Identifier: GPL-2.0-only */
/* what is compared, assigned, returned, printed or changed is more than a truth value */
int one(struct vm_area_struct *vma)
{
	int exec = vma->vm_flags & VM_EXEC;
	int write = vma->vm_flags & VM_WRITE;
	int read = vma->vm_flags & VM_READ;
	int shared = vma->vm_flags & VM_SHARED;

	if (exec == VM_EXEC)
		vma->protection = write;
	printk("%d\n", read);
	return shared;
}

int two(struct vm_area_struct *vma)
{
	int any = vma->vm_flags & VM_EXEC;

	any |= vma->vm_flags & VM_WRITE;
	if (any)
		return 1;
	return 0;
}

/* other flags than a vma's */
int three(vm_fault_t fault, unsigned long flags)
{
	int retry = fault & VM_FAULT_RETRY;
	int map = flags & VM_MAP;

	return !retry && !map;
}
