/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A driver for tests/checks/driver.sh: what it carries vma flags in, and what make driver
 * has to say of it.  Above a line that has to change stands what it becomes, above one
 * that has to be listed a regular expression for the reason.
 */
#ifndef DEMO_H
#define DEMO_H

#include <linux/mm.h>

#include "demo_ioctl.h"

struct demo;

/* types of its own: of a function, of a number */
/* becomes: typedef bool (*demo_visit_t)(vm_flags_t perms, void *data); */
typedef bool (*demo_visit_t)(unsigned long perms, void *data);
typedef unsigned long demo_prot_t;

/* a hook */
struct demo_ops {
	/* becomes: int (*allow)(struct demo *demo, vm_flags_t wanted); */
	int (*allow)(struct demo *demo, unsigned long wanted);
	void (*resize)(struct demo *demo, unsigned long size);
};

/* a field, and others that are none of flags */
struct demo {
	const struct demo_ops *ops;
	void __iomem *io;
	unsigned long size;
	/* becomes: vm_flags_t may; */
	unsigned long may;
	demo_prot_t prot;
	unsigned long kept;
	struct demo_info info;
};

/* what a macro does isn't seen */
#define demo_keep(demo, what) ((demo)->kept = (what))

/* becomes: extern vm_flags_t demo_default; */
extern unsigned long demo_default;

/* report.c */
/* becomes: vm_flags_t demo_wanted(const struct demo *demo, unsigned int level); */
unsigned long demo_wanted(const struct demo *demo, unsigned int level);
void demo_report(const struct demo *demo, const struct vm_area_struct *vma);

#endif
