// SPDX-License-Identifier: GPL-2.0-only
/* How many of a struct fit into a slab: "# slab NAME BYTES OBJECTS PAGES" */
#include "../bench.h"

int main(void)
{
	char line[256], name[64];
	unsigned int bytes, objects, pages;
	FILE *f = fopen("/proc/slabinfo", "r");
	int found = 0;

	puts("KTAP version 1\n1..1");
	if (!f)
		die("/proc/slabinfo");
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, "%63s %*u %*u %u %u %u", name, &bytes, &objects, &pages) == 4 &&
		    (!strcmp(name, "vm_area_struct") || !strcmp(name, "mm_struct"))) {
			printf("# slab %s %u %u %u\n", name, bytes, objects, pages);
			found++;
		}
	printf("%sok 1 slab\n", found == 2 ? "" : "not ");
	return found != 2;
}
