/* SPDX-License-Identifier: GPL-2.0-only */
/* Regions instead of pages: the flags of what maps them. */
static vm_flags_t determine_vm_flags(struct file *file, unsigned long prot,
					unsigned long flags)
{
	vm_flags_t vm_flags;

	vm_flags = calc_vm_prot_bits(prot, 0);
	if (!(flags & MAP_SHARED))
		vm_flags |= VM_SHARED;
	return vm_flags;
}

int do_map(struct vm_region *region, struct file *file, unsigned long prot,
	   unsigned long flags)
{
	vm_flags_t vm_flags;

	vm_flags = determine_vm_flags(file, prot, flags);
	region->vm_flags = vm_flags;
	return flags & MAP_FIXED;
}
