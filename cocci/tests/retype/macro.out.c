/* SPDX-License-Identifier: GPL-2.0-only */
/* Macros that are made of flags are flags, others are not. */
#define KEPT	(VM_READ | VM_WRITE)
#define MOST	(KEPT | VM_LOCKED)
#define ORDER	0x40

int f(vm_flags_t x, unsigned long y, unsigned long z)
{
	return x & MOST || y & ORDER || z & ~PAGE_MASK;
}
