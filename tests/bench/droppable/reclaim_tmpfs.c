// SPDX-License-Identifier: GPL-2.0-only
/* Pages of shared memory, which tmpfs has: to swap */
#include "reclaim.h"

int main(void)
{
	return measure_reclaim("reclaim-tmpfs", MAP_SHARED, NULL);
}
