/* SPDX-License-Identifier: GPL-2.0-only */
/* What stands in front of VM_NONE or behind the block stays. */
#define VM_EARLY	0x1
#define VM_EARLY_BIT	BIT(1)

extern int before;

#define VM_HIGHEST	VM_NONE

struct vm_unmapped_area_info {
#define VM_UNMAPPED_AREA_TOPDOWN 1
	unsigned long flags;
};

#define VM_LATE		0x1
#define VM_LATE_BIT	BIT(1)
