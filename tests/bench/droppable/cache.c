// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cache of decoded pictures that is larger than memory, and another process that
 * grows: what becomes of both, by the way that the cache keeps its tiles.  For
 * make demo, which sets DEMO_LOOKUPS; without, it is skipped.  With DEMO_ALL=1 a way
 * that this kernel hasn't got is a failure.
 *
 * Which tiles are looked up, and their contents, depend on nothing but numbers here;
 * each tile that is read is compared with what it has to be.  Before anything is
 * counted all tiles are looked up once, the least popular first: what is lost later was
 * there.
 *
 * "# cost KEY VALUE" is what a tile costs in ordinary memory, "# demo NAME KEY VALUE" a
 * figure, "# plot NAME LOOKUPS INSTRUCTIONS KB" what a lookup took in a part of the run,
 * and how much the other process had at its end.
 */
#include "../bench.h"
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/swap.h>

#ifndef MAP_DROPPABLE
#define MAP_DROPPABLE		0x08
#endif
#ifndef MADV_FREE
#define MADV_FREE		8
#endif
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE	23
#endif
#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY	1
#endif

#define MB		(1024UL * 1024)
#define TILE		(64 * 1024UL)
#define TILES		3200U		/* 200 MiB */
#define CAP		768		/* tiles of the cache that has a fixed size: 48 MiB */
#define GROWS		80		/* MiB, of the other process */
#define COPIES		20		/* of a tile: what it costs to decode one */
#define PARTS		40		/* of the plot */
#define PAGE_WORDS	(PAGE / 4)
#define WORDS		(PAGE_WORDS - 2) /* of a page; two are for who needs cookies */
#define TILE_PAGES	(TILE / PAGE)
#define SWAP_PAGES	(192 * MB / PAGE)
#define NOT_HERE	64		/* exit status: this kernel hasn't got it */

static char *cache;
static uint32_t *buffer;		/* what was decoded */
static uint32_t *screen;		/* what was read of the cache */
static unsigned int rounds = TILE_PAGES; /* of the decoder */
static int uffd = -1;
static volatile unsigned long syscalls, losses, sleeps;
static bool filled[TILES];

static uint32_t next(uint32_t x)
{
	return x * 1664525 + 1013904223;
}

static uint32_t first(unsigned int tile, unsigned int round)
{
	return next((tile * TILE_PAGES + round) * 2654435761U);
}

/* A round is a page.  The last of each page are what the tile has. */
static void decode(unsigned int tile, uint32_t *to)
{
	unsigned int round, i;
	uint32_t x, *w;

	for (round = rounds; round--; ) {
		w = to + round % TILE_PAGES * PAGE_WORDS;
		for (i = 0, x = first(tile, round); i < WORDS; i++, x = next(x))
			w[i] = round < TILE_PAGES ? x : w[i] ^ x;
	}
}

static bool right(unsigned int tile, const uint32_t *at)
{
	unsigned int page, i;
	uint32_t x;

	for (page = 0; page < TILE_PAGES; page++, at += PAGE_WORDS)
		for (i = 0, x = first(tile, page); i < WORDS; i++, x = next(x))
			if (at[i] != x)
				return false;
	return true;
}

static char *at(unsigned int tile)
{
	return cache + tile * TILE;
}

static int advise(unsigned int tile, int advice)
{
	syscalls++;
	return madvise(at(tile), TILE, advice);
}

/**
 * struct way - how a cache keeps its tiles
 * @name: one word
 * @what: as the table shows it
 * @begin: false, with errno, where that can't be
 * @lock: whether the contents are there, and if they are, they stay until @unlock
 * @data: where they are, while locked
 * @lost: they aren't there, from that byte on: here they are anew, in buffer
 * @unlock: they may go
 *
 * lock, data and unlock are those of Chromium's DiscardableMemory; Mozilla's
 * VolatileBuffer says at the lock, too, what was purged.  In droppable memory nothing
 * is held, and a lock that asks (mincore()) would be a system call whose answer may be
 * old at once.  So there lock always says yes: the loss is told at the access, and it is
 * the signal handler, or the thread that refills, which calls @lost.
 */
struct way {
	const char *name, *what;
	bool (*begin)(void);
	bool (*lock)(unsigned int tile);
	uint32_t *(*data)(unsigned int tile);
	void (*lost)(unsigned int tile, size_t from);
	void (*unlock)(unsigned int tile);
};
static const struct way *way;

