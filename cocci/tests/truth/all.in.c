/* SPDX-License-Identifier: GPL-2.0-only */
int one(struct vm_area_struct *vma)
{
	int exec = vma->vm_flags & VM_EXEC;

	if (exec)
		return 1;
	return 0;
}

bool two(struct vm_area_struct *vma, bool wanted)
{
	int executable = vma->vm_flags & (VM_EXEC | VM_READ);

	return (!executable && wanted) || (executable && !wanted);
}

int three(vm_flags_t vm_flags)
{
	int stack = vm_flags & VM_GROWSDOWN;

	while (stack)
		grow();
	return stack ? 1 : 0;
}

int again(struct vm_area_struct *vma, struct vm_area_struct *other)
{
	int shared = vma->vm_flags & VM_SHARED;

	if (!vma)
		shared = other->vm_flags & VM_SHARED;
	return !shared;
}

/* the same name, and it is handed on */
int four(struct vm_area_struct *vma)
{
	int exec = vma->vm_flags & VM_EXEC;

	if (exec)
		show(exec);
	return 0;
}
