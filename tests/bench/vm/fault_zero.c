// SPDX-License-Identifier: GPL-2.0-only
/* A first read of an anonymous page: the zero page */
#include "../bench.h"

#define CALLS	2048

static char *p;

static void before(void)
{
	p = map(CALLS, RW, MAP_PRIVATE, -1);
}

static void run(void)
{
	look(p, CALLS, 1);
}

static void after(void)
{
	unmap(p, CALLS);
}

int main(void)
{
	return measure(&(struct bench){ "fault-zero", CALLS, before, run, after });
}
