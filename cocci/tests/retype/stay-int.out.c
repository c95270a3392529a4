/* SPDX-License-Identifier: GPL-2.0-only */
/* An int that gets truth values from elsewhere is one, even if a flag is too. */
static int set_pte(struct vm_area_struct *vma, int writable)
{
	return writable;
}

#ifdef CONFIG_MMU
static int may_share(struct vm_area_struct *vma)
{
	return 1;
}
#else
static int may_share(struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_SHARED;
}
#endif

int f(struct vm_area_struct *vma, int flags)
{
	int dirty = vma->vm_flags & VM_WRITE;

	dirty = flags == 3;
	if (may_share(vma))
		set_pte(vma, 1);
	return set_pte(vma, vma->vm_flags & VM_WRITE) + dirty;
}
