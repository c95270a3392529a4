/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests of MAP_DROPPABLE share: KTAP, mappings, what the kernel says
 * of them.  A kernel without MAP_DROPPABLE skips the whole test.
 */
#ifndef DROPPABLE_H
#define DROPPABLE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <linux/mman.h>	/* what the libc does not know yet */
#include <sched.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MAP_DROPPABLE
#define MAP_DROPPABLE	0x08
#endif

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define MB		((size_t)1024 * 1024)
#define RW		(PROT_READ | PROT_WRITE)
#define KSFT_SKIP	4

static int results, failures;
static size_t page;
static int home;		/* the processor that begin() chose */
static int bails = 1;		/* what die() exits with */
static long long moved_at_start;

static void result(bool pass, const char *fmt, ...)
{
	va_list ap;

	failures += !pass;
	printf("%sok %d ", pass ? "" : "not ", ++results);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	fflush(stdout);
}

static inline void skip(const char *what, const char *why)
{
	printf("ok %d %s # SKIP %s\n", ++results, what, why);
	fflush(stdout);
}

static inline void die(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(bails);
}

static inline int finish(void)
{
	printf("1..%d\n", results);
	return failures ? 1 : 0;
}

static inline void *droppable_flags(size_t len, int flags)
{
	return mmap(NULL, len, RW, MAP_DROPPABLE | MAP_ANONYMOUS | flags, -1, 0);
}

/* A droppable mapping, or no test. */
static inline char *droppable(size_t len)
{
	char *p = droppable_flags(len, 0);

	if (p == MAP_FAILED)
		die("mmap(MAP_DROPPABLE)");
	return p;
}

/* The same, of len bytes, aligned, with room behind it for so many in all. */
static inline char *droppable_aligned(size_t align, size_t room, size_t len)
{
	char *p = mmap(NULL, room + align, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		die("mmap");
	p = (char *)(((uintptr_t)p + align - 1) & ~(align - 1));
	if (mmap(p, len, RW, MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != p)
		die("mmap(MAP_DROPPABLE)");
	return p;
}

/* False if there is none of that number, or none for us. */
static inline bool on_cpu(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return !sched_setaffinity(0, sizeof(set), &set);
}

/*
 * On one processor, for each has pages that it will put on the LRU later: those
 * of another can't be reclaimed by MADV_PAGEOUT yet.
 */
static inline void on_one_cpu(void)
{
	home = sched_getcpu();
	on_cpu(home);
}

static inline void on_all_cpus(void)
{
	cpu_set_t set;

	memset(&set, 0xff, sizeof(set));
	sched_setaffinity(0, sizeof(set), &set);
}

/* A number after KEY and blanks in a file of such lines, -1 if there is none. */
static inline long long number(const char *path, const char *key)
{
	char line[256];
	long long n = -1;
	FILE *f = fopen(path, "r");

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, key, strlen(key)) && strchr(" \t:", line[strlen(key)]))
			n = atoll(line + strlen(key) + 1);
	if (f)
		fclose(f);
	return n;
}

/* The number that a file is. */
static inline long long value(const char *path)
{
	char line[32] = "";
	int fd = open(path, O_RDONLY);

	if (fd < 0 || read(fd, line, sizeof(line) - 1) < 0)
		die(path);
	close(fd);
	return atoll(line);
}

static inline long long vmstat(const char *key)
{
	return number("/proc/vmstat", key);
}

/*
 * All that others moved, or looked at to reclaim it, since boot.  For a moment
 * such pages are theirs, and nobody else can drop them.
 */
static inline long long moved_by_others(void)
{
	static const char *const keys[] = {
		"pgmigrate_success", "pgmigrate_fail", "compact_isolated",
		"pgscan_kswapd", "pgscan_direct",
	};
	long long n = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		n += vmstat(keys[i]);
	return n;
}

static inline void begin(void)
{
	void *p;

	on_one_cpu();
	page = sysconf(_SC_PAGESIZE);
	moved_at_start = moved_by_others();
	setvbuf(stdout, NULL, _IOLBF, 0);
	puts("KTAP version 1");
	p = droppable_flags(page, 0);
	if (p == MAP_FAILED) {
		printf("1..0 # SKIP no MAP_DROPPABLE here: %s\n", strerror(errno));
		exit(KSFT_SKIP);
	}
	munmap(p, page);
}

