// SPDX-License-Identifier: GPL-2.0-only
/* KSM merges equal pages next door, and never droppable ones. */
#include "droppable.h"

#define KSM	"/sys/kernel/mm/ksm/"
#define LEN	(16 * page)

static long ksm(const char *file)
{
	char path[64], value[32] = "";
	int fd;

	snprintf(path, sizeof(path), KSM "%s", file);
	fd = open(path, O_RDONLY);
	if (fd < 0 || read(fd, value, sizeof(value) - 1) < 0)
		die(path);
	close(fd);
	return atol(value);
}

int main(void)
{
	size_t merged = 0, with = 0;
	char *p, *o;
	long until;
	int ms;

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
	put(KSM "sleep_millisecs", "0");
	put(KSM "pages_to_scan", "1000");
	put(KSM "run", "1");
	until = ksm("full_scans") + 4;
	for (ms = 0; ms < 20000 && ksm("full_scans") < until; ms += 10)
		usleep(10000);
	put(KSM "run", "0");
	put(KSM "sleep_millisecs", "20");
	put(KSM "pages_to_scan", "100");
	page_flags(o, LEN, KPF_KSM, &merged);
	result(merged == LEN / page, "ordinary pages are merged: %zu", merged);
	result(page_flags(p, LEN, KPF_KSM, &with) == LEN / page && !with,
	       "droppable ones aren't: %zu", with);
	never_swapped(p, LEN, "beside merged pages");
	result(all(p, LEN, 'k') && all(o, LEN, 'k'), "all is as it was");
	return finish();
}
