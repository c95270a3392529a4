/* SPDX-License-Identifier: GPL-2.0-only */
/* What the semantic patches read of a tree's mm_types.h, for their tests. */
typedef unsigned long vm_flags_t;

struct vm_region {
	vm_flags_t	vm_flags;
	unsigned long	vm_start;
};

struct vm_area_struct {
	unsigned long vm_start;
	vm_flags_t vm_flags;
};

struct mm_struct {
	vm_flags_t def_flags;
	unsigned long flags;
};
