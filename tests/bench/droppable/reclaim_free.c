// SPDX-License-Identifier: GPL-2.0-only
/* Pages of MADV_FREE, not written to since */
#include "reclaim.h"

static void prepare(char *p)
{
	if (madvise(p, PAGES * PAGE, MADV_FREE))
		die("MADV_FREE");
}

int main(void)
{
	return measure_reclaim("reclaim-madv-free", MAP_PRIVATE, prepare);
}
