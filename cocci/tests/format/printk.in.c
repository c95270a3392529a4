/* SPDX-License-Identifier: GPL-2.0-only */
/* The conversion of each vma-flags argument, and no other. */
void f(struct vm_area_struct *vma, struct mm_struct *mm, unsigned long irq)
{
	vm_flags_t flags = vma->vm_flags;

	pr_info("%d: %lx %#lx\n", 1, vma->vm_start, vma->vm_flags);
	pr_info("%08lX at %p 100%%\n", flags, vma);
	dev_dbg(dev, "%s %*lx "
		"flags %lu (%pGv)\n", name, 8, irq, mm->def_flags,
		&mm->def_flags);
}
