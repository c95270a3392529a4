/* SPDX-License-Identifier: GPL-2.0-only */
/* Wide enough, but the value has a type of its own. */
void f(struct vm_area_struct *vma, vm_flags_t flags)
{
	pr_info("%llx\n", vm_flags_val(flags));
	pr_info("%lx %#018llx\n", vma->vm_start, vm_flags_val(vma->vm_flags));
}
