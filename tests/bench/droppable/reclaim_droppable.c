// SPDX-License-Identifier: GPL-2.0-only
/* Droppable pages, all written to */
#include "reclaim.h"

int main(void)
{
	return measure_reclaim("reclaim-droppable", MAP_DROPPABLE, NULL);
}
