/* SPDX-License-Identifier: GPL-2.0-only */
/* A truth value drawn from flags is no carrier; nor is a bool. */
int f(struct vm_area_struct *vma)
{
	bool exec = vma->vm_flags & VM_EXEC;
	int locked = (vma->vm_flags & VM_LOCKED) != 0;
	int shared = !!(vma->vm_flags & VM_SHARED);
	int writes = vma->vm_flags & VM_WRITE ? 1 : 0;

	return exec + locked + shared + writes;
}
