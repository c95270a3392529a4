/* SPDX-License-Identifier: GPL-2.0-only */
/* MAP_* and PROT_*, which become vma flags only by a function. */
unsigned long map(struct vm_area_struct *vma, unsigned long prot,
		  unsigned long flags)
{
	unsigned long reqprot = prot;

	if (flags & (MAP_FIXED | MAP_SHARED))
		prot |= PROT_READ;
	vma->vm_flags = calc_vm_prot_bits(prot, 0) | calc_vm_flag_bits(flags);
	if (prot == reqprot)
		flags &= ~MAP_LOCKED;
	return do_mmap(prot, flags);
}
