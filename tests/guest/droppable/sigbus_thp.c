// SPDX-License-Identifier: GPL-2.0-only
/*
 * Huge pages where userfaultfd raises SIGBUS: dropped in part or whole they do so for
 * each page, and neither MADV_COLLAPSE nor khugepaged makes zeroes of a page that is
 * not there.
 */
#include "uffd.h"

#define THP	"/sys/kernel/mm/transparent_hugepage/"
#define NR	2

static size_t huge;

/* NR huge pages, aligned; registered unless later. */
static char *aligned(bool later)
{
	char *p = droppable_aligned(huge, NR * huge, NR * huge);

	if (!later && uffd_register(bus.fd, p, NR * huge, UFFDIO_REGISTER_MODE_MISSING))
		die("UFFDIO_REGISTER");
	bus.p = p;
	bus.signals = 0;
	return p;
}

static size_t huge_pages(const char *p)
{
	return smaps_kb(p, "AnonHugePages") * 1024 / huge;
}

/* How many pages are as they are made; those that were lost are again, afterwards. */
static size_t whole(const char *p, size_t len)
{
	size_t n = 0;
	const char *q;

	bus.signals = 0;
	for (q = p; q < p + len; q += page)
		n += all(q, page, content(q));
	return n;
}

static void lost_in_part(const char *what, char *p)
{
	size_t len = NR * huge, n;

	never_swapped(p, len, what);
	/* a page of the first, half of the second */
	lose(p + page, page);
	lose(p + huge, huge / 2);
	n = whole(p, len);
	result(n == len / page && bus.signals >= (int)(1 + huge / 2 / page),
	       "%s: in part, %d SIGBUS, %zu of %zu pages right", what, bus.signals, n, len / page);
	result(lose(p, len), "%s: all dropped", what);
	n = whole(p, len);
	result(n == len / page && bus.signals == (int)n, "%s: all, %d SIGBUS, %zu pages right",
	       what, bus.signals, n);
	never_swapped(p, len, "filled again");
}

static void by_fault(void)
{
	char *p = aligned(true), *q;
	size_t n;
	int tries;

	madvise(p, NR * huge, MADV_HUGEPAGE);
	for (tries = 0; tries < 10 && huge_pages(p) != NR; tries++) {
		madvise(p, NR * huge, MADV_DONTNEED);
		if (tries)
			put("/proc/sys/vm/compact_memory", "1");
		for (q = p; q < p + NR * huge; q += page)
			fill(q, page, content(q));
	}
	if (huge_pages(p) != NR) {
		skip("by fault", "no huge pages to be had");
		return;
	}
	if (uffd_register(bus.fd, p, NR * huge, UFFDIO_REGISTER_MODE_MISSING))
		die("UFFDIO_REGISTER");
	result(whole(p, NR * huge) == NR * huge / page && !bus.signals && huge_pages(p) == NR,
	       "by fault: %zu huge pages", huge_pages(p));
	lost_in_part("by fault", p);
	munmap(p, NR * huge);

	/* a huge page would be zeroes where it wasn't asked for */
	p = aligned(false);
	madvise(p, NR * huge, MADV_HUGEPAGE);
	n = whole(p, huge);
	result(n == huge / page && bus.signals == (int)(huge / page) && !huge_pages(p),
	       "never filled: %d SIGBUS, no huge page", bus.signals);
	munmap(p, NR * huge);
}

static int collapse(char *p, size_t len)
{
	int tries, error = 0;

	/* pages that others hold, or no room, at the moment: what is left is done then */
	for (tries = 0; tries < 100; tries++) {
		error = madvise(p, len, MADV_COLLAPSE) ? errno : 0;
		if (error != EAGAIN && error != EBUSY && error != ENOMEM)
			break;
		usleep(1000);
	}
	return error;
}

/*
 * khugepaged doesn't sleep until p has a huge page: how often it went over all.  There is
 * another process for it to look at, lest it does nothing if it doesn't know this one.
 */
