/* SPDX-License-Identifier: GPL-2.0-only */
/* A bit number, an index, a shift, a factor. */
static const char names[64][2] = {
	[ilog2(VM_FLAG_VAL(VM_READ))] = "rd",
	[ilog2(VM_FLAG_VAL(VM_LOCKED))] = "lo",
};

pgprot_t get(vm_flags_t flags, struct vm_area_struct *vma)
{
	if (vm_flags_val(flags) >> 4)
		return map[vm_flags_val(vma->vm_flags & 7)];
	return map[vm_flags_val(flags & (VM_READ | VM_WRITE))];
}

int pkey(struct vm_area_struct *vma)
{
	return vm_flags_val(vma->vm_flags & VM_PKEY_BIT0) >> VM_PKEY_SHIFT;
}

vm_flags_t calc(unsigned long prot)
{
	return VM_FLAG(_calc_vm_trans(prot, PROT_READ, VM_FLAG_VAL(VM_READ)));
}
