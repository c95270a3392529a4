/* SPDX-License-Identifier: GPL-2.0-only */
/* BIT() and its variants change, the numbers of the bits stay. */
#define VM_NONE		0x0
#define VM_MERGEABLE	BIT(31)		/* KSM may merge identical pages */
#define VM_HIGH_ARCH_BIT_0	32	/* bit only usable on 64-bit */
#define VM_HIGH_ARCH_BIT_1	33
#define VM_HIGH_ARCH_0	BIT(VM_HIGH_ARCH_BIT_0)
#define VM_HIGH_ARCH_1	BIT_ULL(VM_HIGH_ARCH_BIT_1)
#define VM_SEALED	_BITUL(63)
#define VM_OTHER	BITS(3)
#define VM_UFFD_MINOR_BIT	37
# define VM_UFFD_MINOR	BIT(VM_UFFD_MINOR_BIT)
#define VM_PKEY_SHIFT	VM_HIGH_ARCH_BIT_0
#define VM_PKEY_BIT0	VM_HIGH_ARCH_0

extern int behind;
