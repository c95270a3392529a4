/* SPDX-License-Identifier: GPL-2.0-only */
/* The conversion of each vma-flags argument, and no other. */
void f(struct vm_area_struct *vma, struct mm_struct *mm, unsigned long irq)
{
	vm_flags_t flags = vma->vm_flags;

	pr_info("%d: %lx %#llx\n", 1, vma->vm_start,
		vm_flags_val(vma->vm_flags));
	pr_info("%08llX at %p 100%%\n", vm_flags_val(flags), vma);
	dev_dbg(dev, "%s %*lx " "flags %llu (%pGv)\n", name, 8, irq,
		vm_flags_val(mm->def_flags),
		&mm->def_flags);
}