#define LINE_SIZE	512

/* What is behind "KEY:" in the entry of /proc/self/smaps that addr is in. */
static inline bool smaps(const void *addr, const char *key, char value[LINE_SIZE])
{
	unsigned long start, end;
	bool inside = false, found = false;
	char line[LINE_SIZE];
	FILE *f = fopen("/proc/self/smaps", "r");

	if (!f)
		die("/proc/self/smaps");
	while (!found && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
			inside = (unsigned long)addr >= start && (unsigned long)addr < end;
		if (!inside || strncmp(line, key, strlen(key)) || line[strlen(key)] != ':')
			continue;
		snprintf(value, LINE_SIZE, "%s", line + strlen(key) + 1);
		found = true;
	}
	fclose(f);
	return found;
}

/* Has the mapping at addr the flag with this mnemonic? */
static inline bool has(const void *addr, const char *flag)
{
	char flags[LINE_SIZE], want[8];

	if (!smaps(addr, "VmFlags", flags))
		die("no VmFlags in smaps");
	snprintf(want, sizeof(want), " %s ", flag);
	return strstr(flags, want);
}

/* In kB, of smaps' KEY at addr. */
static inline long smaps_kb(const void *addr, const char *key)
{
	char value[LINE_SIZE];

	return smaps(addr, key, value) ? atol(value) : -1;
}

/* In kB, of a KEY of /proc/self/status. */
static inline long status_kb(const char *key)
{
	char line[256];
	long kb = -1;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, key, strlen(key)) && line[strlen(key)] == ':')
			kb = atol(line + strlen(key) + 1);
	if (f)
		fclose(f);
	return kb;
}

/* How many separate mappings [p, p + len) is made of; 0 if there is a hole. */
static inline int mappings(const void *p, size_t len)
{
	unsigned long start, end, at = (unsigned long)p;
	char line[512];
	int n = 0;
	FILE *f = fopen("/proc/self/maps", "r");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%lx-%lx", &start, &end) == 2 && end > at &&
		    at < (unsigned long)p + len) {
			if (start > at)
				break;
			n++;
			at = end;
		}
	if (f)
		fclose(f);
	return at >= (unsigned long)p + len ? n : 0;
}

static inline void fill(char *p, size_t len, char c)
{
	memset(p, c, len);
}

/* The pages of [p, p + len) that are wholly c; *zero those that are wholly 0,
 * *torn the others.
 */
static inline size_t count(const char *p, size_t len, char c, size_t *zero, size_t *torn)
{
	size_t kept = 0;
	const char *q;

	*zero = *torn = 0;
	for (q = p; q < p + len; q += page) {
		if (memcmp(q, q + 1, page - 1) || (q[0] != c && q[0] != 0))
			++*torn;
		else if (q[0] == c)
			kept++;
		else
			++*zero;
	}
	return kept;
}

static inline bool all(const char *p, size_t len, char c)
{
	size_t zero, torn;

	return count(p, len, c, &zero, &torn) == len / page;
}

static inline void pageout(char *p, size_t len)
{
	if (madvise(p, len, MADV_PAGEOUT))
		die("MADV_PAGEOUT");
}

/*
 * May what didn't do all there is to be done be tried again?  When nobody moves
 * pages it has to do at once.  On the next processor, whose pages that wait for
 * the LRU come to it then.
 */
static inline bool again(int *tries)
{
	static int cpu;

	if (++*tries > 100 || moved_by_others() == moved_at_start)
		return false;
	usleep(1000);
	if (!on_cpu(++cpu))
		on_cpu(cpu = 0);
	return true;
}

/* Is all of it dropped, by MADV_PAGEOUT? */
static inline bool drop(char *p, size_t len)
{
	int tries = 0;
	bool gone;

	do {
		pageout(p, len);
		gone = all(p, len, 0);
	} while (!gone && again(&tries));
	on_cpu(home);
	return gone;
}

static inline bool resident(const void *p)
{
	unsigned char vec = 0;

	if (mincore((void *)p, page, &vec))
		die("mincore");
	return vec & 1;
}

/* Writes to a file below /proc or /sys; false if that can't be done. */
static inline bool put(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY);
	bool ok = fd >= 0 && write(fd, value, strlen(value)) == (ssize_t)strlen(value);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* A setting of the system, for as long as the test runs. */
