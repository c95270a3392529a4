/* SPDX-License-Identifier: GPL-2.0-only */
/* Return types, with their prototypes. */
unsigned long to_flags(unsigned long prot);
static inline unsigned long
stub_flags(void)
{
	return 0;
}

unsigned long to_flags(unsigned long prot)
{
	return (prot & PROT_READ) ? VM_READ : 0;
}

void f(struct vm_area_struct *vma)
{
	vma->vm_flags = to_flags(PROT_READ);
	vma->vm_flags |= stub_flags();
}
