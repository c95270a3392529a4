/* SPDX-License-Identifier: GPL-2.0-only */
/* Addresses that are compared beside flags. */
int f(struct vm_area_struct *vma, unsigned long addr, unsigned long len)
{
	unsigned long end = addr + len;
	unsigned long pages = 0;

	if (vma->vm_start == addr && vma->vm_flags & VM_WRITE && end != addr)
		pages = len >> PAGE_SHIFT;
	if ((vma->vm_flags & VM_SHARED) == 0 || addr == vma->vm_end)
		pages |= 1;
	for (; addr != end && (vma->vm_flags & VM_READ); addr += PAGE_SIZE)
		pages++;
	return pages;
}
