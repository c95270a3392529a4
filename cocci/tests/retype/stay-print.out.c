/* SPDX-License-Identifier: GPL-2.0-only */
/* What a printing function is given besides flags. */
void f(struct vm_area_struct *vma, unsigned long addr, int nr)
{
	unsigned long pfn = addr >> PAGE_SHIFT;

	pr_info("%d %lx %lx %lx\n", nr, pfn, vma->vm_flags, addr);
	seq_printf(m, "%lx %lx\n", vma->vm_flags, pfn);
	trace_flags(pfn, vma->vm_flags | VM_READ, nr);
}
