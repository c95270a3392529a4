/* SPDX-License-Identifier: GPL-2.0-only */
/* const stays. */
static int f(const vm_flags_t bits, const unsigned long addr)
{
	return addr && bits & VM_READ;
}

static void g(const vm_flags_t *bits, struct vm_area_struct *vma)
{
	vma->vm_flags |= *bits;
}
