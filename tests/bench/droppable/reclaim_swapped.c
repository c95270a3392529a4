// SPDX-License-Identifier: GPL-2.0-only
/* Anonymous pages: to swap */
#include "reclaim.h"

int main(void)
{
	return measure_reclaim("reclaim-swapped", MAP_PRIVATE, NULL);
}
