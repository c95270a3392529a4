/* SPDX-License-Identifier: GPL-2.0-only */
/* Nothing to print, or as 64 bits already. */
void f(struct vm_area_struct *vma, unsigned long flags)
{
	pr_info("%lx %pGv\n", flags, &vma->vm_flags);
	pr_info("%llx %lx\n", vm_flags_val(vma->vm_flags), flags);
	pr_info("%s\n", vma->vm_flags & VM_READ ? "r" : "-");
	seq_printf(m, "%c", vma->vm_start);
}
