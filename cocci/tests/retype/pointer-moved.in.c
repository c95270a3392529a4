/* SPDX-License-Identifier: GPL-2.0-only */
/* Flags into words that a pointer goes through. */
void fill(struct vm_area_struct *vma, unsigned long *to)
{
	*to++ = vma->vm_flags;
}

void fill_at(struct vm_area_struct *vma, u32 *to, int i)
{
	*(to + i) = vma->vm_flags;
}

void one(struct vm_area_struct *vma, unsigned long *to)
{
	*to = vma->vm_flags;
}
