// SPDX-License-Identifier: GPL-2.0-only
/* Compaction moves droppable pages, and they stay droppable. */
#include "droppable.h"

/* Pages of which every other is a hole, and where they are while there are no holes. */
static char *with_holes(size_t len, uint64_t *before)
{
	size_t n = len / page, i;
	char *p = droppable(len);

	fill(p, len, 'm');
	/* now, as others may compact, too */
	for (i = 1; i < n; i += 2)
		before[i] = pfn(p + i * page);
	for (i = 0; i < n; i += 2)
		if (madvise(p + i * page, page, MADV_DONTNEED))
			die("MADV_DONTNEED");
	return p;
}

int main(void)
{
	size_t len, n, i, moved = 0, whole = 0, gone = 0, zero, torn, with;
	uint64_t *before, frame;
	long long reclaimed;
	char *p = NULL;
	int round;

	begin();
	need_root();
	if (access("/proc/sys/vm/compact_memory", W_OK)) {
		puts("1..0 # SKIP no compaction in this kernel");
		return KSFT_SKIP;
	}
	/* a large part of memory */
	len = number("/proc/meminfo", "MemFree") * 1024 / 4 & -2 * page;
	if (len > 1UL << 28)
		len = 1UL << 28;
	n = len / page;
	reclaimed = vmstat("pglazyfreed");
	before = malloc(n * sizeof(*before));
	for (round = 0; round < 15 && !moved; round++) {
		/* what is where compaction moves pages to, stays there: then others */
		if (round % 5 == 0)
			p = with_holes(len, before);
		put("/proc/sys/vm/compact_memory", "1");
		for (i = 1; i < n; i += 2) {
			frame = pfn(p + i * page);
			moved += frame && frame != before[i];
		}
	}
	result(moved, "compaction moved %zu of %zu pages", moved, n / 2);
	page_flags(p, len, KPF_SWAPBACKED, &with);
	for (i = 1; i < n; i += 2) {
		whole += count(p + i * page, page, 'm', &zero, &torn);
		gone += zero;
	}
	/* none is lost but to reclaim, which counts them */
	reclaimed = vmstat("pglazyfreed") - reclaimed;
	result(whole && whole + gone == n / 2 && (long long)gone <= reclaimed,
	       "%zu of them have what was written, %zu are gone, %lld reclaimed",
	       whole, gone, reclaimed);
	result(!with, "%zu of them are for swap", with);
	result(drop(p, len), "all are dropped by MADV_PAGEOUT");
	return finish();
}
