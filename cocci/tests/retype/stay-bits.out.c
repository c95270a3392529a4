/* SPDX-License-Identifier: GPL-2.0-only */
/* Bit numbers, counts of bits and shifts. */
int f(struct vm_area_struct *vma, unsigned long *map)
{
	unsigned int bit = VM_HIGH_ARCH_BIT_0;
	unsigned int next = VM_HIGH_ARCH_BIT_1;
	int weight = hweight_long(vma->vm_flags);
	unsigned long nr = ffs(vma->vm_flags);

	if (test_bit(bit, map) || test_bit(next, map) || test_bit(VM_PKEY_SHIFT, map))
		weight++;
	return weight + nr;
}
