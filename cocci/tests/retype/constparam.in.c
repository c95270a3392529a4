/* SPDX-License-Identifier: GPL-2.0-only */
/* const stays. */
static int f(const unsigned long bits, const unsigned long addr)
{
	return addr && bits & VM_READ;
}

static void g(const unsigned long *bits, struct vm_area_struct *vma)
{
	vma->vm_flags |= *bits;
}
