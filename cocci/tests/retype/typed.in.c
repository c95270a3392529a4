/* SPDX-License-Identifier: GPL-2.0-only */
/* What has the type already stays, and what it meets follows. */
int f(vm_flags_t known, unsigned long other, unsigned long third)
{
	vm_flags_t mine = known;

	other = mine;
	return third;
}
