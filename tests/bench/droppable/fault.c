// SPDX-License-Identifier: GPL-2.0-only
/* A first write to a droppable page */
#include "../bench.h"

#define CALLS	1024
#ifndef MAP_DROPPABLE
#define MAP_DROPPABLE	0x08
#endif

static char *p;

static void before(void)
{
	p = map(CALLS, RW, MAP_DROPPABLE, -1);
}

static void run(void)
{
	touch(p, CALLS);
}

static void after(void)
{
	unmap(p, CALLS);
}

int main(void)
{
	p = mmap(NULL, PAGE, RW, MAP_DROPPABLE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED) {
		puts("1..0 # SKIP no MAP_DROPPABLE here");
		return 4;
	}
	unmap(p, 1);
	return measure(&(struct bench){ "fault-droppable", CALLS, before, run, after });
}
