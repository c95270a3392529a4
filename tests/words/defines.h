/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As up to 6.x: a block of #defines.
 *
 * is: VM_NONE VM_READ VM_MERGEABLE VM_HIGH_ARCH_0 VM_HIGH_ARCH_1 VM_PKEY_BIT0
 * is: VM_GROWSUP VM_ACCESS_FLAGS VM_DROPPABLE VM_STACK_FLAGS VM_NUMBERED
 */
enum { VM_BEFORE };
#define VM_EARLIER	0x1
struct vm_area_struct *vm_area_alloc(struct mm_struct *);

#define VM_NONE		0x00000000

#define VM_READ		0x00000001	/* currently active flags */
#define VM_MERGEABLE	BIT(31)
#define VM_HIGH_ARCH_BIT_0	32	/* bit only usable on 64-bit */
#define VM_HIGH_ARCH_0	BIT(VM_HIGH_ARCH_BIT_0)
#define VM_HIGH_ARCH_BIT_1	33
#define VM_HIGH_ARCH_1	_BITUL(VM_HIGH_ARCH_BIT_1)
# define VM_PKEY_SHIFT	VM_HIGH_ARCH_BIT_0
# define VM_PKEY_BIT0	VM_HIGH_ARCH_0	/* A protection key */
#ifdef CONFIG_STACK_GROWSUP
#define VM_GROWSUP	VM_ARCH_1
#else
#define VM_GROWSUP	VM_NONE
#endif
#define VM_ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)
#define VM_DROPPABLE_BIT	40
#define VM_DROPPABLE	BIT_ULL(VM_DROPPABLE_BIT)
#define VM_NUMBERED	(BIT(VM_OTHER_BIT) | BIT(VM_LAST_BIT))
#define VM_OTHER_BIT	3
#define VM_LAST_BIT	4
#define VM_STACK_FLAGS	(VM_STACK | \
			 VM_ACCOUNT)
#define VM_GUARD
#define VM_TEST(x)	((x) & VM_READ)

extern pgprot_t protection_map[16];
#define VM_LATER	0x1
