/* SPDX-License-Identifier: GPL-2.0-only */
/* A bit number, an index, a shift, a factor. */
static const char names[64][2] = {
	[ilog2(VM_READ)] = "rd",
	[ilog2(VM_LOCKED)] = "lo",
};

pgprot_t get(vm_flags_t flags, struct vm_area_struct *vma)
{
	if (flags >> 4)
		return map[vma->vm_flags & 7];
	return map[flags & (VM_READ | VM_WRITE)];
}

int pkey(struct vm_area_struct *vma)
{
	return (vma->vm_flags & VM_PKEY_BIT0) >> VM_PKEY_SHIFT;
}

vm_flags_t calc(unsigned long prot)
{
	return _calc_vm_trans(prot, PROT_READ, VM_READ);
}