static long long khugepaged(const char *p)
{
	long long scans, before = value(THP "khugepaged/full_scans");
	pid_t other = fork();
	char *q;

	if (other < 0)
		die("fork");
	if (!other) {
		q = mmap(NULL, NR * huge, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		madvise(q, NR * huge, MADV_HUGEPAGE);
		/* where a huge page may be */
		*(char *)(((uintptr_t)q + huge - 1) & -huge) = 1;
		for (;;)
			pause();
	}
	set(THP "khugepaged/scan_sleep_millisecs", "0");
	set(THP "khugepaged/alloc_sleep_millisecs", "0");
	set(THP "khugepaged/pages_to_scan", "4096");
	do {
		usleep(10000);
		scans = value(THP "khugepaged/full_scans") - before;
		if (scans > 20)
			put("/proc/sys/vm/compact_memory", "1");
	} while (!huge_pages(p) && scans <= 2000);
	set(THP "khugepaged/scan_sleep_millisecs", "10000");
	set(THP "khugepaged/alloc_sleep_millisecs", "60000");
	kill(other, SIGKILL);
	waitpid(other, NULL, 0);
	return scans;
}

/*
 * Of a mapping of one huge page the first fault alone can tell khugepaged, where no
 * madvise() does: here that fault gets no huge page.  Before anything else has told
 * it of this process.
 */
static void by_first_fault(void)
{
#define FAIL	"/sys/kernel/debug/fail_page_alloc/"
	char order[16], none[16], *p;
	/* nothing fails until the last is written */
	const char *const how[][2] = {
		{ FAIL "task-filter", "Y" }, { FAIL "interval", "1" },
		{ FAIL "times", "1000000000" }, { FAIL "space", "0" },
		{ FAIL "verbose", "0" }, { FAIL "ignore-gfp-wait", "N" },
		{ FAIL "ignore-gfp-highmem", "N" }, { FAIL "min-order", order },
		{ FAIL "probability", "100" },
	};
	long long scans;
	size_t i, small;

	snprintf(order, sizeof(order), "%d", __builtin_ctzl(huge / page));
	for (i = 0; i < ARRAY_SIZE(how); i++)
		if (!set(how[i][0], how[i][1]))
			break;
	if (i < ARRAY_SIZE(how)) {
		skip("khugepaged, from the first fault", "no fail_page_alloc in this kernel");
		return;
	}
	/* one page is not enough for it */
	snprintf(none, sizeof(none), "%lld", value(THP "khugepaged/max_ptes_none"));
	if (!set(THP "khugepaged/max_ptes_none", "0") || !set(THP "enabled", "always")) {
		put(FAIL "probability", "0");
		die(THP "enabled");
	}
	p = droppable_aligned(huge, huge, huge);
	put("/proc/self/make-it-fail", "1");
	*p = 'a';
	put("/proc/self/make-it-fail", "0");
	put(FAIL "probability", "0");
	put(FAIL "min-order", "1");
	/* if nothing failed it is a huge page, and the result below says so */
	small = !huge_pages(p);
	fill(p, huge, 'a');
	scans = khugepaged(p);
	set(THP "khugepaged/max_ptes_none", none);
	result(small && huge_pages(p) == 1 && all(p, huge, 'a'),
	       "khugepaged, from the first fault: %zu huge page, after %lld scans",
	       huge_pages(p), scans);
	munmap(p, huge);
}

/*
 * The same where each page was missing and its fault raised SIGBUS, in a process that
 * khugepaged doesn't know.
 */
static void by_first_fault_registered(void)
{
	long long scans;
	size_t n;
	char *p;

	bus.fd = uffd_open(UFFD_FEATURE_SIGBUS);
	bus.buffer = malloc(page);
	bus_handler(on_bus);
	if (bus.fd < 0 || !set(THP "khugepaged/max_ptes_none", "0") ||
	    !set(THP "enabled", "always"))
		die(THP "enabled");
	p = droppable_aligned(huge, huge, huge);
	if (uffd_register(bus.fd, p, huge, UFFDIO_REGISTER_MODE_MISSING))
		die("UFFDIO_REGISTER");
	bus.p = p;
	n = whole(p, huge);
	result(n == huge / page && bus.signals == (int)n && !huge_pages(p),
	       "registered: %d SIGBUS, no huge page", bus.signals);
	scans = khugepaged(p);
	n = whole(p, huge);
	result(n == huge / page && !bus.signals && huge_pages(p) == 1,
	       "khugepaged, registered, from the first fault: %zu huge page, after %lld scans",
	       huge_pages(p), scans);
	restore_settings();
}

/* Small pages, all of them there but one. */
static char *with_hole(char **hole)
{
	char *p = aligned(false);

	madvise(p, NR * huge, MADV_NOHUGEPAGE);
	*hole = p + 5 * page;
	whole(p, NR * huge);
	madvise(*hole, page, MADV_DONTNEED);
	madvise(p, NR * huge, MADV_HUGEPAGE);
	bus.signals = 0;
	return p;
}

static void by_collapse(void)
{
	char *hole, *p = with_hole(&hole);
	int error = collapse(p, huge);
	size_t n;

	/* EINVAL of a kernel that has it, too */
	result(error && !resident(hole) && !huge_pages(p), "MADV_COLLAPSE with a hole: %s",
	       strerror(error));
	n = whole(p, huge);
	result(n == huge / page && bus.signals == 1,
	       "MADV_COLLAPSE with a hole: %d SIGBUS", bus.signals);
	error = collapse(p, NR * huge);
	if (error == EINVAL) {
		skip("MADV_COLLAPSE", strerror(error));
	} else {
		result(!error && huge_pages(p) == NR && whole(p, NR * huge) == NR * huge / page &&
		       !bus.signals, "MADV_COLLAPSE of what is there: %zu huge pages, %s",
		       huge_pages(p), strerror(error));
		lost_in_part("MADV_COLLAPSE", p);
	}
	munmap(p, NR * huge);
}

static void by_khugepaged(void)
{
	char *hole, *p = with_hole(&hole);
	long long scans;
	size_t n;

	/* one of the range without a hole */
	scans = khugepaged(p);
	result(huge_pages(p) == 1 && !resident(hole),
	       "khugepaged: %zu huge page, a hole that stays, after %lld scans", huge_pages(p),
	       scans);
	n = whole(p, NR * huge);
	result(n == NR * huge / page && bus.signals == 1,
	       "khugepaged: %d SIGBUS", bus.signals);
	munmap(p, NR * huge);
}

int main(void)
{
	char line[32] = "";
	int fd;

	begin();
	need_root();
	fd = open(THP "hpage_pmd_size", O_RDONLY);
	bus.fd = uffd_open(UFFD_FEATURE_SIGBUS);
	if (bus.fd < 0 || fd < 0 || read(fd, line, sizeof(line) - 1) < 0) {
		puts("1..0 # SKIP no transparent huge pages, or no userfaultfd that raises SIGBUS");
		return KSFT_SKIP;
	}
	close(fd);
	huge = atol(line);
	if (NR * huge / 1024 > (size_t)number("/proc/meminfo", "MemTotal") / 4) {
		puts("1..0 # SKIP not enough memory for huge pages of this size");
		return KSFT_SKIP;
	}
	in_child("registered", by_first_fault_registered);
	by_first_fault();
	if (!set(THP "enabled", "madvise"))
		die(THP "enabled");
	bus.buffer = malloc(page);
	bus_handler(on_bus);
	by_fault();
	by_collapse();
	by_khugepaged();
	return finish();
}
