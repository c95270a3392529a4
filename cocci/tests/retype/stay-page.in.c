/* SPDX-License-Identifier: GPL-2.0-only */
/* page->flags and mm->flags are bits of their own. */
int f(struct vm_area_struct *vma, struct page *page)
{
	unsigned long flags = page->flags;
	unsigned long mmf = vma->vm_mm->flags;

	if (vma->vm_flags & VM_LOCKED)
		flags |= 1UL << PG_mlocked;
	page->flags = flags;
	return test_bit(MMF_OOM_SKIP, &mmf);
}
