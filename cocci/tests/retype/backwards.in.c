/* SPDX-License-Identifier: GPL-2.0-only */
/* Up through three functions, from the return value at the bottom. */
static unsigned long c(struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_ACCESS_FLAGS;
}

static unsigned long b(struct vm_area_struct *vma)
{
	unsigned long y = c(vma);

	return y;
}

static unsigned long a(struct vm_area_struct *vma)
{
	return b(vma);
}

unsigned long f(struct vm_area_struct *vma, unsigned long addr)
{
	unsigned long x;

	x = a(vma);
	return addr + !x;
}