static void lose(unsigned int tile, size_t from)
{
	losses++;
	decode(tile, buffer);
	way->lost(tile, from);
}

static bool map_with(int flags)
{
	cache = mmap(NULL, TILES * TILE, RW, flags | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return cache != MAP_FAILED;
}

static uint32_t *data(unsigned int tile)
{
	return (uint32_t *)at(tile);
}

static void nothing(unsigned int tile)
{
	(void)tile;
}

/* Ordinary memory, and swap. */
static bool begin_swap(void)
{
	return map_with(MAP_PRIVATE);
}

static bool lock_filled(unsigned int tile)
{
	return filled[tile];
}

static void lost_copy(unsigned int tile, size_t from)
{
	memcpy(at(tile) + from, (char *)buffer + from, TILE - from);
	filled[tile] = true;
}

/* As many as may be, and the one that wasn't used for longest goes. */
static uint32_t *has[TILES];
static unsigned int held[CAP], holds;
static unsigned long used[TILES], uses;

static bool begin_cap(void)
{
	return true;
}

static bool lock_cap(unsigned int tile)
{
	used[tile] = ++uses;
	return has[tile];
}

static uint32_t *data_cap(unsigned int tile)
{
	return has[tile];
}

/* All that is allocated is so before anything is counted. */
static void lost_cap(unsigned int tile, size_t from)
{
	unsigned int i, slot = 0;

	(void)from;
	if (holds < CAP) {
		slot = holds++;
		has[tile] = malloc(TILE);
		if (!has[tile])
			die("malloc");
	} else {
		for (i = 1; i < CAP; i++)
			if (used[held[i]] < used[held[slot]])
				slot = i;
		has[tile] = has[held[slot]];
		has[held[slot]] = NULL;
	}
	held[slot] = tile;
	memcpy(has[tile], buffer, TILE);
}

/*
 * MADV_FREE, and a word in each page that is not 0.  To write another there makes the
 * page stay; then the first tells whether that came in time.
 */
static bool lock_cookie(unsigned int tile)
{
	volatile uint32_t *w = (uint32_t *)at(tile);
	bool there = filled[tile];
	size_t i;

	if (!there)
		return false;
	for (i = WORDS; i < TILE / 4; i += PAGE_WORDS) {
		w[i] = 1;
		there &= w[i + 1] != 0;
	}
	return there;
}

static void lost_cookie(unsigned int tile, size_t from)
{
	uint32_t *w = (uint32_t *)at(tile);
	size_t i;

	lost_copy(tile, from);
	for (i = WORDS; i < TILE / 4; i += PAGE_WORDS)
		w[i + 1] = 1;
}

static void unlock_free(unsigned int tile)
{
	if (advise(tile, MADV_FREE))
		die("MADV_FREE");
}

/* userfaultfd on all of it */
static bool arm(unsigned long long features)
{
	struct uffdio_api api = { .api = UFFD_API, .features = features };
	struct uffdio_register reg = {
		.range = { (uintptr_t)cache, TILES * TILE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};

	uffd = syscall(SYS_userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY);
	return uffd >= 0 && !ioctl(uffd, UFFDIO_API, &api) && !ioctl(uffd, UFFDIO_REGISTER, &reg);
}

/* The pages that are missing from that byte on. */
static void lost_put(unsigned int tile, size_t from)
{
	while (from < TILE) {
		struct uffdio_copy copy = {
			.dst = (uintptr_t)at(tile) + from,
			.src = (uintptr_t)buffer + from,
			.len = TILE - from,
		};
		size_t done = TILE - from;

		syscalls++;
		if (ioctl(uffd, UFFDIO_COPY, &copy)) {
			done = copy.copy > 0 ? copy.copy : 0;
			if (!done && copy.copy == -EEXIST) {
				done = PAGE;
			} else if (!done && copy.copy == -ENOMEM) {
				sleeps++;
				syscalls++;
				usleep(1000);
			} else if (!done && copy.copy != -EAGAIN) {
				_exit(3);
			}
		}
		from += done;
	}
}

/* MADV_FREE, and MADV_POPULATE_WRITE to take it back, which fails where a page is lost. */
static bool begin_hold(void)
{
	return map_with(MAP_PRIVATE) && arm(UFFD_FEATURE_SIGBUS) &&
	       madvise(cache, TILE, MADV_POPULATE_WRITE) && errno == EFAULT;
}

static bool lock_hold(unsigned int tile)
{
	if (!advise(tile, MADV_POPULATE_WRITE))
		return true;
	if (errno != EFAULT)
		die("MADV_POPULATE_WRITE");
	return false;
}

static void lost_hold(unsigned int tile, size_t from)
{
	advise(tile, MADV_DONTNEED);
	lost_put(tile, from);
}

/* Droppable memory: nothing to lock.  What is missing is made when it is touched. */
static void refill(uintptr_t touched)
{
	size_t from = (touched & -PAGE) - (uintptr_t)cache;

	if (from >= TILES * TILE)
		_exit(4);
	lose(from / TILE, from % TILE);
}

static void on_lost(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	refill((uintptr_t)info->si_addr);
	syscalls++;		/* rt_sigreturn() */
}

static bool begin_sigbus(void)
{
	struct sigaction sa = { .sa_sigaction = on_lost, .sa_flags = SA_SIGINFO };

	return map_with(MAP_DROPPABLE) && arm(UFFD_FEATURE_SIGBUS) &&
	       !sigaction(SIGBUS, &sa, NULL);
}

static bool lock_none(unsigned int tile)
{
	(void)tile;
	return true;
}

static void *refills(void *unused)
{
	struct uffd_msg msg;

	(void)unused;
	for (;;) {
		syscalls++;
		if (read(uffd, &msg, sizeof(msg)) == sizeof(msg) &&
		    msg.event == UFFD_EVENT_PAGEFAULT)
			refill(msg.arg.pagefault.address);
	}
	return NULL;
}

static bool begin_thread(void)
{
	pthread_t thread;

	return map_with(MAP_DROPPABLE) && arm(0) && !pthread_create(&thread, NULL, refills, NULL);
}

static const struct way ways[] = {
	{ "swap", "anonymous, swap",
	  begin_swap, lock_filled, data, lost_copy, nothing },
	{ "cap", "malloc, 48 MiB",
	  begin_cap, lock_cap, data_cap, lost_cap, nothing },
	{ "cookie", "MADV_FREE, cookies",
	  begin_swap, lock_cookie, data, lost_cookie, unlock_free },
	{ "hold", "MADV_FREE, SIGBUS",
	  begin_hold, lock_hold, data, lost_hold, unlock_free },
	{ "sigbus", "droppable, SIGBUS",
	  begin_sigbus, lock_none, data, lost_put, nothing },
	{ "thread", "droppable, thread",
	  begin_thread, lock_none, data, lost_put, nothing },
};

/* Zipf's law with 0.9: TILES sums of 2^20 / i^0.9, the tenth root by Newton. */
static uint64_t sums[TILES];

static void zipf(void)
{
	uint64_t sum = 0;
	double y = 1;
	unsigned int i, k, j;

	for (i = 1; i <= TILES; i++) {
		for (k = 0; k < 20; k++) {
			double y9 = 1;

			for (j = 0; j < 9; j++)
				y9 *= y;
			y -= (y9 * y - i) / (10 * y9);
		}
		sum += (uint64_t)((1 << 20) * y / i);
		sums[i - 1] = sum;
	}
}

/* Neighbours in rank are none in memory. */
static unsigned int ranked(unsigned int rank)
{
	return rank * 1201 % TILES;
}

static unsigned int draw(uint64_t *state)
{
	unsigned int low = 0, high = TILES - 1, middle;
	uint64_t x;

	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	x = ((*state * 2685821657736338717ULL) >> 32) * sums[TILES - 1] >> 32;
	while (low < high) {
		middle = (low + high) / 2;
		if (sums[middle] > x)
			high = middle;
		else
			low = middle + 1;
	}
	return ranked(low);
}

static long long vmstat(const char *key)
{
	char line[128];
	long long n = -1;
	size_t len = strlen(key);
	FILE *f = fopen("/proc/vmstat", "r");

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, key, len) && line[len] == ' ')
			n = atoll(line + len + 1);
	if (f)
		fclose(f);
	return n;
}

