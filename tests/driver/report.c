// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitops.h>
#include <linux/hash.h>
#include <linux/printk.h>

#include "demo.h"

/* a return value */
/* becomes: vm_flags_t demo_wanted(const struct demo *demo, unsigned int level) */
unsigned long demo_wanted(const struct demo *demo, unsigned int level)
{
	if (level > 1)
		return VM_READ | VM_WRITE;
	return demo->may & ~VM_WRITE;
}

/* a number wall: what it takes are flags and sizes */
static unsigned long demo_fold(unsigned long value)
{
	return value;
}

/* printed, behind something else and alone */
void demo_report(const struct demo *demo, const struct vm_area_struct *vma)
{
	/* becomes: vm_flags_t has = vma->vm_flags; */
	unsigned long has = vma->vm_flags;

	/* becomes: pr_info("%lu: %#llx\n", demo->size, (__force u64)demo->may); */
	pr_info("%lu: %#lx\n", demo->size, demo->may);
	/* listed: parameter 1 of demo_fold\(\) also takes what is no flag: .* */
	pr_info("demo: %lu\n", demo_fold(has));
	pr_info("demo: %lu\n", demo_fold(demo->size + PAGE_SIZE));
	/* listed: parameter 1 of hweight_long\(\) also takes what is no flag: KERNEL/include/linux/bitops.h:[0-9]* declares a number of the kernel */
	pr_info("demo: %lu\n", hweight_long(has));
	/* listed: hash_long\(\) is a macro of the kernel, which is not looked into */
	pr_info("demo: %u\n", hash_long(has, 8));
}
