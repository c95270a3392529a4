/* SPDX-License-Identifier: GPL-2.0-only */
/* A pointer variable to flags, and the address of a local. */
void clear(vm_flags_t *where, unsigned long *count);

void clear(vm_flags_t *where, unsigned long *count)
{
	*where &= ~VM_LOCKED;
	*count += 1;
}

void f(struct vm_area_struct *vma, unsigned long nr)
{
	vm_flags_t *p = &vma->vm_flags;
	unsigned long *q = &nr;
	vm_flags_t flags;

	*q = 1;
	clear(p, q);
	clear(&flags, &nr);
}
