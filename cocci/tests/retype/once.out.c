/* SPDX-License-Identifier: GPL-2.0-only */
/* READ_ONCE() and WRITE_ONCE() hand the value through. */
struct record {
	vm_flags_t rec_flags;
	unsigned long rec_addr;
};

void f(struct vm_area_struct *vma, struct record *rec)
{
	vm_flags_t old = READ_ONCE(vma->vm_flags);
	unsigned long addr = READ_ONCE(vma->vm_start);
	vm_flags_t new;

	new = 0;
	WRITE_ONCE(vma->vm_flags, new);
	WRITE_ONCE(rec->rec_flags, old);
	WRITE_ONCE(rec->rec_addr, addr);
}
