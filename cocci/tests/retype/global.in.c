/* SPDX-License-Identifier: GPL-2.0-only */
/* Variables of the file, by a constant or a function; one is hidden. */
static unsigned long default_flags = VM_READ | VM_WRITE;
static unsigned long default_addr = PAGE_SIZE;
static unsigned long kept;
static unsigned long hidden;

void f(struct vm_area_struct *vma, unsigned long hidden)
{
	kept = vma->vm_flags;
	vma->vm_start = default_addr;
	if (hidden & VM_LOCKED)
		vma->vm_flags |= default_flags;
}
