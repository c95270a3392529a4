/* SPDX-License-Identifier: GPL-2.0-only */
/* Casts which cut, on purpose or not: let them say so. */
static unsigned long f(struct vm_area_struct *vma, vm_flags_t flags)
{
	hash((u32)flags);
	return (unsigned long)vma->vm_flags;
}
