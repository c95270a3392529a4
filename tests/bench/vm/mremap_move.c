// SPDX-License-Identifier: GPL-2.0-only
/* A mapping of one page, that is there, moves, and back */
#include "../bench.h"

#define CALLS	128

static char *p, *q;

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		if (mremap(p, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, q) != q ||
		    mremap(q, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, p) != p)
			die("mremap");
}

int main(void)
{
	p = map(8, RW, MAP_PRIVATE, -1);
	unmap(p + PAGE, 7);
	q = p + 4 * PAGE;
	touch(p, 1);
	return measure(&(struct bench){ "mremap-move", CALLS, NULL, run, NULL });
}
