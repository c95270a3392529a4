/* SPDX-License-Identifier: GPL-2.0-only */
/* A u64 that has flags in its lower half, and what else in its upper. */
u64 key(struct vm_area_struct *vma, u32 id)
{
	return ((u64)id << 32) | (vma->vm_flags & 7);
}

u64 shifted(struct vm_area_struct *vma, u32 id)
{
	u64 k = id;

	k <<= 32;
	k |= vma->vm_flags;
	return k;
}

vm_flags_t flags(struct vm_area_struct *vma, int key)
{
	vm_flags_t f = vma->vm_flags;

	f |= 1UL << key;
	return f | VM_READ;
}

unsigned long handle(struct device *dev, struct vm_area_struct *vma, struct file *file)
{
	unsigned long f = (unsigned long)dev_get_drvdata(dev);
	unsigned long g = (unsigned long)file->private_data;

	f |= vma->vm_flags;
	g |= vma->vm_flags;
	return f | g;
}
