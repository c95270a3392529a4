/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What it costs to reclaim a page, by kind of page.  A child in a memory cgroup
 * of its own fills PAGES, and the cgroup is told to give up half of them.
 *
 * "# bench NAME INSTRUCTIONS..." is per page that was reclaimed, and "# swap
 * NAME BYTES..." what went to swap for each.
 */
#include "../bench.h"
#include <stdint.h>
#include <sys/stat.h>
#include <sys/swap.h>

#ifndef MAP_DROPPABLE
#define MAP_DROPPABLE	0x08
#endif
#ifndef MADV_FREE
#define MADV_FREE	8
#endif
#define PAGES	1024
#define ROUNDS	5	/* samples, after two that don't count */
#define CHILDREN 8	/* a sample */
#define CGROUP	"/sys/fs/cgroup/bench"

static long long number(const char *path, const char *key)
{
	char line[128];
	long long n = -1;
	size_t len = strlen(key);
	FILE *f = fopen(path, "r");

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, key, len) && line[len] == ' ')
			n = atoll(line + len + 1);
	if (f)
		fclose(f);
	if (n < 0)
		die(key);
	return n;
}

static void put(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, value, strlen(value)) < 0)
		die(path);
	close(fd);
}

/* Swap on all of it, for swapon().  It is written once: a RAM disk has its pages from then on. */
static void make_swap(const char *device)
{
	const uint32_t pages = 4096;
	static char header[PAGE];
	int fd = open(device, O_WRONLY);
	uint32_t i;

	for (i = 0; fd >= 0 && i < pages; i++)
		if (write(fd, header, PAGE) != (ssize_t)PAGE)
			die(device);
	memcpy(header + 1024, &(uint32_t){ 1 }, 4);
	memcpy(header + 1028, &(uint32_t){ pages - 1 }, 4);
	memcpy(header + PAGE - 10, "SWAPSPACE2", 10);
	if (fd < 0 || pwrite(fd, header, PAGE, 0) != (ssize_t)PAGE || fsync(fd) || close(fd))
		die(device);
}

struct sample {
	double instructions, bytes;
};

/* How many of the pages are in memory. */
static size_t present(const char *p, size_t pages)
{
	static uint64_t entry[PAGES + 64];
	int fd = open("/proc/self/pagemap", O_RDONLY);
	size_t i, n = 0, len = pages * sizeof(*entry);

	if (fd < 0 || pread(fd, entry, len, (uintptr_t)p / PAGE * sizeof(*entry)) != (ssize_t)len)
		die("pagemap");
	close(fd);
	for (i = 0; i < pages; i++)
		n += entry[i] >> 63;
	return n;
}

/*
 * Has half of the pages reclaimed; returns the instructions it took.  EAGAIN is
 * what memory.reclaim says after 16 rounds that gave no page.  Two reasons: 6.12
 * goes by statistics it brings up to date every two seconds, or when they are
 * read: on.  And by itself it drops droppable pages as dirty ones, and counts
 * none: done when they are gone.
 */
static unsigned long long take(const char *p, size_t pages)
{
	static char want[32];
	unsigned long long start, took = 0;
	int fd, again;
	ssize_t len = snprintf(want, sizeof(want), "%lu", PAGES / 2 * PAGE), n;

	for (again = 0; again < 4; again++) {
		tick();
		start = now();
		fd = open(CGROUP "/memory.reclaim", O_WRONLY);
		n = write(fd, want, len);
		close(fd);
		took += now() - start;
		if (n == len || (errno == EAGAIN && present(p, pages) <= PAGES / 2))
			return took;
		if (errno != EAGAIN)
			break;
		number(CGROUP "/memory.stat", "pgsteal");
	}
	die("memory.reclaim");
	return 0;
}

/* skew: more pages, so that batches end elsewhere */
static struct sample reclaim(int flags, void (*prepare)(char *p), size_t skew)
{
	long long stolen, swapped;
	unsigned long long took;
	char *p = map(PAGES + skew, RW, flags, -1);

	touch(p, PAGES + skew);
	if (prepare)
		prepare(p);
	stolen = number(CGROUP "/memory.stat", "pgsteal");
	swapped = number("/proc/vmstat", "pswpout");
	took = take(p, PAGES + skew);
	stolen = number(CGROUP "/memory.stat", "pgsteal") - stolen;
	swapped = number("/proc/vmstat", "pswpout") - swapped;
	if (stolen < PAGES / 2)
		stolen = PAGES + skew - present(p, PAGES + skew);
	if (stolen < PAGES / 2)
		die("too few pages were reclaimed");
	unmap(p, PAGES + skew);
	return (struct sample){ (double)took / stolen, (double)swapped * PAGE / stolen };
}

/* Of CHILDREN structs, from one to the next. */
static double mean(const double *v)
{
	double sum = 0;
	int i;

	for (i = 0; i < CHILDREN; i++, v += sizeof(struct sample) / sizeof(*v))
		sum += *v;
	return sum / CHILDREN;
}

/* As measure() of bench.h, of a mapping with these flags, and then prepared. */
static inline int measure_reclaim(const char *name, int flags, void (*prepare)(char *p))
{
	struct sample *s = (void *)map(1, RW, MAP_SHARED, -1);
	char *p = mmap(NULL, PAGE, RW, flags | MAP_ANONYMOUS, -1, 0);
	int i, status;
	pid_t pid;
	const char *device = getenv("DROPPABLE_SWAP") ? : "/dev/ram0";

	if (p == MAP_FAILED) {
		puts("1..0 # SKIP no such mapping here");
		return 4;
	}
	puts("KTAP version 1\n1..1");
	fflush(stdout);
	make_swap(device);
	put("/sys/fs/cgroup/cgroup.subtree_control", "+memory");
	if (mkdir(CGROUP, 0755))
		die(CGROUP);
	/*
	 * What a page costs depends by 1 % on where batches of pages begin and end,
	 * which is chance: a sample is the mean of several.
	 */
	for (i = -2 * CHILDREN; i < ROUNDS * CHILDREN; i++) {
		/* anew each time: where it goes on depends on what was before */
		if (swapon(device, 0))
			die("swapon");
		pid = fork();
		if (!pid) {
			tidy();
			put(CGROUP "/cgroup.procs", "0");
			s[i < 0 ? 0 : i] = reclaim(flags, prepare, (i + 2 * CHILDREN) % CHILDREN * 5);
			exit(0);
		}
		if (waitpid(pid, &status, 0) != pid || status)
			die("a sample");
		if (swapoff(device))
			die("swapoff");
	}
	for (i = 0; i < 100 && rmdir(CGROUP); i++)
		usleep(10000);
	printf("# bench %s", name);
	for (i = 0; i < ROUNDS; i++)
		printf(" %.2f", mean(&s[i * CHILDREN].instructions));
	printf("\n# swap %s", name);
	for (i = 0; i < ROUNDS; i++)
		printf(" %.0f", mean(&s[i * CHILDREN].bytes));
	printf("\nok 1 %s\n", name);
	return 0;
}
