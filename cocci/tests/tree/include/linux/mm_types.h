/* SPDX-License-Identifier: GPL-2.0-only */
typedef unsigned long vm_flags_t;

struct vm_area_struct {
	vm_flags_t vm_flags;
};

struct mm_struct {
	vm_flags_t def_flags;
};
