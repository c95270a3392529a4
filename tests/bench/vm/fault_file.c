// SPDX-License-Identifier: GPL-2.0-only
/* A read of a file's page which is in memory, and of the 15 around it */
#include "../bench.h"

#define AROUND	16
#define CALLS	128

static char *p;
static int fd;

static void before(void)
{
	p = map(CALLS * AROUND, PROT_READ, MAP_SHARED, fd);
}

static void run(void)
{
	look(p, CALLS * AROUND, AROUND);
}

static void after(void)
{
	unmap(p, CALLS * AROUND);
}

int main(void)
{
	fd = file(CALLS * AROUND);
	return measure(&(struct bench){ "fault-file", CALLS, before, run, after });
}
