/* SPDX-License-Identifier: GPL-2.0-only */
/* VM_ALLOC and VM_MAP are vmalloc's, so is a vm_flags of them. */
void *range(unsigned long size, unsigned long align, unsigned long vm_flags)
{
	unsigned long flags = VM_ALLOC | VM_MAP;

	if (vm_flags & VM_FLUSH_RESET_PERMS)
		flags |= VM_NO_GUARD;
	return get_vm_area(size, align, flags | VM_UNINITIALIZED | vm_flags);
}

void *map(struct vm_struct *area, unsigned long size)
{
	unsigned long vm_flags = area->flags & VM_IOREMAP;

	return range(size, 1, vm_flags);
}
