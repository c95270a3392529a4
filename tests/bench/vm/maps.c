// SPDX-License-Identifier: GPL-2.0-only
/* /proc/self/maps of 256 mappings */
#include "../bench.h"

#define CALLS	2

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		drain("/proc/self/maps");
}

int main(void)
{
	many(256);
	return measure(&(struct bench){ "maps-256-vmas", CALLS, NULL, run, NULL });
}
