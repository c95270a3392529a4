/* SPDX-License-Identifier: GPL-2.0-only */
/* A local that only ever meets constants is a carrier by them. */
int needs(int write)
{
	vm_flags_t want = VM_READ;
	unsigned long nothing = 0;

	if (write)
		want = VM_WRITE | VM_SHARED;
	nothing |= write;
	return check(want) + nothing;
}
