/* SPDX-License-Identifier: GPL-2.0-only */
/* Constants that have their type already. */
#define VM_NONE		VM_FLAG(0x00000000)
#define VM_READ		VM_FLAG(0x00000001)
#define VM_MERGEABLE	VM_FLAG_BIT(31)
#define VM_HIGH_ARCH_BIT_0	32
#define VM_HIGH_ARCH_0	VM_FLAG_BIT(VM_HIGH_ARCH_BIT_0)
#define VM_GROWSUP	VM_NONE
#define VM_ACCESS_FLAGS (VM_READ | VM_MERGEABLE)

struct behind;
