/* SPDX-License-Identifier: GPL-2.0-only */
/* Hexadecimal, decimal, suffixed and zero; aliases have their type. */
#define VM_NONE		VM_FLAG(0x00000000)

#define VM_READ		VM_FLAG(0x00000001)	/* currently active flags */
#define VM_WRITE	VM_FLAG(2)
#define VM_EXEC		VM_FLAG(0x4UL)
#define VM_BIG		VM_FLAG(0x80000000u)
#define VM_GROWSUP	VM_NONE
#define VM_NOTHING	VM_NONE
#define VM_STACK	VM_GROWSDOWN
#define VM_STACK_FLAGS	(VM_STACK | VM_WRITE)
#define VM_LOCKED_CLEAR_MASK	(~(VM_READ | VM_WRITE))

struct behind;
