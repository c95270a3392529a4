/* SPDX-License-Identifier: GPL-2.0-only */
/* Hexadecimal, decimal, suffixed and zero; aliases have their type. */
#define VM_NONE		0x00000000

#define VM_READ		0x00000001	/* currently active flags */
#define VM_WRITE	2
#define VM_EXEC		0x4UL
#define VM_BIG		0x80000000u
#define VM_GROWSUP	VM_NONE
#define VM_NOTHING	0
#define VM_STACK	VM_GROWSDOWN
#define VM_STACK_FLAGS	(VM_STACK | VM_WRITE)
#define VM_LOCKED_CLEAR_MASK	(~(VM_READ | VM_WRITE))

struct behind;
