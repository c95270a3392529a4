/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As from 6.19 on: the bits are an enum.
 *
 * is: VM_NONE VM_READ VM_DROPPABLE VM_SEALED VM_PKEY_BIT0 VM_ACCESS_FLAGS
 */
struct vm_area_struct *vm_area_alloc(struct mm_struct *);

#define VM_NONE		0x00000000

typedef int __bitwise vma_flag_t;

#define DECLARE_VMA_BIT(name, bitnum) \
	VMA_ ## name ## _BIT = ((__force vma_flag_t)bitnum)
enum {
	DECLARE_VMA_BIT(READ, 0),
	DECLARE_VMA_BIT(DROPPABLE, 40),
	DECLARE_VMA_BIT_ALIAS(PKEY_BIT0, HIGH_ARCH_0),
};

#define INIT_VM_FLAG(name) BIT((__force int) VMA_ ## name ## _BIT)
#define VM_READ		INIT_VM_FLAG(READ)
#ifdef CONFIG_64BIT
#define VM_DROPPABLE	INIT_VM_FLAG(DROPPABLE)
#define VM_SEALED	INIT_VM_FLAG(SEALED)
#else
#define VM_DROPPABLE	VM_NONE
#define VM_SEALED	VM_NONE
#endif
#define VM_PKEY_BIT0 INIT_VM_FLAG(PKEY_BIT0)
#define VM_ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)

static inline bool vma_is_foreign(struct vm_area_struct *vma)
{
	return false;
}
#define VM_LATER	0x1
