/* SPDX-License-Identifier: GPL-2.0-only */
/* What the semantic patches read of a tree's mm.h, for their tests. */
struct before;

#define VM_NONE		0x00000000
#define VM_READ		0x00000001
#define VM_WRITE	0x00000002
#define VM_EXEC		0x00000004
#define VM_SHARED	0x00000008
#define VM_GROWSDOWN	0x00000100
#define VM_PFNMAP	0x00000400
#define VM_LOCKED	0x00002000
#define VM_NORESERVE	0x00200000
#define VM_MERGEABLE	BIT(31)
#define VM_HIGH_ARCH_BIT_0	32
#define VM_HIGH_ARCH_0	BIT(VM_HIGH_ARCH_BIT_0)
#define VM_HIGH_ARCH_BIT_1	33
#define VM_HIGH_ARCH_1	_BITUL(VM_HIGH_ARCH_BIT_1)
#define VM_PKEY_SHIFT	VM_HIGH_ARCH_BIT_0
#define VM_PKEY_BIT0	VM_HIGH_ARCH_0
#ifdef CONFIG_STACK_GROWSUP
# define VM_GROWSUP	VM_PKEY_BIT0
#else
# define VM_GROWSUP	VM_NONE
#endif
#define VM_ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)

struct vm_unmapped_area_info {
#define VM_UNMAPPED_AREA_TOPDOWN 1
	unsigned long flags;
};
