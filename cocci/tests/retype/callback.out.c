/* SPDX-License-Identifier: GPL-2.0-only */
/* Functions that are called by way of a typedef, or of a parameter. */
typedef int (*visit_t)(struct vm_area_struct *vma, unsigned long addr,
		       vm_flags_t bits);
typedef vm_flags_t (*source_t)(struct vm_area_struct *);

static int visit(struct vm_area_struct *vma, unsigned long addr,
		 vm_flags_t bits)
{
	return addr != 0;
}

static int each(struct vm_area_struct *vma, visit_t visit)
{
	return visit(vma, vma->vm_start, vma->vm_flags);
}

int f(struct vm_area_struct *vma, source_t source)
{
	vma->vm_flags = source(vma);
	return each(vma, visit);
}
