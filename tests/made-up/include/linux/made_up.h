/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MADE_UP_H
#define _LINUX_MADE_UP_H

#include <linux/mm.h>
#include <linux/vmalloc.h>

/* What goes from file to file by way of a header. */
struct made_up_area {
	unsigned long start;			/* stays */
	unsigned long may;			/* flags */
	unsigned long state;			/* stays */
};

struct made_up_ops {
	unsigned long (*translate)(unsigned long flags);	/* flags */
	long (*ioctl)(unsigned int cmd, unsigned long arg);	/* stays */
};

unsigned long made_up_merge(unsigned long old, unsigned long new);	/* flags */
int made_up_walk(unsigned long start, unsigned long end);		/* stays */
void made_up_get(struct vm_area_struct *vma, unsigned long *flags);	/* flags */

unsigned long made_up_others(struct page *page, struct vm_struct *area);	/* stays */
int made_up_show(struct vm_area_struct *vma, struct made_up_area *a);
const char *made_up_name(struct vm_area_struct *vma);

static inline bool made_up_allowed(const struct made_up_area *a,
				   unsigned long want)	/* flags */
{
	return (a->may & want) == want;
}

#endif
