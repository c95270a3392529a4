// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reclaim drops droppable pages, written to or not, and never swaps them: on
 * the classic and on the multi-gen LRU, with swap off, on and full, at a
 * memcg's limit, when all memory is short, and when told to by MADV_PAGEOUT.
 * Pages of MADV_FREE that were written to again keep what was written.
 */
#include "memcg.h"
#include "swap.h"
#include "uffd.h"
#include <signal.h>

#define LRU_GEN	"/sys/kernel/mm/lru_gen/enabled"

static const char *lru, *swap;

static bool is_run(const char *run, char c)
{
	char same[64];

	memset(same, c, sizeof(same));
	return !memcmp(run, same, sizeof(same));
}

static bool is_droppable(const char *run)
{
	return is_run(run, 'D');
}

static bool is_ordinary(const char *run)
{
	return is_run(run, 'P');
}

static char *ordinary(size_t len)
{
	char *p = mmap(NULL, len, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		die("mmap");
	return p;
}

/*
 * Half of it by UFFDIO_COPY, or false where that can't be.  What it copies is never on
 * swap.
 */
static bool fill_droppable(char *p, size_t len)
{
	char *from = ordinary(page), *half = p + len / 2, *q;
	int fd = uffd_open(0), waits = 0;
	bool copies;

	fill(p, len / 2, 'D');
	if (madvise(half, len / 2, MADV_DONTNEED) || mlock(from, page))
		die("madvise or mlock");
	fill(from, page, 'D');
	copies = fd >= 0 && !uffd_register(fd, p, len, UFFDIO_REGISTER_MODE_MISSING);
	for (q = half; copies && q < p + len; q += page)
		if (uffd_fill(fd, q, from, &waits))
			die("UFFDIO_COPY");
	if (!copies)
		fill(half, len / 2, 'D');
	if (fd >= 0)
		close(fd);
	munmap(from, page);
	return copies;
}

/* p was filled with 'D', and memory has been short. */
static void judge(const char *how, const char *p, size_t len, size_t at_least)
{
	size_t zero, torn;

	result(smaps_kb(p, "Swap") == 0, "%s, swap %s, %s: nothing swapped", lru, swap, how);
	count(p, len, 'D', &zero, &torn);
	result(!torn && zero >= at_least, "%s, swap %s, %s: dropped %zu of %zu pages, %zu torn",
	       lru, swap, how, zero, len / page, torn);
}

static void by_advice(void)
{
	char *p = droppable(MB);

	fill_droppable(p, MB);
	drop(p, MB);
	judge("MADV_PAGEOUT", p, MB, MB / page);
	munmap(p, MB);
}

/*
 * In a memcg of 16 MB: 8 MB of droppable and more ordinary memory than fits.
 * With swap there is room for it elsewhere; it may go there, but all of it has
 * to be as it was.  Some of what was written to after MADV_FREE goes first.
 */
static void in_memcg(void)
{
	size_t len = 8 * MB, more = strcmp(swap, "on") ? 11 * MB : 24 * MB, least = len / 2;
	size_t zero, torn;
	char *p = droppable(len), *o = ordinary(more), *lazy = ordinary(MB);
	bool all_free;

	memcg_enter();
	fill(lazy, MB, 'O');
	all_free = !madvise(lazy, MB, MADV_FREE);
	fill(lazy, MB, 'L');
	fill_droppable(p, len);
	fill(o, more, 'O');
	if (strcmp(swap, "on"))
		least = more + len + MB - 16 * MB;
	/* Half of it, for a page that was used of late may stay. */
	judge("memcg", p, len, least / page / 2);
	/* It comes back from swap; that there is room for it is not what is tested. */
	memcg_max(64 * MB);
	result(count(o, more, 'O', &zero, &torn) == more / page,
	       "%s, swap %s, memcg: ordinary memory is as it was", lru, swap);
	result(all_free && all(lazy, MB, 'L'),
	       "%s, swap %s, memcg: so is what was written after MADV_FREE", lru, swap);
}

/*
 * A child takes memory until the droppable pages go.  It isn't to be killed as
 * long as there are any.
 */
static void everywhere(void)
{
	size_t len = 24 * MB, step = MB, taken;
	long long kills = vmstat("oom_kill"), lazy = vmstat("pglazyfreed");
	long long kswapd = vmstat("pgsteal_kswapd"), direct = vmstat("pgsteal_direct");
	char *p = droppable(len), ok;
	int to[2], from[2], status;
	pid_t pid;

	fill_droppable(p, len);
	if (pipe(to) || pipe(from))
		die("pipe");
	pid = fork();
	if (!pid) {
		put("/proc/self/oom_score_adj", "1000");
		close(to[1]);
		while (read(to[0], &ok, 1) == 1) {
			fill(ordinary(step), step, 'O');
			if (write(from[1], &ok, 1) != 1)
				break;
		}
		_exit(0);
	}
	close(from[1]);
	close(to[0]);
	for (taken = 0; smaps_kb(p, "Rss") > (long)(len / 2048) && taken < 1024 * MB; taken += step)
		if (write(to[1], "+", 1) != 1 || read(from[0], &ok, 1) != 1)
			break;
	close(to[1]);
	close(from[0]);
	waitpid(pid, &status, 0);
	result(!status && vmstat("oom_kill") == kills,
	       "%s, swap %s, all memory: nobody was killed", lru, swap);
	judge("all memory", p, len, len / page / 2);
	result(vmstat("pglazyfreed") - lazy >= (long long)(len / page / 2),
	       "%s, swap %s, all memory: counted as lazily freed", lru, swap);
	printf("# %zu MB taken, by kswapd %lld pages, directly %lld\n", taken / MB,
	       vmstat("pgsteal_kswapd") - kswapd,
	       vmstat("pgsteal_direct") - direct);
	munmap(p, len);
}

static void pressure(void)
{
	by_advice();
	if (memcg_new("memcg")) {
		memcg_set("memory.swap.max", "max");
		memcg_max(16 * MB);
		in_child("in the memcg", in_memcg);
		memcg_remove();
	}
	/* A machine whose memory takes too long to fill, and that is in use. */
	if (number("/proc/meminfo", "MemTotal") < 1024 * 1024)
		everywhere();
	else
		skip("all memory", "too much of it: use a small virtual machine");
}

static void with_swap(void)
{
	size_t found;
	int tries = 0;
	bool full;
	char *o;

	if (number("/proc/meminfo", "SwapTotal") > 0) {
		skip("swap off, on and full", "there is other swap, which takes what is reclaimed");
		return;
	}
	swap = "off";
	pressure();

	swap = "on";
	if (!swap_on("swap on", 32 * MB))
		return;
	o = ordinary(MB);
	fill(o, MB, 'P');
	do {
		pageout(o, MB);
		found = swap_search(is_ordinary);
	} while (found < MB / page && again(&tries));
	on_cpu(home);
	result(found == MB / page,
	       "%s: ordinary memory is found on the swap device", lru);
	munmap(o, MB);
	pressure();
	result(!swap_search(is_droppable), "%s: no droppable page is found on it", lru);
	swap_off();

	swap = "full";
	if (!swap_on("swap full", 2 * MB))
		return;
	o = ordinary(4 * MB);
	fill(o, 4 * MB, 'P');
	tries = 0;
	do {
		madvise(o, 4 * MB, MADV_PAGEOUT);
		full = number("/proc/meminfo", "SwapFree") < 64;
	} while (!full && again(&tries));
	on_cpu(home);
	result(full, "%s: swap is full", lru);
	pressure();
	result(!swap_search(is_droppable), "%s: no droppable page is found on full swap", lru);
	munmap(o, 4 * MB);
	swap_off();
}

int main(void)
{
	char old[16] = "", *p;
	int fd;

	begin();
	need_root();
	p = droppable(MB);
	if (fill_droppable(p, MB))
		result(all(p, MB, 'D'), "half of it is filled by UFFDIO_COPY");
	else
		skip("half of it is filled by UFFDIO_COPY", "no userfaultfd that takes it");
	munmap(p, MB);
	fd = open(LRU_GEN, O_RDONLY);
	if (fd < 0 || read(fd, old, sizeof(old) - 1) < 0) {
		lru = "classic LRU";
		skip("multi-gen LRU", "not in this kernel");
		with_swap();
		return finish();
	}
	close(fd);
	lru = "classic LRU";
	if (!put(LRU_GEN, "0"))
		die(LRU_GEN);
	with_swap();
	lru = "multi-gen LRU";
	if (!put(LRU_GEN, "7"))
		die(LRU_GEN);
	with_swap();
	put(LRU_GEN, old);
	return finish();
}
