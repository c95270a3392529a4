/* SPDX-License-Identifier: GPL-2.0-only */
/* A width or precision given by a value counts as one. */
void f(struct vm_area_struct *vma, unsigned long addr, vm_flags_t flags)
{
	pr_info("%*lx %lx\n", 8, addr, flags);
	pr_info("%*lx %lx\n", 8, flags, addr);
	pr_info("%-*.*lx %lx\n", 8, 4, addr, vma->vm_flags);
	pr_info("%.*s %lx\n", 4, name, flags);
}
