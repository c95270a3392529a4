// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cache of decoded pictures that is larger than memory, and another process that
 * grows: what becomes of both, by the way that the cache keeps its tiles.  For
 * make demo, which sets DEMO_LOOKUPS; without, it is skipped.
 *
 * Each way has the interface of a browser's discardable memory: a tile is locked,
 * which says whether its contents are lost, read, and unlocked.  Which tiles are
 * looked up, and their contents, depend on nothing but numbers here; each tile that
 * is read is compared with what it has to be.
 *
 * "# demo NAME KEY VALUE" is a figure, "# plot NAME LOOKUPS INSTRUCTIONS KB" what a
 * lookup took in a part of the run, and how much the other process had then.
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
#define TILES		3200		/* 200 MiB */
#define CAP		768		/* tiles of the cache that has a fixed size: 48 MiB */
#define GROWS		80		/* MiB, of the other process */
#define PASSES		5		/* of the decoder: about 20 copies of a tile */
#define PARTS		40		/* of the plot */
#define PAGE_WORDS	(PAGE / 4)
#define WORDS		(PAGE_WORDS - 2) /* of a page; two are for who needs cookies */
#define SWAP_PAGES	(192 * MB / PAGE)

static char *cache;
static uint32_t *buffer;		/* what was decoded */
static int uffd = -1;
static unsigned long syscalls;
static bool filled[TILES];

static uint32_t next(uint32_t x)
{
	return x * 1664525 + 1013904223;
}

static uint32_t first(unsigned int tile, unsigned int pass)
{
	return next(tile * 2654435761U ^ pass);
}

/* The last pass is what the tile has. */
static void decode(unsigned int tile, uint32_t *to)
{
	unsigned int pass, i;
	uint32_t x;

	for (pass = PASSES; pass--; )
		for (i = 0, x = first(tile, pass); i < TILE / 4; i++, x = next(x))
			if (i % PAGE_WORDS < WORDS)
				to[i] = pass ? to[i] ^ x : x;
}

