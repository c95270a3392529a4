/* SPDX-License-Identifier: GPL-2.0-only */
/* Formats that print other things beside flags. */
void f(struct vm_area_struct *vma, struct page *page, unsigned long flags)
{
	pr_info("%lx\n", flags);
	pr_info("%lx %lx\n", vma->vm_start, page->flags);
	pr_info("%d\n", !!(vma->vm_flags & VM_LOCKED));
	pr_info("%s\n", "vm_flags %lx");
	pr_info("%pGv\n", &vma->vm_flags);
	pr_info("vm_flags %lx\n", flags);
	trace("%s", vma, vma->vm_flags);
	track("no conversion", vma->vm_flags);
}