static const char *const counters[] = { "pswpout", "pswpin", "pglazyfreed", "oom_kill" };
#define COUNTERS (sizeof(counters) / sizeof(*counters))

/*
 * What they tell each other; the other process grows when it is asked to.  The first
 * half is with all of memory, the second beside the other process.
 */
static struct shared {
	unsigned long lookups, wrong, hits[2], syscalls, sleeps, kb, had[PARTS];
	long long counted[COUNTERS];
	unsigned long long grown;		/* instructions */
	unsigned long long took[];		/* each lookup */
} *shared;
static unsigned long lookups;

static void other(int in, int out)
{
	char *p = map(GROWS * MB / PAGE, RW, MAP_PRIVATE | MAP_NORESERVE, -1), c;
	unsigned long long start;

	while (read(in, &c, 1) == 1) {
		if (shared->kb < GROWS * 1024) {
			start = now();
			touch(p + shared->kb * 1024, MB / PAGE);
			shared->grown += now() - start;
			shared->kb += 1024;
		}
		if (write(out, &c, 1) != 1)
			break;
	}
	_exit(0);
}

/* What it took to read it; that it is right is seen later, in what was read. */
static unsigned long long look_at(unsigned int tile)
{
	unsigned long long took = now();

	if (!way->lock(tile))
		lose(tile, 0);
	memcpy(screen, way->data(tile), TILE);
	way->unlock(tile);
	took = now() - took;
	shared->wrong += !right(tile, screen);
	return took;
}

