/* SPDX-License-Identifier: GPL-2.0-only */
/* The result of WARN_ON() and of a call is another value. */
int f(struct vm_area_struct *vma)
{
	int ret = WARN_ON(vma->vm_flags & VM_PFNMAP);
	int err = check(vma->vm_flags);
	unsigned long pages;

	BUG_ON(vma->vm_flags & VM_LOCKED);
	pages = vma_pages(vma->vm_flags & VM_SHARED);
	if (WARN_ON_ONCE(ret & 1) || err)
		return -EINVAL;
	return ret ?: pages;
}
