/* SPDX-License-Identifier: GPL-2.0-only */
/* No script can mend this. */
static void f(struct vm_area_struct *vma, vm_flags_t flags)
{
	set_bit(3, (unsigned long *)&vma->vm_flags);
	copy((void *)&flags, (vm_flags_t *)&flags);
}
