/* SPDX-License-Identifier: GPL-2.0-only */
/* Integers of 32 bits or a long are retyped by any name; others are reported. */
typedef unsigned long area_flags_t;

int f(struct vm_area_struct *vma)
{
	vm_flags_t a = vma->vm_flags;
	vm_flags_t b = vma->vm_flags;
	vm_flags_t c = vma->vm_flags;
	vm_flags_t d = vma->vm_flags;
	size_t e = vma->vm_flags;
	u16 g = vma->vm_flags;
	u8 h = vma->vm_flags;
	short i = vma->vm_flags;
	char j = vma->vm_flags;
	area_flags_t k = vma->vm_flags;

	return use(a, b, c, d, e, g, h, i, j, k);
}
