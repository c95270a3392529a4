/* SPDX-License-Identifier: GPL-2.0-only */
/* Wide enough, but the value has a type of its own. */
void f(struct vm_area_struct *vma, vm_flags_t flags)
{
	pr_info("%llx\n", flags);
	pr_info("%lx %#018llx\n", vma->vm_start, vma->vm_flags);
}