static bool right(unsigned int tile, const uint32_t *at)
{
	uint32_t x = first(tile, 0);
	unsigned int i;

	for (i = 0; i < TILE / 4; i++, x = next(x))
		if (i % PAGE_WORDS < WORDS && at[i] != x)
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

/*
 * lock: the contents, or NULL if they are lost.  fill: what buffer has, locked.
 * They are lost while it is read where lost says how often that was.
 */
struct way {
	const char *name, *what;
	bool (*begin)(void);
	uint32_t *(*lock)(unsigned int tile);
	uint32_t *(*fill)(unsigned int tile);
	void (*unlock)(unsigned int tile);
};
static volatile unsigned long losses;

static bool map_with(int flags)
{
	cache = mmap(NULL, TILES * TILE, RW, flags | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return cache != MAP_FAILED;
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

static uint32_t *lock_filled(unsigned int tile)
{
	return filled[tile] ? (uint32_t *)at(tile) : NULL;
}

static uint32_t *fill_copy(unsigned int tile)
{
	filled[tile] = true;
	return memcpy(at(tile), buffer, TILE);
}

/* As many as may be, and the one that wasn't used for longest goes. */
static uint32_t *has[TILES];
static unsigned long used[TILES], uses;

static bool begin_cap(void)
{
	return true;
}

static uint32_t *lock_cap(unsigned int tile)
{
	used[tile] = ++uses;
	return has[tile];
}

static uint32_t *fill_cap(unsigned int tile)
{
	unsigned int i, oldest = TILES, n = 0;

	for (i = 0; i < TILES; i++)
		if (has[i]) {
			n++;
			if (oldest == TILES || used[i] < used[oldest])
				oldest = i;
		}
	if (n >= CAP) {
		has[tile] = has[oldest];
		has[oldest] = NULL;
	} else {
		has[tile] = malloc(TILE);
		syscalls++;
	}
	return memcpy(has[tile], buffer, TILE);
}

/*
 * MADV_FREE, and a word in each page that is not 0.  To write another there makes the
 * page stay; then the first tells whether that came in time.
 */
static uint32_t *lock_cookie(unsigned int tile)
{
	volatile uint32_t *w = (uint32_t *)at(tile);
	bool there = filled[tile];
	size_t i;

	if (!there)
		return NULL;
	for (i = WORDS; i < TILE / 4; i += PAGE_WORDS) {
		w[i] = 1;
		there &= w[i + 1] != 0;
	}
	return there ? (uint32_t *)at(tile) : NULL;
}

static uint32_t *fill_cookie(unsigned int tile)
{
	uint32_t *w = fill_copy(tile);
	size_t i;

	for (i = WORDS; i < TILE / 4; i += PAGE_WORDS)
		w[i + 1] = 1;
	return w;
}

static void unlock_free(unsigned int tile)
{
	advise(tile, MADV_FREE);
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

/* The pages that are missing of so many from that one on. */
static void put_pages(char *to, const char *from, size_t len)
{
	while (len) {
		struct uffdio_copy copy = {
			.dst = (uintptr_t)to, .src = (uintptr_t)from, .len = len,
		};
		size_t done = len;

		syscalls++;
		if (ioctl(uffd, UFFDIO_COPY, &copy)) {
			done = copy.copy > 0 ? copy.copy : 0;
			if (!done && copy.copy == -EEXIST)
				done = PAGE;
			else if (!done && copy.copy == -ENOMEM)
				usleep(1000);
			else if (!done && copy.copy != -EAGAIN)
				_exit(3);
		}
		to += done;
		from += done;
		len -= done;
	}
}

/* MADV_FREE, and MADV_POPULATE_WRITE to take it back, which fails where a page is lost. */
static bool begin_hold(void)
{
	return map_with(MAP_PRIVATE) && arm(UFFD_FEATURE_SIGBUS);
}

static uint32_t *lock_hold(unsigned int tile)
{
	return !advise(tile, MADV_POPULATE_WRITE) ? (uint32_t *)at(tile) : NULL;
}

static uint32_t *fill_hold(unsigned int tile)
{
	advise(tile, MADV_DONTNEED);
	put_pages(at(tile), (char *)buffer, TILE);
	return (uint32_t *)at(tile);
}

/* Droppable memory: nothing to lock.  What is missing is made when it is touched. */
static void refill(char *page)
{
	unsigned int tile = (page - cache) / TILE;

	losses++;
	decode(tile, buffer);
	put_pages(page, (char *)buffer + (page - at(tile)), at(tile) + TILE - page);
}

static void on_lost(int sig, siginfo_t *info, void *context)
{
	char *page = (char *)((uintptr_t)info->si_addr & -PAGE);

	(void)sig;
	(void)context;
	if (page < cache || page >= cache + TILES * TILE)
		_exit(4);
	refill(page);
}

static bool begin_sigbus(void)
{
	struct sigaction sa = { .sa_sigaction = on_lost, .sa_flags = SA_SIGINFO };

	return map_with(MAP_DROPPABLE) && arm(UFFD_FEATURE_SIGBUS) &&
	       !sigaction(SIGBUS, &sa, NULL);
}

static uint32_t *lock_none(unsigned int tile)
{
	return (uint32_t *)at(tile);
}

static void *refills(void *unused)
{
	struct uffd_msg msg;

	(void)unused;
	for (;;) {
		syscalls++;
		if (read(uffd, &msg, sizeof(msg)) == sizeof(msg) &&
		    msg.event == UFFD_EVENT_PAGEFAULT)
			refill((char *)(uintptr_t)(msg.arg.pagefault.address & -(uint64_t)PAGE));
	}
	return NULL;
}

static bool begin_thread(void)
{
	pthread_t thread;

	return map_with(MAP_DROPPABLE) && arm(0) && !pthread_create(&thread, NULL, refills, NULL);
}

static const struct way ways[] = {
	{ "swap", "anonymous, swap", begin_swap, lock_filled, fill_copy, nothing },
	{ "cap", "malloc, 48 MiB", begin_cap, lock_cap, fill_cap, nothing },
	{ "cookie", "MADV_FREE, cookies", begin_swap, lock_cookie, fill_cookie, unlock_free },
	{ "hold", "MADV_FREE, SIGBUS", begin_hold, lock_hold, fill_hold, unlock_free },
	{ "sigbus", "droppable, SIGBUS", begin_sigbus, lock_none, NULL, nothing },
	{ "thread", "droppable, thread", begin_thread, lock_none, NULL, nothing },
};

/* Zipf's law with 0.9: TILES sums of 2^20 / i^0.9, the tenth root by Newton. */
static uint64_t sums[TILES];

static void zipf(void)
{
	uint64_t sum = 0;
	double y = 1;
	int i, k, j;

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
	return low * 1201 % TILES;
}

/* What they tell each other; the other process grows when it is asked to. */
static struct shared {
	unsigned long lookups, wrong, hits, syscalls, kb, losses;
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

static void look_up(const struct way *way, int out, int in)
{
	uint64_t state = 88172645463325252ULL;
	unsigned long n, every = lookups * 3 / 8 / GROWS, before;
	unsigned long long start;
	unsigned int tile;
	uint32_t *p;
	char c = 0;

	buffer = (uint32_t *)map(TILE / PAGE, RW, MAP_PRIVATE, -1);
	if (!way->begin())
		_exit(4);
	for (n = 0; n < lookups; n++) {
		if (n >= lookups / 2 && n % every == 0)
			if (write(out, &c, 1) != 1 || read(in, &c, 1) != 1)
				_exit(5);
		tile = draw(&state);
		start = now();
		before = losses;
		p = way->lock(tile);
		if (!p) {
			losses++;
			decode(tile, buffer);
			p = way->fill(tile);
		}
		shared->wrong += !right(tile, p);
		way->unlock(tile);
		shared->took[n] = now() - start;
		shared->hits += losses == before;
		shared->lookups = n + 1;
		shared->syscalls = syscalls;
	}
	_exit(0);
}

static int by_size(const void *a, const void *b)
{
	unsigned long long x = *(const unsigned long long *)a, y = *(const unsigned long long *)b;

	return x < y ? -1 : x > y;
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

static bool run(const struct way *way)
{
	int to[2], from[2], status, i;
	unsigned long long sum = 0;
	unsigned long n, part;
	long long was[4];
	pid_t pid, grows;

	memset(shared, 0, sizeof(*shared));
	if (pipe(to) || pipe(from) || swapon("/dev/ram0", 0))
		die("swapon");
	tidy();
	for (i = 0; i < 4; i++)
		was[i] = vmstat(counters[i]);
	fflush(stdout);
	grows = fork();
	if (!grows) {
		close(to[1]);
		other(to[0], from[1]);
	}
	pid = fork();
	if (!pid) {
		close(from[1]);
		look_up(way, to[1], from[0]);
	}
	close(from[1]);
	close(to[1]);
	waitpid(pid, &status, 0);
	n = shared->lookups;
	printf("# demo %s what %s\n# demo %s status %d\n", way->name, way->what, way->name, status);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 4) {
		puts("# not on this kernel");
	} else {
		for (i = 0; i < 4; i++)
			printf("# demo %s %s %lld\n", way->name, counters[i],
			       vmstat(counters[i]) - was[i]);
		for (part = 0; part < PARTS && n == lookups; part++) {
			unsigned long a = part * lookups / PARTS, b = (part + 1) * lookups / PARTS, k;
			unsigned long kb = a <= lookups / 2 ? 0 :
				(a - lookups / 2) / (lookups * 3 / 8 / GROWS) * 1024;

			for (sum = 0, k = a; k < b; k++)
				sum += shared->took[k];
			printf("# plot %s %lu %llu %lu\n", way->name, b, sum / (b - a),
			       kb > GROWS * 1024 ? GROWS * 1024 : kb);
		}
		/* the first half is with all of memory, the second beside the other process */
		for (i = 0; i < 2 && n == lookups; i++) {
			unsigned long long *t = shared->took + i * (lookups / 2);

			for (sum = 0, part = 0; part < lookups / 2; part++)
				sum += t[part];
			qsort(t, lookups / 2, sizeof(*t), by_size);
			printf("# demo %s median%d %llu\n# demo %s p99_%d %llu\n# demo %s mean%d %llu\n",
			       way->name, i + 1, t[lookups / 4], way->name, i + 1,
			       t[lookups / 2 * 99 / 100], way->name, i + 1, sum / (lookups / 2));
		}
		printf("# demo %s lookups %lu\n# demo %s hits %lu\n# demo %s syscalls %lu\n",
		       way->name, n, way->name, shared->hits, way->name, shared->syscalls);
		printf("# demo %s other_kb %lu\n# demo %s other_instructions %llu\n", way->name,
		       shared->kb, way->name, shared->grown);
		printf("# demo %s wrong %lu\n", way->name, shared->wrong);
	}
	kill(grows, SIGKILL);
	waitpid(grows, &status, 0);
	close(to[0]);
	close(from[0]);
	if (swapoff("/dev/ram0"))
		die("swapoff");
	return !shared->wrong;
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
	size_t i;

	if (!getenv("DEMO_LOOKUPS")) {
		puts("1..0 # SKIP make demo runs it");
		return 4;
	}
	lookups = atol(getenv("DEMO_LOOKUPS")) & ~1UL;
	if (lookups < 2 * GROWS * 8 / 3) {
		puts("Bail out! DEMO_LOOKUPS is too small");
		return 1;
	}
	i = sizeof(*shared) + lookups * sizeof(*shared->took);
	shared = (struct shared *)map((i + PAGE - 1) / PAGE, RW, MAP_SHARED, -1);
	zipf();
	make_swap();
	printf("KTAP version 1\n1..%zu\n", sizeof(ways) / sizeof(*ways));
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		bool pass = run(&ways[i]);

		printf("%sok %zu %s\n", pass ? "" : "not ", i + 1, ways[i].name);
	}
	return 0;
}
