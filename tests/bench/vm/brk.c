// SPDX-License-Identifier: GPL-2.0-only
/* The heap grows by a page, and shrinks */
#include "../bench.h"

#define CALLS	256

static unsigned long end;

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		if ((unsigned long)syscall(SYS_brk, end + PAGE) != end + PAGE ||
		    (unsigned long)syscall(SYS_brk, end) != end)
			die("brk");
}

int main(void)
{
	end = (syscall(SYS_brk, 0) + PAGE - 1) & ~(PAGE - 1);
	syscall(SYS_brk, end + PAGE);	/* so that there is a heap to grow */
	end += PAGE;
	return measure(&(struct bench){ "brk", CALLS, NULL, run, NULL });
}
