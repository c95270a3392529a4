// SPDX-License-Identifier: GPL-2.0-only
/* /proc/self/smaps of 128 mappings */
#include "../bench.h"

#define CALLS	1

static void run(void)
{
	drain("/proc/self/smaps");
}

int main(void)
{
	many(128);
	return measure(&(struct bench){ "smaps-128-vmas", CALLS, NULL, run, NULL });
}
