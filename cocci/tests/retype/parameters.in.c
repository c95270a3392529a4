/* SPDX-License-Identifier: GPL-2.0-only */
/* A parameter, by what is passed or by its use; its prototypes and stubs. */
int used(unsigned long addr, unsigned long flags);
int used(unsigned long, unsigned long);
extern int passed(struct vm_area_struct *vma, unsigned long start,
		  unsigned long end, unsigned long newflags);

#ifdef CONFIG_MMU
int used(unsigned long addr, unsigned long flags)
{
	return addr && (flags & VM_LOCKED);
}
#else
static inline int stub(unsigned long addr, unsigned long flags)
{
	return 0;
}
#endif

int f(struct vm_area_struct *vma)
{
	stub(1, VM_READ);
	return passed(vma, 0, 1, vma->vm_flags & ~VM_WRITE);
}
