/* SPDX-License-Identifier: GPL-2.0-only */
/* A cast of a pointer that flags are taken from stays, as do those of its kind. */
int f(struct vm_area_struct *vma)
{
	return ((unsigned long)vma->vm_private_data & VM_WRITE) && vma->vm_mm;
}

unsigned long g(struct file *file)
{
	unsigned long kept = (unsigned long)file->private_data;

	return kept;
}
