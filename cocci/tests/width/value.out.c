/* SPDX-License-Identifier: GPL-2.0-only */
/* The number is a u64; what it is stored in may be not. */
static int f(struct vm_area_struct *vma, vm_flags_t flags)
{
	unsigned long n = vm_flags_val(flags);
	u64 wide = vm_flags_val(flags);
	unsigned int key = vm_flags_val(flags & VM_PKEY_BIT0) >> 3;

	n = VM_FLAG_VAL(VM_READ);
	wide = vm_flags_val(flags);
	return n + key + wide;
}
