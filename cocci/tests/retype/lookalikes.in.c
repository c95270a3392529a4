/* SPDX-License-Identifier: GPL-2.0-only */
/* Not vma flags, though they look alike or stand beside them. */
void *vmalloc_range(unsigned long size, unsigned long vm_flags)
{
	if (vm_flags & VM_FLUSH_RESET_PERMS)
		return NULL;
	return get_vm_area(size, VM_ALLOC | VM_MAP | vm_flags);
}

int grow(struct vm_area_struct *vma, unsigned long size, unsigned long grow)
{
	unsigned long new_start, irq;
	int ret = VM_FAULT_OOM;

	new_start = (vma->vm_flags & VM_GROWSDOWN) ? vma->vm_start :
		vma->vm_end - size;
	if (!may_expand(vma->vm_mm, vma->vm_flags, grow))
		return -ENOMEM;
	local_irq_save(irq);
	if (WARN_ON(vma->vm_flags & VM_PFNMAP))
		ret = WARN_ON(grow);
	local_irq_restore(irq);
	printk("%lx %lx\n", new_start, vma->vm_flags);
	return is_hugepage_only_range(vma->vm_mm, new_start, size) ? ret : 0;
}

unsigned long area(struct file *file, unsigned long len, unsigned long flags)
{
	struct vm_unmapped_area_info info;
	gfp_t gfp = GFP_KERNEL;
	unsigned long prot = PROT_READ;

	info.flags = VM_UNMAPPED_AREA_TOPDOWN;
	if (flags & MAP_FIXED)
		return len | prot;
	return vm_unmapped_area(&info, gfp);
}
