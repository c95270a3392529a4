// SPDX-License-Identifier: GPL-2.0-only
/* A mapping of one page, that is there: mlock() and munlock() */
#include "../bench.h"

#define CALLS	512

static char *p;

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		if (mlock(p, PAGE) || munlock(p, PAGE))
			die("mlock");
}

int main(void)
{
	p = map(1, RW, MAP_PRIVATE, -1);
	touch(p, 1);
	return measure(&(struct bench){ "mlock+munlock", CALLS, NULL, run, NULL });
}
