/* SPDX-License-Identifier: GPL-2.0-only */
/* A width or precision given by a value counts as one. */
void f(struct vm_area_struct *vma, unsigned long addr, vm_flags_t flags)
{
	pr_info("%*lx %llx\n", 8, addr, vm_flags_val(flags));
	pr_info("%*llx %lx\n", 8, vm_flags_val(flags), addr);
	pr_info("%-*.*lx %llx\n", 8, 4, addr, vm_flags_val(vma->vm_flags));
	pr_info("%.*s %llx\n", 4, name, vm_flags_val(flags));
}
