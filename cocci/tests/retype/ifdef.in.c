/* SPDX-License-Identifier: GPL-2.0-only */
/* A carrier in one arm of an #ifdef, or declared in both. */
int f(struct vm_area_struct *vma)
{
#ifdef CONFIG_STACK_GROWSUP
	unsigned long flags = vma->vm_flags;
#else
	unsigned long flags = vma->vm_flags | VM_GROWSDOWN;
#endif
	unsigned long mask = 0;
	unsigned long addr = 0;

#ifdef CONFIG_X86
	mask |= VM_HIGH_ARCH_0;
#else
	addr = vma->vm_start;
#endif
	return g(flags, mask, addr);
}
