// SPDX-License-Identifier: GPL-2.0-only
/* Pages of MADV_FREE that were written to after it: to be kept, on swap */
#include "reclaim.h"

static void prepare(char *p)
{
	if (madvise(p, PAGES * PAGE, MADV_FREE))
		die("MADV_FREE");
	touch(p, PAGES);
}

int main(void)
{
	return measure_reclaim("reclaim-madv-free-written", MAP_PRIVATE, prepare);
}