static void look_up(int out, int in)
{
	unsigned long n, every = lookups * 3 / 8 / GROWS, before;
	uint64_t state = 88172645463325252ULL;
	unsigned int i;
	char c = 0;

	if (!way->begin()) {
		if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
			_exit(NOT_HERE);
		die(way->name);
	}
	for (i = TILES; i--; )
		look_at(ranked(i));
	for (i = 0; i < COUNTERS; i++)
		shared->counted[i] = -vmstat(counters[i]);
	syscalls = sleeps = 0;
	for (n = 0; n < lookups; n++) {
		if (n >= lookups / 2 && n % every == 0)
			if (write(out, &c, 1) != 1 || read(in, &c, 1) != 1)
				_exit(5);
		before = losses;
		shared->took[n] = look_at(draw(&state));
		shared->hits[n >= lookups / 2] += losses == before;
		shared->had[n / (lookups / PARTS)] = shared->kb;
		shared->lookups = n + 1;
	}
	for (i = 0; i < COUNTERS; i++)
		shared->counted[i] += vmstat(counters[i]);
	shared->syscalls = syscalls;
	shared->sleeps = sleeps;
	_exit(0);
}

static int by_size(const void *a, const void *b)
{
	unsigned long long x = *(const unsigned long long *)a, y = *(const unsigned long long *)b;

	return x < y ? -1 : x > y;
}

static void figure(const char *key, long long value)
{
	printf("# demo %s %s %lld\n", way->name, key, value);
}

static void figures(void)
{
	unsigned long half = lookups / 2, part = lookups / PARTS, n, i;
	unsigned long long sum, *t;
	char key[16];

	for (i = 0; i < PARTS; i++) {
		for (sum = 0, n = i * part; n < (i + 1) * part; n++)
			sum += shared->took[n];
		printf("# plot %s %lu %llu %lu\n", way->name, n, sum / part, shared->had[i]);
	}
	for (i = 0; i < 2; i++) {
		t = shared->took + i * half;
		for (sum = 0, n = 0; n < half; n++)
			sum += t[n];
		qsort(t, half, sizeof(*t), by_size);
		snprintf(key, sizeof(key), "median%lu", i + 1);
		figure(key, t[half / 2]);
		snprintf(key, sizeof(key), "p99_%lu", i + 1);
		figure(key, t[half * 99 / 100]);
		snprintf(key, sizeof(key), "mean%lu", i + 1);
		figure(key, sum / half);
		snprintf(key, sizeof(key), "hits%lu", i + 1);
		figure(key, shared->hits[i]);
	}
	for (i = 0; i < COUNTERS; i++)
		figure(counters[i], shared->counted[i]);
	figure("syscalls", shared->syscalls);
	figure("sleeps", shared->sleeps);
	figure("other_kb", shared->kb);
	figure("other_instructions", shared->grown);
}

