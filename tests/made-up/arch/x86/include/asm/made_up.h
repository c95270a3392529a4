/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_MADE_UP_H
#define _ASM_X86_MADE_UP_H

#include <linux/mm.h>

/* A helper of one architecture, which no other compiles. */
static inline unsigned long				/* flags */
made_up_arch_flags(unsigned long state)			/* stays */
{
	unsigned long flags = VM_NONE;				/* flags */

	if (state)
		flags |= VM_PAT;
	return flags;
}

#endif
