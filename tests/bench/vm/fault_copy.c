// SPDX-License-Identifier: GPL-2.0-only
/* A write to a private page of a file that was only read so far: copied */
#include "../bench.h"

#define CALLS	512

static char *p;
static int fd;

static void before(void)
{
	p = map(CALLS, RW, MAP_PRIVATE, fd);
	look(p, CALLS, 1);
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
	fd = file(CALLS);
	return measure(&(struct bench){ "fault-copy", CALLS, before, run, after });
}
