/* SPDX-License-Identifier: GPL-2.0-only */
/* A hook by what it is called with: an expression, a constant, another. */
struct ops {
	int (*protect)(struct vm_area_struct *vma, unsigned long end,
		       unsigned long newflags);
	int (*may)(unsigned long end, unsigned long bit);
	int (*map)(unsigned long prot, unsigned long end);
};

int f(struct ops *ops, struct vm_area_struct *vma)
{
	if (ops->may(vma->vm_end, VM_WRITE))
		return ops->map(PROT_WRITE | PROT_READ, vma->vm_end);
	return ops->protect(vma, vma->vm_end, vma->vm_flags | VM_WRITE);
}
