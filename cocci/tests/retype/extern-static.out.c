/* SPDX-License-Identifier: GPL-2.0-only */
/* A declaration in a function is of the static variable that it sees. */
static vm_flags_t last_mode;

void f(struct vm_area_struct *vma)
{
	extern vm_flags_t last_mode;

	last_mode = vma->vm_flags;
}
