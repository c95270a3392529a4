/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers, other flags, and what has been said already. */
int f(struct vm_area_struct *vma, unsigned long flags, vm_flags_t v)
{
	int n = ilog2(VM_ALLOC) + ilog2(VM_HIGH_ARCH_BIT_0) + ilog2(flags);

	n += map[flags & 3] + map[vma->vm_start >> 12] + map[page->flags];
	n += vm_flags_val(v & VM_READ) >> 1;
	return n + map[vm_flags_val(v)] + _calc_vm_trans(flags, X, PROT_READ);
}
