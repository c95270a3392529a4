/* SPDX-License-Identifier: GPL-2.0-only */
/* Other bits, other loops, and what is as wide as the flags. */
static int f(struct vm_area_struct *vma, unsigned long flags, vm_flags_t v)
{
	int i, n = 0;

	for (i = 0; i < BITS_PER_LONG; i++) {
		if (flags & (1UL << i))
			n++;
	}
	for (i = 0; i < VM_FLAG_BITS; i++) {
		if (v & VM_FLAG_BIT(i))
			n++;
	}
	flags |= BIT(3);
	page->flags &= ~(1UL << n);
	return (int)flags + (bool)v + (u32)vm_flags_val(v) + (long)vma->vm_start;
}
