// SPDX-License-Identifier: GPL-2.0-only
/* KSM merges equal pages next door, and never droppable ones. */
#include "droppable.h"

#define KSM	"/sys/kernel/mm/ksm/"
#define LEN	(16 * page)

static long long ksm(const char *file)
{
	char path[64];

	snprintf(path, sizeof(path), KSM "%s", file);
	return value(path);
}

/*
 * How many pages of p are the page that q begins with.  KPF_KSM isn't asked: 6.12
 * has it for every anonymous page.  Either may be moved between two looks.
 */
static size_t shared(const char *p, const char *q)
{
	uint64_t frame, other;
	size_t at, n = 0;

	for (at = 0; at < LEN; at += page) {
		if (p + at == q)
			continue;
		do {
			other = pfn(q);
			frame = pfn(p + at);
		} while (pfn(q) != other);
		n += frame && frame == other;
	}
	return n;
}

int main(void)
{
	size_t merged;
	char *p, *o;
	long long scans;

	begin();
	need_root();
	if (access(KSM "run", W_OK)) {
		puts("1..0 # SKIP no KSM in this kernel");
		return KSFT_SKIP;
	}
	p = droppable(LEN);
	o = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	fill(p, LEN, 'k');
	fill(o, LEN, 'k');
	result(!madvise(p, LEN, MADV_MERGEABLE), "MADV_MERGEABLE is ignored");
	result(!has(p, "mg"), "not marked for merging");
	if (madvise(o, LEN, MADV_MERGEABLE))
		die("MADV_MERGEABLE");
	set(KSM "sleep_millisecs", "0");
	set(KSM "pages_to_scan", "1000");
	set(KSM "run", "1");
	/*
	 * By the fourth scan all may be merged.  But KSM leaves pages that others
	 * hold for a later one, and passes over those it had no luck with.
	 */
	scans = ksm("full_scans");
	while (ksm("full_scans") < scans + 4 ||
	       (shared(o, o) + 1 < LEN / page && ksm("full_scans") < scans + 200))
		usleep(10000);
	set(KSM "run", "0");
	set(KSM "sleep_millisecs", "20");
	set(KSM "pages_to_scan", "100");
	merged = shared(o, o) + 1;
	result(merged == LEN / page, "ordinary pages are merged: %zu, by %lld scans", merged,
	       ksm("full_scans") - scans);
	merged = shared(p, p) + shared(p, o);
	result(pfn(p) && !merged, "droppable ones aren't: %zu", merged);
	never_swapped(p, LEN, "beside merged pages");
	result(all(p, LEN, 'k') && all(o, LEN, 'k'), "all is as it was");
	return finish();
}
