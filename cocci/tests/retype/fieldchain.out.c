/* SPDX-License-Identifier: GPL-2.0-only */
/* From a field by way of a local into a field of another struct. */
struct from {
	vm_flags_t from_flags;
};

struct to {
	vm_flags_t to_flags;
	unsigned long to_count;
};

void f(struct from *from, struct to *to)
{
	vm_flags_t tmp = from->from_flags;

	to->to_count++;
	to->to_flags = tmp & ~VM_LOCKED;
}
