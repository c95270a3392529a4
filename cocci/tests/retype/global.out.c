/* SPDX-License-Identifier: GPL-2.0-only */
/* Variables of the file, by a constant or a function; one is hidden. */
static vm_flags_t default_flags = VM_READ | VM_WRITE;
static unsigned long default_addr = PAGE_SIZE;
static vm_flags_t kept;
static unsigned long hidden;

void f(struct vm_area_struct *vma, vm_flags_t hidden)
{
	kept = vma->vm_flags;
	vma->vm_start = default_addr;
	if (hidden & VM_LOCKED)
		vma->vm_flags |= default_flags;
}
