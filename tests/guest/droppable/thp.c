// SPDX-License-Identifier: GPL-2.0-only
/*
 * Huge pages of droppable mappings, by fault, by MADV_COLLAPSE and by
 * khugepaged: never for swap, split and dropped like small ones.
 */
#include "memcg.h"

#define THP	"/sys/kernel/mm/transparent_hugepage/"
#define NR	4

static size_t huge;

/* NR huge pages, aligned, of which len bytes are mapped. */
static char *aligned(size_t len)
{
	return droppable_aligned(huge, NR * huge, len);
}

static size_t huge_pages(const char *p)
{
	return smaps_kb(p, "AnonHugePages") * 1024 / huge;
}

static void split_and_drop(const char *what, char *p)
{
	size_t len = NR * huge, zero, torn;

	never_swapped(p, len, what);
	/* a page of the first, half of the second */
	pageout(p + page, page);
	pageout(p + huge, huge / 2);
	count(p, len, 'a', &zero, &torn);
	result(!torn, "%s: a part paged out, %zu pages dropped, %zu torn", what, zero, torn);
	result(all(p + 2 * huge, 2 * huge, 'a'), "%s: the others are whole", what);
	never_swapped(p, len, "after a split");
	fill(p, len, 'a');
	result(drop(p, len), "%s: all dropped", what);
	result(smaps_kb(p, "Swap") == 0, "%s: nothing swapped", what);
}

/* There is only room for some where memory is in pieces, or being compacted. */
static bool fill_huge(char *p)
{
	int tries;

	madvise(p, NR * huge, MADV_HUGEPAGE);
	for (tries = 0; tries < 10; tries++) {
		fill(p, NR * huge, 'a');
		if (huge_pages(p) == NR)
			return true;
		madvise(p, NR * huge, MADV_DONTNEED);
		put("/proc/sys/vm/compact_memory", "1");
	}
	return false;
}

static void by_fault(void)
{
	char *p = aligned(NR * huge);

	if (!fill_huge(p)) {
		skip("by fault", "no huge pages to be had");
		return;
	}
	result(has(p, "dp") && has(p, "hg"), "by fault: %zu huge pages", huge_pages(p));
	result(!mprotect(p + huge / 2, page, PROT_READ) && !mprotect(p + huge / 2, page, RW) &&
	       all(p, NR * huge, 'a'), "by fault: mprotect of a part");
	split_and_drop("by fault", p);
	munmap(p, NR * huge);
}

static void small(char *p)
{
	madvise(p, NR * huge, MADV_NOHUGEPAGE);
	fill(p, NR * huge, 'a');
	result(huge_pages(p) == 0, "small pages at first");
	madvise(p, NR * huge, MADV_HUGEPAGE);
}

static void by_collapse(void)
{
	char *p = aligned(NR * huge);
	int tries, error = 0;

	small(p);
	/* pages that others hold, or no room, at the moment: what is left is done then */
	for (tries = 0; tries < 100; tries++) {
		error = madvise(p, NR * huge, MADV_COLLAPSE) ? errno : 0;
		if (error != EAGAIN && error != EBUSY && error != ENOMEM)
			break;
		usleep(1000);
	}
	if (error == EINVAL) {
		skip("MADV_COLLAPSE", strerror(error));
		return;
	}
	result(huge_pages(p) == NR && all(p, NR * huge, 'a'), "MADV_COLLAPSE: %zu huge pages%s%s",
	       huge_pages(p), error ? ", " : "", error ? strerror(error) : "");
	split_and_drop("MADV_COLLAPSE", p);
	munmap(p, NR * huge);
}

static void by_khugepaged(void)
{
	char *p = aligned(NR * huge);
	long long scans, before;

	/*
	 * It never sleeps, and what it passes over in one scan it takes in a later one,
	 * when there is room for a huge page and nobody else holds the small ones.
	 */
	set(THP "khugepaged/scan_sleep_millisecs", "0");
	set(THP "khugepaged/alloc_sleep_millisecs", "0");
	set(THP "khugepaged/pages_to_scan", "4096");
	small(p);
	before = value(THP "khugepaged/full_scans");
	for (;;) {
		usleep(10000);
		scans = value(THP "khugepaged/full_scans") - before;
		if (huge_pages(p) == NR || scans > 2000)
			break;
		if (scans > 20)
			put("/proc/sys/vm/compact_memory", "1");
	}
	set(THP "khugepaged/scan_sleep_millisecs", "10000");
	set(THP "khugepaged/alloc_sleep_millisecs", "60000");
	result(huge_pages(p) == NR && all(p, NR * huge, 'a'),
	       "khugepaged: %zu huge pages after %lld scans", huge_pages(p), scans);
	split_and_drop("khugepaged", p);
	munmap(p, NR * huge);
}

/* Huge pages of a memcg that is too small for what comes after them. */
static void pressure(void)
{
	size_t len = NR * huge, zero, torn;
	char *p, *o;

	memcg_enter();
	p = aligned(len);
	madvise(p, len, MADV_HUGEPAGE);
	fill(p, len, 'a');
	printf("# %zu huge pages in the memcg\n", huge_pages(p));
	o = mmap(NULL, len, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	fill(o, len, 'o');
	count(p, len, 'a', &zero, &torn);
	_exit(!(zero >= len / page / 4 && !torn && all(o, len, 'o') && smaps_kb(p, "Swap") == 0));
}

int main(void)
{
	char value[32] = "";
	int fd, status;
	pid_t pid;

	begin();
	need_root();
	fd = open(THP "hpage_pmd_size", O_RDONLY);
	if (fd < 0 || read(fd, value, sizeof(value) - 1) < 0) {
		puts("1..0 # SKIP no transparent huge pages");
		return KSFT_SKIP;
	}
	close(fd);
	huge = atol(value);
	if (NR * huge / 1024 > (size_t)number("/proc/meminfo", "MemTotal") / 4) {
		puts("1..0 # SKIP not enough memory for huge pages of this size");
		return KSFT_SKIP;
	}
	/* with less than 512 MB there are none by default */
	if (!set(THP "enabled", "madvise"))
		die(THP "enabled");
	by_fault();
	by_collapse();
	by_khugepaged();
	if (memcg_new("memcg")) {
		memcg_max((NR + 2) * huge);
		fflush(stdout);
		pid = fork();
		if (!pid)
			pressure();
		waitpid(pid, &status, 0);
		result(!status, "memcg: dropped, none torn, none swapped: wait status %#x", status);
		memcg_remove();
	}
	return finish();
}
