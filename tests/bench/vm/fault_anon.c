// SPDX-License-Identifier: GPL-2.0-only
/* A first write to an anonymous page */
#include "../bench.h"

#define CALLS	1024

static char *p;

static void before(void)
{
	p = map(CALLS, RW, MAP_PRIVATE, -1);
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
	return measure(&(struct bench){ "fault-anon", CALLS, before, run, after });
}
