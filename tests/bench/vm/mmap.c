// SPDX-License-Identifier: GPL-2.0-only
/* A private anonymous page: mmap() and munmap() */
#include "../bench.h"

#define CALLS	256

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		unmap(map(1, RW, MAP_PRIVATE, -1), 1);
}

int main(void)
{
	return measure(&(struct bench){ "mmap+munmap", CALLS, NULL, run, NULL });
}