/* What is to be said after the name in KTAP; NULL if it is done. */
static const char *run(bool all)
{
	int to[2], from[2], status, ended;
	const char *why = NULL;
	pid_t pid, grows;

	memset(shared, 0, sizeof(*shared));
	if (pipe(to) || pipe(from) || swapon("/dev/ram0", 0))
		die("swapon");
	tidy();
	fflush(stdout);
	grows = fork();
	if (!grows) {
		close(to[1]);
		other(to[0], from[1]);
	}
	pid = fork();
	if (!pid) {
		close(from[1]);
		look_up(to[1], from[0]);
	}
	if (grows < 0 || pid < 0)
		die("fork");
	close(from[1]);
	close(to[1]);
	waitpid(pid, &status, 0);
	kill(grows, SIGKILL);
	waitpid(grows, &ended, 0);
	close(to[0]);
	close(from[0]);
	if (swapoff("/dev/ram0"))
		die("swapoff");

	printf("# demo %s what %s\n", way->name, way->what);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_HERE) {
		figure("absent", 1);
		return all ? "not on this kernel, which should have it" : "# SKIP not on this kernel";
	}
	figure("status", status);
	figure("lookups", shared->lookups);
	figure("wrong", shared->wrong);
	if (status)
		why = WIFSIGNALED(status) ? "ended by a signal" : "ended with an error";
	else if (shared->lookups != lookups)
		why = "not all lookups were made";
	else
		figures();
	return shared->wrong ? "wrong tiles" : why;
}

/* In ordinary memory; the least of some, which has no tick of the timer in it. */
static unsigned long cost(char of)
{
	unsigned long long took, least = TICK;
	bool is = true;
	int i;

	for (i = 0; i < 5; i++) {
		took = now();
		if (of == 'd')
			decode(i, buffer);
		else if (of == 'c')
			memcpy(screen, buffer, TILE);
		else
			is &= right(4, screen);
		took = now() - took;
		if (took < least)
			least = took;
	}
	if (!is)
		die("the decoder");
	return least;
}

static void fit_decoder(void)
{
	unsigned long decodes = cost('d'), copies = cost('c'), compares = cost('r');
	int i;

	/* the first rounds cost a little less than the rest */
	for (i = 0; i < 2; i++) {
		rounds = (COPIES * copies * rounds + decodes / 2) / decodes;
		if (rounds < TILE_PAGES)
			rounds = TILE_PAGES;
		decodes = cost('d');
	}
	printf("# cost copy %lu\n# cost compare %lu\n# cost rounds %u\n# cost decode %lu\n",
	       copies, compares, rounds, decodes);
}

/* A RAM disk has its pages from when they are written on: the same memory is left to all. */
static void make_swap(void)
{
	static uint32_t header[PAGE / 4];
	int fd = open("/dev/ram0", O_WRONLY);
	size_t i;

	for (i = 0; fd >= 0 && i < SWAP_PAGES; i++)
		if (write(fd, header, PAGE) != (ssize_t)PAGE)
			die("/dev/ram0");
	header[256] = 1;
	header[257] = SWAP_PAGES - 1;
	memcpy((char *)header + PAGE - 10, "SWAPSPACE2", 10);
	if (fd < 0 || pwrite(fd, header, PAGE, 0) != (ssize_t)PAGE || fsync(fd) || close(fd))
		die("/dev/ram0");
}

int main(void)
{
	bool all = getenv("DEMO_ALL");
	size_t i;

	if (!getenv("DEMO_LOOKUPS")) {
		puts("1..0 # SKIP make demo runs it");
		return 4;
	}
	lookups = strtoul(getenv("DEMO_LOOKUPS"), NULL, 10);
	lookups -= lookups % PARTS;
	if (lookups < 2 * GROWS * 8 / 3) {
		puts("Bail out! DEMO_LOOKUPS is too small");
		return 1;
	}
	i = sizeof(*shared) + lookups * sizeof(*shared->took);
	shared = (struct shared *)map((i + PAGE - 1) / PAGE, RW, MAP_SHARED, -1);
	buffer = (uint32_t *)map(TILE_PAGES, RW, MAP_PRIVATE, -1);
	screen = (uint32_t *)map(TILE_PAGES, RW, MAP_PRIVATE, -1);
	zipf();
	make_swap();
	printf("KTAP version 1\n1..%zu\n", sizeof(ways) / sizeof(*ways));
	fit_decoder();
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		const char *why;

		way = &ways[i];
		why = run(all);
		printf("%sok %zu %s%s%s\n", why && *why != '#' ? "not " : "", i + 1, way->name,
		       !why ? "" : *why == '#' ? " " : ": ", why ? why : "");
	}
	return 0;
}
