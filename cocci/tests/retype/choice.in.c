/* SPDX-License-Identifier: GPL-2.0-only */
/* Both values of ?: flow, its condition does not. */
int f(struct vm_area_struct *vma, unsigned long one, unsigned long other,
      unsigned long cond)
{
	unsigned long flags = cond ? VM_READ : VM_WRITE;
	unsigned long prot = vma->vm_flags & VM_READ ? PROT_READ : PROT_NONE;

	vma->vm_flags = cond ? one : other;
	return g(flags, prot);
}
