/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_unmapped_area_info.flags, which are declared among vma flags. */
struct vm_unmapped_area_info {
	unsigned long flags;
	unsigned long length;
};

unsigned long f(struct vm_area_struct *vma, unsigned long len)
{
	struct vm_unmapped_area_info info;

	info.flags = VM_UNMAPPED_AREA_TOPDOWN;
	info.length = len;
	if (vma->vm_flags & VM_GROWSDOWN)
		info.flags |= VM_UNMAPPED_AREA_TOPDOWN;
	return vm_unmapped_area(&info);
}
