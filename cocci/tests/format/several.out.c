/* SPDX-License-Identifier: GPL-2.0-only */
/* Several flags in one call, between other values. */
void f(struct vm_area_struct *vma, struct mm_struct *mm, vm_flags_t flags)
{
	pr_info("%lx-%llx %llx\n", vma->vm_start, vm_flags_val(vma->vm_flags),
		vm_flags_val(flags));
	pr_info("%llx %d %llx %s\n", vm_flags_val(flags), 1,
		vm_flags_val(mm->def_flags),
		name);
}
