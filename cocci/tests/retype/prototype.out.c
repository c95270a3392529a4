/* SPDX-License-Identifier: GPL-2.0-only */
/* Prototypes named, unnamed and wrapped; two carriers in one head. */
int named(unsigned long addr, vm_flags_t flags);
int unnamed(unsigned long, vm_flags_t);
extern unsigned long wrapped(struct mm_struct *mm, unsigned long addr,
			     unsigned long len,
			     vm_flags_t vm_flags, unsigned long pgoff);
int both(vm_flags_t oldflags, unsigned long start, vm_flags_t newflags);
int apart(unsigned long addr, unsigned long flags);

int f(struct vm_area_struct *vma)
{
	named(vma->vm_start, vma->vm_flags);
	unnamed(vma->vm_start, vma->vm_flags);
	wrapped(vma->vm_mm, vma->vm_start, 1, vma->vm_flags, 0);
	both(vma->vm_flags, 0, vma->vm_flags);
	return apart(vma->vm_start, MAP_FIXED);
}
