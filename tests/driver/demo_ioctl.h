/* SPDX-License-Identifier: GPL-2.0-only */
/* What user space sees of it. */
#ifndef DEMO_IOCTL_H
#define DEMO_IOCTL_H

#include <linux/ioctl.h>
#include <linux/types.h>

struct demo_info {
	unsigned long flags;
	unsigned long size;
};

#define DEMO_INFO	_IOR('d', 1, struct demo_info)

#endif
