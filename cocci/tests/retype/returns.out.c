/* SPDX-License-Identifier: GPL-2.0-only */
/* Return types, with their prototypes. */
vm_flags_t to_flags(unsigned long prot);
static inline vm_flags_t
stub_flags(void)
{
	return 0;
}

vm_flags_t to_flags(unsigned long prot)
{
	return (prot & PROT_READ) ? VM_READ : 0;
}

void f(struct vm_area_struct *vma)
{
	vma->vm_flags = to_flags(PROT_READ);
	vma->vm_flags |= stub_flags();
}
