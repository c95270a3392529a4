// SPDX-License-Identifier: GPL-2.0-only
/* Compaction moves droppable pages, and they stay droppable. */
#include "droppable.h"

int main(void)
{
	size_t len, n, i, moved = 0, there = 0, with = 0;
	uint64_t *before;
	char *p;
	int round;

	begin();
	need_root();
	if (access("/proc/sys/vm/compact_memory", W_OK)) {
		puts("1..0 # SKIP no compaction in this kernel");
		return KSFT_SKIP;
	}
	/* Every other page of a large part of memory, so that there are holes. */
	len = number("/proc/meminfo", "MemFree") * 1024 / 4 & -2 * page;
	if (len > 1UL << 28)
		len = 1UL << 28;
	n = len / page;
	p = droppable(len);
	fill(p, len, 'm');
	for (i = 0; i < n; i += 2)
		if (madvise(p + i * page, page, MADV_DONTNEED))
			die("MADV_DONTNEED");
	before = malloc(n * sizeof(*before));
	for (i = 1; i < n; i += 2)
		before[i] = pfn(p + i * page);
	for (round = 0; round < 10 && !moved; round++) {
		put("/proc/sys/vm/compact_memory", "1");
		for (i = 1; i < n; i += 2)
			moved += pfn(p + i * page) != before[i];
	}
	result(moved, "compaction moved %zu of %zu pages", moved, n / 2);
	moved = 0;
	for (i = 1; i < n; i += 2)
		if (pfn(p + i * page)) {
			there++;
			with += page_flag(p + i * page, KPF_SWAPBACKED);
			moved += all(p + i * page, page, 'm');
		}
	result(there == n / 2 && moved == there, "%zu of them have what was written", moved);
	result(!with, "%zu of them are for swap", with);
	if (madvise(p, len, MADV_PAGEOUT))
		die("MADV_PAGEOUT");
	result(all(p, len, 0), "all are dropped by MADV_PAGEOUT");
	return finish();
}
