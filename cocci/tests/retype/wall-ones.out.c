/* SPDX-License-Identifier: GPL-2.0-only */
/* All bits of a machine word are half of the flags. */
void vm_flags_clear(struct vm_area_struct *vma, vm_flags_t flags);

void f(struct vm_area_struct *vma)
{
	unsigned long a = ~0UL;
	unsigned long b = ULONG_MAX;
	unsigned long c = -1UL;
	unsigned long d = 0xffffffffUL;
	vm_flags_t all = ~0, most = -1, wide = ~0ULL;

	a &= ~VM_MAYWRITE;
	vm_flags_clear(vma, ~a);
	b &= ~VM_MAYEXEC;
	vm_flags_clear(vma, ~b);
	c &= ~VM_MAYREAD;
	vm_flags_clear(vma, ~c);
	d &= vma->vm_flags;
	all &= ~VM_MAYWRITE;
	most &= vma->vm_flags;
	wide &= vma->vm_flags;
	vm_flags_clear(vma, d | all | most | wide);
}
