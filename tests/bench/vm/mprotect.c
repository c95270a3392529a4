// SPDX-License-Identifier: GPL-2.0-only
/* A whole mapping of one page, that is there, to read-only and back */
#include "../bench.h"

#define CALLS	1024

static char *p;

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		if (mprotect(p, PAGE, i & 1 ? RW : PROT_READ))
			die("mprotect");
}

int main(void)
{
	/* between two that it can't merge with */
	p = map(3, PROT_NONE, MAP_PRIVATE, -1) + PAGE;
	if (mprotect(p, PAGE, RW))
		die("mprotect");
	touch(p, 1);
	return measure(&(struct bench){ "mprotect", CALLS, NULL, run, NULL });
}
