/* SPDX-License-Identifier: GPL-2.0-only */
/* A function and its stub under #else are one. */
#ifdef CONFIG_KSM
int ksm_madvise(struct vm_area_struct *vma, unsigned long start,
		unsigned long vm_flags);
unsigned long ksm_flags(unsigned long vm_flags);
#else
static inline int ksm_madvise(struct vm_area_struct *vma, unsigned long start,
			      unsigned long vm_flags)
{
	return 0;
}

static inline unsigned long ksm_flags(unsigned long vm_flags)
{
	return vm_flags;
}
#endif

int f(struct vm_area_struct *vma)
{
	vma->vm_flags = ksm_flags(vma->vm_flags);
	return ksm_madvise(vma, 0, vma->vm_flags);
}
