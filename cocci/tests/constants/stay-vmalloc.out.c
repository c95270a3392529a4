/* SPDX-License-Identifier: GPL-2.0-only */
/* A header without VM_NONE: vmalloc's flags. */
#define VM_IOREMAP		0x00000001	/* ioremap() and friends */
#define VM_ALLOC		0x00000002	/* vmalloc() */
#define VM_MAP			BIT(2)
#define VM_FAULT_OOM		0

struct vm_struct {
	unsigned long flags;
};
