/* SPDX-License-Identifier: GPL-2.0-only */
/* Arrays of flags, filled at once, later, and without a size. */
static const vm_flags_t of_prot[] = { VM_READ, VM_READ | VM_WRITE };
static unsigned long sizes[] = { 1, 2 };

int f(struct vm_area_struct *vma, int i)
{
	vm_flags_t want[2] = { VM_READ, VM_WRITE };
	vm_flags_t seen[4];
	unsigned long lengths[2] = { 1, 2 };

	seen[i] = vma->vm_flags;
	return (seen[i] & want[i]) == of_prot[i] && lengths[i] == sizes[i];
}
