/* SPDX-License-Identifier: GPL-2.0-only */
/* What is printed as 64 bits already. */
void f(struct vm_area_struct *vma, vm_flags_t flags)
{
	pr_info("%llx\n", vm_flags_val(flags));
	pr_info("%#018llx %lx\n", vm_flags_val(vma->vm_flags), vma->vm_start);
	pr_info("%llx\n", (unsigned long long)vma->vm_flags);
	pr_info("%pGv %llu\n", &flags, vm_flags_val(flags));
}
