/* SPDX-License-Identifier: GPL-2.0-only */
/* Up through three functions, from the return value at the bottom. */
static vm_flags_t c(struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_ACCESS_FLAGS;
}

static vm_flags_t b(struct vm_area_struct *vma)
{
	vm_flags_t y = c(vma);

	return y;
}

static vm_flags_t a(struct vm_area_struct *vma)
{
	return b(vma);
}

unsigned long f(struct vm_area_struct *vma, unsigned long addr)
{
	vm_flags_t x;

	x = a(vma);
	return addr + !x;
}
