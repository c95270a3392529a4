// SPDX-License-Identifier: GPL-2.0-only
/* The middle page of three to read-only, and back: two splits, two merges */
#include "../bench.h"

#define CALLS	256

static char *p;

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		if (mprotect(p + PAGE, PAGE, PROT_READ) || mprotect(p + PAGE, PAGE, RW))
			die("mprotect");
}

int main(void)
{
	p = map(3, RW, MAP_PRIVATE, -1);
	touch(p, 3);
	return measure(&(struct bench){ "mprotect-split", CALLS, NULL, run, NULL });
}
