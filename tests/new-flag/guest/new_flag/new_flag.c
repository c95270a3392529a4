// SPDX-License-Identifier: GPL-2.0-only
/*
 * VM_EXAMPLE, bit 41, of the patch in tests/new-flag: it is set where it is asked
 * for, shown as "xa" in smaps, kept by all that splits, moves and copies a mapping,
 * and has no effect on a flag of the low half (bit 41 mod 32 is that of
 * UFFD_MISSING).  A flag of yours has other rules; the ways to lose it are these.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MADV_EXAMPLE
#define MADV_EXAMPLE	120
#define MADV_NOEXAMPLE	121
#endif
#define PAGES	4

static int n, failed;
static long page;
static char *map;

static void result(bool ok, const char *what)
{
	failed += !ok;
	printf("%sok %d - %s\n", ok ? "" : "not ", ++n, what);
}

/* VmFlags of the mapping that holds a page of an address; its size in pages. */
static long flags_at(const char *where, char flags[512])
{
	FILE *f = fopen("/proc/self/smaps", "r");
	unsigned long start = 0, end = 0, a = (unsigned long)where;
	char line[500];

	*flags = 0;
	if (!f)
		return -1;
	while (fgets(line, sizeof(line), f)) {
		unsigned long s, e;

		if (sscanf(line, "%lx-%lx ", &s, &e) == 2) {
			start = s;
			end = e;
		} else if (!strncmp(line, "VmFlags:", 8) && a >= start && a < end) {
			line[strcspn(line, "\n")] = 0;
			snprintf(flags, 512, "%s ", line + 8);
			break;
		}
	}
	fclose(f);
	return *flags ? (long)((end - start) / page) : -1;
}

static bool has(int at)
{
	char flags[512];

	return flags_at(map + at * page, flags) > 0 && strstr(flags, " xa ");
}

static bool is(const char *want)	/* '1' or '0' a page */
{
	for (int i = 0; want[i]; i++)
		if (has(i) != (want[i] == '1'))
			return false;
	return true;
}

int main(void)
{
	char before[512], after[512];
	int status;

	page = sysconf(_SC_PAGESIZE);
	printf("KTAP version 1\n");
	/* between two holes, so that nothing merges with it */
	map = mmap(NULL, (PAGES + 2) * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (map == MAP_FAILED)
		return 1;
	map += page;
	mprotect(map, PAGES * page, PROT_READ | PROT_WRITE);
	memset(map, 1, PAGES * page);

	flags_at(map, before);
	result(is("0000"), "it isn't set by itself");
	result(!madvise(map, PAGES * page, MADV_EXAMPLE) && is("1111"), "madvise() sets it");
	flags_at(map, after);
	/* the same flags, and that one */
	{
		char *xa = strstr(after, " xa ");

		if (xa)
			memmove(xa, xa + 3, strlen(xa + 3) + 1);
		result(xa && !strcmp(before, after), "and no other");
	}
	result(!madvise(map + page, page, MADV_NOEXAMPLE) && is("1011"), "the mapping is split by it");
	result(!madvise(map + page, page, MADV_EXAMPLE) && flags_at(map, after) == PAGES,
	       "and merged again");
	result(!mprotect(map + page, page, PROT_READ) && is("1111") &&
	       !mprotect(map + page, page, PROT_READ | PROT_WRITE) && is("1111"), "kept by mprotect()");
	result(!mlock(map, page) && is("1111") && !munlock(map, page) && is("1111"), "by mlock()");
	result(!madvise(map, page, MADV_DONTDUMP) && !madvise(map, page, MADV_DODUMP) && is("1111"),
	       "by an madvise() of something else");
	result(!munmap(map + 2 * page, page) && is("1101"), "by munmap() beside it");
	map[0] = 2;
	if (!fork())
		_exit(!is("1101"));
	result(wait(&status) > 0 && !status, "by fork()");
	{
		char *to = mremap(map, page, 8 * page, MREMAP_MAYMOVE);

		if (to != MAP_FAILED)
			map = to;
		result(to != MAP_FAILED && is("11111111"), "by mremap()");
	}
	result(!madvise(map, 8 * page, MADV_NOEXAMPLE) && is("00000000"), "madvise() clears it");
	printf("1..%d\n", n);
	return failed != 0;
}
