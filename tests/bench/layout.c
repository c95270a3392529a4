// SPDX-License-Identifier: GPL-2.0-only
/* For pahole: the structs that have vma flags in them */
#include <linux/mm_types.h>

struct vm_area_struct vma;
struct mm_struct mm;
struct vm_region region;