static struct {
	char path[128], was[128];
} settings[24];
static size_t nr_settings;

static inline void restore_settings(void)
{
	while (nr_settings--)
		put(settings[nr_settings].path, settings[nr_settings].was);
	nr_settings = 0;
}

/* As put(), and what was there is put back at the end */
static inline bool set(const char *path, const char *value)
{
	char was[128] = "", *from = was;
	int fd = open(path, O_RDONLY);
	size_t i;

	if (fd < 0 || read(fd, was, sizeof(was) - 1) < 0) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	close(fd);
	/* the word in brackets, of several */
	if (strchr(was, '[')) {
		from = strchr(was, '[') + 1;
		from[strcspn(from, "]")] = '\0';
	}
	for (i = 0; i < nr_settings && strcmp(settings[i].path, path); i++)
		;
	if (i == nr_settings) {
		if (i == ARRAY_SIZE(settings))
			die("too many settings");
		if (!i)
			atexit(restore_settings);
		snprintf(settings[i].path, sizeof(settings[i].path), "%s", path);
		snprintf(settings[i].was, sizeof(settings[i].was), "%s", from);
		nr_settings++;
	}
	return put(path, value);
}

/* What /proc/kpageflags calls them */
#define KPF_DIRTY	4
#define KPF_LRU		5
#define KPF_ANON	12
#define KPF_SWAPCACHE	13
#define KPF_SWAPBACKED	14
#define KPF_THP		22

/* The page frame at p, 0 if there is none; needs root. */
static inline uint64_t pfn(const void *p)
{
	static int fd = -1;
	static pid_t whose;
	uint64_t entry;

	if (whose != getpid()) {
		whose = getpid();
		fd = open("/proc/self/pagemap", O_RDONLY);
	}
	for (;;) {
		if (pread(fd, &entry, 8, (uintptr_t)p / page * 8) != 8)
			die("/proc/self/pagemap");
		/* "swapped" is being moved, too: who reads it waits for that to end */
		if (entry >> 62 != 1)
			break;
		(void)*(const volatile char *)p;
	}
	return entry >> 63 ? entry & 0x007fffffffffffffULL : 0;
}

/* Has the page at p this KPF_ flag?  -1 if there is none. */
static inline int page_flag(const void *p, int bit)
{
	static int fd = -1;
	uint64_t flags = 0, frame;

	if (fd < 0)
		fd = open("/proc/kpageflags", O_RDONLY);
	/* it may be moved between two looks: they are to be at the same page */
	do {
		frame = pfn(p);
		if (frame && pread(fd, &flags, 8, frame * 8) != 8)
			die("/proc/kpageflags");
	} while (pfn(p) != frame);
	return frame ? (int)(flags >> bit & 1) : -1;
}

/* How many pages of [p, p + len) are there, and how many have the flag. */
static inline size_t page_flags(const char *p, size_t len, int bit, size_t *with)
{
	size_t there = 0;
	const char *q;
	int flag;

	*with = 0;
	for (q = p; q < p + len; q += page) {
		flag = page_flag(q, bit);
		there += flag >= 0;
		*with += flag == 1;
	}
	return there;
}

/* That pages are there, and none of them can go to swap. */
static inline void never_swapped(const char *p, size_t len, const char *when)
{
	size_t with, there = page_flags(p, len, KPF_SWAPBACKED, &with);

	result(there && !with, "%s: %zu pages, %zu of them for swap", when, there, with);
}

/* fn in a child, whose results (127 at most) are ours. */
static inline void in_child(const char *what, void (*fn)(void))
{
	int before = results, status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0)
		die("fork");
	if (!pid) {
		failures = 0;
		/* not one result that is good */
		bails = 255;
		fn();
		fflush(stdout);
		_exit((results - before) | (failures ? 128 : 0));
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) {
		result(false, "%s: wait status %#x", what, status);
		return;
	}
	results += WEXITSTATUS(status) & 127;
	failures += WEXITSTATUS(status) >> 7;
}

/* Without root most of what is written to /proc and /sys can't be. */
static inline void need_root(void)
{
	if (getuid()) {
		puts("1..0 # SKIP needs root");
		exit(KSFT_SKIP);
	}
}

#endif
