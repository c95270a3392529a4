/* SPDX-License-Identifier: GPL-2.0-only */
/* A type that is named by typeof(). */
void f(struct vm_area_struct *vma)
{
	typeof(vm_flags_t) flags = vma->vm_flags;
	typeof(vma->vm_flags) same = flags;

	vma->vm_flags = same;
}
