/* SPDX-License-Identifier: GPL-2.0-only */
/* Several flags in one call, between other values. */
void f(struct vm_area_struct *vma, struct mm_struct *mm, vm_flags_t flags)
{
	pr_info("%lx-%lx %lx\n", vma->vm_start, vma->vm_flags, flags);
	pr_info("%lx %d %lx %s\n", flags, 1, mm->def_flags, name);
}
