/* SPDX-License-Identifier: GPL-2.0-only */
/* The own() here is another function. */
static int own(unsigned long x)
{
	return x & VM_LOCKED ? 1 : 0;
}

int f(struct vm_area_struct *vma, struct common *common)
{
	common->bits = vma->vm_flags;
	common->size = vma->vm_start;
	return take(common->size, common->bits) + own(vma->vm_flags);
}
