/* SPDX-License-Identifier: GPL-2.0-only */
/* A cast to the type that flags have had goes, others are on purpose. */
int f(struct vm_area_struct *vma, void *start)
{
	vm_flags_t flags = vma->vm_flags | VM_READ;
	unsigned long addr = (unsigned long)start;

	printk("%lx %lx\n", (unsigned long)(flags | VM_EXEC), (unsigned long)start);
	return addr && low((u32)vma->vm_flags) && flags;
}
