// SPDX-License-Identifier: GPL-2.0-only
/* A mapping grows by a page where it is, and shrinks */
#include "../bench.h"

#define CALLS	256

static char *p;

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		if (mremap(p, PAGE, 2 * PAGE, 0) != p || mremap(p, 2 * PAGE, PAGE, 0) != p)
			die("mremap");
}

int main(void)
{
	p = map(3, RW, MAP_PRIVATE, -1);
	unmap(p + PAGE, 2);
	touch(p, 1);
	return measure(&(struct bench){ "mremap-grow", CALLS, NULL, run, NULL });
}
