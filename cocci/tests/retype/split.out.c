/* SPDX-License-Identifier: GPL-2.0-only */
/* Declarators at the start, in the middle, at the end; initialised. */
int first(struct vm_area_struct *vma)
{
	unsigned long start = vma->vm_start;
	vm_flags_t vm_flags = vma->vm_flags;

	return g(vm_flags, start);
}

int middle(struct vm_area_struct *vma)
{
	unsigned long start, end;
	vm_flags_t vm_flags;

	start = vma->vm_start;
	vm_flags = vma->vm_flags;
	end = vma->vm_end;
	return g(start, vm_flags, end);
}

int last(struct vm_area_struct *vma)
{
	unsigned int nr = 0, old = 1;
	vm_flags_t vm_flags = vma->vm_flags;

	return g(nr, old, vm_flags);
}
