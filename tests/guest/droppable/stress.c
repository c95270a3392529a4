// SPDX-License-Identifier: GPL-2.0-only
/*
 * Processes that at random map, write, check, lock, advise, move, cut, fork and
 * pin droppable memory, while other memory is taken and given back.  A page is
 * at any time wholly what was last written to it, or wholly zero.
 *
 * DROPPABLE_SECONDS (30) is how long, DROPPABLE_SEED what to begin with.  Each
 * process goes by its own sequence of random numbers; what reclaim does in
 * between isn't repeatable.
 */
#include "memcg.h"
#include "swap.h"
#include <signal.h>
#include <sys/uio.h>
#include <time.h>

#define WORKERS		4
#define REGIONS		6
#define MAX		512	/* pages of a region */
typedef unsigned long long u64;

#define MARK		0xd509ab1eULL

/* What is written to a page: this word, all over.  Never 0. */
static u64 word_of(uint32_t generation)
{
	return MARK << 32 | generation;
}

static bool is_marked(const char *run)
{
	u64 words[8];
	int i;

	memcpy(words, run, sizeof(words));
	for (i = 0; i < 8 && words[i] == words[0]; i++)
		;
	return i == 8 && words[0] >> 32 == MARK;
}

/* Of all processes, in shared memory. */
static struct shared {
	volatile bool stop;
	unsigned long ops, whole, zero, rewritten, bad;
	char text[256];		/* of the first failure */
} *all_of_us;

struct region {
	u64 *p;
	size_t n;			/* pages, 0: not mapped */
	bool readonly;
	uint32_t generation[MAX];	/* last written, 0: nothing */
};

static struct region regions[REGIONS];
static u64 random_state, seed;
static uint32_t generation;
static int worker;
static u64 *buffer;		/* a page that is locked, so not on swap */
static int disk = -1;

static uint32_t below(uint32_t n)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (uint32_t)(random_state * 2685821657736338717ULL >> 32) % n;
}

static unsigned long one_more(unsigned long *of)
{
	return __atomic_fetch_add(of, 1, __ATOMIC_RELAXED);
}

static void bad(const char *fmt, ...)
{
	va_list ap;
	int n;

	if (!one_more(&all_of_us->bad)) {
		n = snprintf(all_of_us->text, sizeof(all_of_us->text), "process %d: ", worker);
		va_start(ap, fmt);
		vsnprintf(all_of_us->text + n, sizeof(all_of_us->text) - n, fmt, ap);
		va_end(ap);
	}
}

static size_t words(void)
{
	return page / sizeof(u64);
}

static u64 *at(const struct region *r, size_t i)
{
	return r->p + i * words();
}

/* Whole or zero, or MIXED: of nothing but these two. */
enum state { ZERO, WHOLE, MIXED, WRONG };

static enum state look(const volatile u64 *p, u64 want, u64 *found)
{
	size_t zero = 0, i;
	u64 w;

	for (i = 0; i < words(); i++) {
		w = p[i];
		if (!w) {
			zero++;
		} else if (w != want) {
			*found = w;
			return WRONG;
		}
	}
	return !zero ? WHOLE : zero == words() ? ZERO : MIXED;
}

/*
 * A page may be dropped while it is looked at, so what is mixed is looked at
 * again.  What stays so is torn.
 */
static enum state check(const struct region *r, size_t i, const char *when)
{
	u64 want = r->generation[i] ? word_of(r->generation[i]) : 0, found = 0;
	enum state state = MIXED;
	int tries;

	for (tries = 0; tries < 4 && state == MIXED; tries++)
		state = look(at(r, i), want, &found);
	if (state == MIXED)
		bad("%s: page %p is torn", when, (void *)at(r, i));
	else if (state == WRONG)
		bad("%s: page %p has %#llx, not %#llx", when, (void *)at(r, i),
		    found, want);
	else if (state == WHOLE)
		one_more(&all_of_us->whole);
	else
		one_more(&all_of_us->zero);
	return state;
}

/*
 * A page may be dropped while it is written to as well: the words before that
 * are lost, and nobody else knows.  Then it is written again.
 */
static void store(struct region *r, size_t i)
{
	u64 word = word_of(++generation), found = 0;
	volatile u64 *p = at(r, i);
	enum state state;
	size_t j;

	r->generation[i] = generation;
	for (;;) {
		for (j = 0; j < words(); j++)
			p[j] = word;
		state = look(at(r, i), word, &found);
		if (state == WRONG)
			bad("written page %p has %#llx, not %#llx", (void *)p, found, word);
		if (state != MIXED)
			break;
		one_more(&all_of_us->rewritten);
	}
}

static void fill_buffer(u64 word)
{
	size_t i;

	for (i = 0; i < words(); i++)
		buffer[i] = word;
}

/* By get_user_pages(): the page can't be dropped in the middle of it. */
static void store_pinned(struct region *r, size_t i)
{
	struct iovec from = { buffer, page }, to = { at(r, i), page };

	fill_buffer(word_of(++generation));
	r->generation[i] = generation;
	if (process_vm_writev(getpid(), &from, 1, &to, 1, 0) != (ssize_t)page)
		bad("process_vm_writev: %s", strerror(errno));
	check(r, i, "process_vm_writev");
}

static void store_direct(struct region *r, size_t i)
{
	if (disk < 0)
		return;
	fill_buffer(word_of(++generation));
	r->generation[i] = generation;
	if (pwrite(disk, buffer, page, worker * page) != (ssize_t)page ||
	    pread(disk, at(r, i), page, worker * page) != (ssize_t)page)
		bad("O_DIRECT: %s", strerror(errno));
	check(r, i, "O_DIRECT");
}

/* What a pipe has of a page is what the page has, however hard it is pressed. */
static void splice_out(struct region *r, size_t i)
{
	struct iovec iov = { at(r, i), page };
	u64 found = 0, want = r->generation[i] ? word_of(r->generation[i]) : 0;
	enum state piped, there;
	int fds[2];

	if (pipe(fds))
		return;
	if (vmsplice(fds[1], &iov, 1, 0) == (ssize_t)page) {
		madvise(at(r, i), page, MADV_PAGEOUT);
		there = check(r, i, "vmsplice");
		if (read(fds[0], buffer, page) != (ssize_t)page)
			bad("read of what was spliced: %s", strerror(errno));
		piped = look(buffer, want, &found);
		if (want && piped != there)
			bad("the pipe has state %d of a page, memory has %d", piped, there);
	}
	close(fds[0]);
	close(fds[1]);
}

static void map(struct region *r)
{
	r->n = 1 + below(below(4) ? 64 : MAX);
	r->p = droppable_flags(r->n * page, below(8) ? 0 : MAP_POPULATE);
	if (r->p == MAP_FAILED) {
		bad("mmap: %s", strerror(errno));
		r->n = 0;
	}
	r->readonly = false;
	memset(r->generation, 0, sizeof(r->generation));
	if (!below(2))
		madvise(r->p, r->n * page, MADV_HUGEPAGE);
}

static void unmap(struct region *r)
{
	munmap(r->p, r->n * page);
	r->n = 0;
}

/* Takes pages off one end. */
static void cut(struct region *r, size_t n)
{
	if (below(2)) {
		munmap(at(r, r->n - n), n * page);
	} else {
		munmap(r->p, n * page);
		r->p = at(r, n);
		memmove(r->generation, r->generation + n, (r->n - n) * sizeof(*r->generation));
	}
	r->n -= n;
}

static void move(struct region *r)
{
	size_t n = r->n < MAX && below(2) ? r->n + 1 + below(MAX - r->n) : r->n, i;
	bool keep = n == r->n && below(2);
	void *p;

	p = mremap(r->p, r->n * page, n * page,
		   MREMAP_MAYMOVE | (keep ? MREMAP_DONTUNMAP : 0));
	if (p == MAP_FAILED) {
		/* of several mappings by now; that can't be moved at once */
		if (errno != EFAULT && errno != EINVAL)
			bad("mremap: %s", strerror(errno));
		return;
	}
	if (keep)
		munmap(r->p, r->n * page);
	r->p = p;
	for (i = r->n; i < n; i++)
		r->generation[i] = 0;
	r->n = n;
}

static void advise(struct region *r, size_t i, size_t n)
{
	static const struct { int advice, error; bool empties; } what[] = {
		{ MADV_PAGEOUT, 0, false }, { MADV_PAGEOUT, 0, false },
		{ MADV_COLD, 0, false }, { MADV_FREE, 0, false },
		{ MADV_DONTNEED, 0, true }, { MADV_WIPEONFORK, 0, false },
		{ MADV_DONTDUMP, 0, false }, { MADV_KEEPONFORK, EINVAL, false },
		{ MADV_DOFORK, 0, false }, { MADV_DODUMP, EINVAL, false },
		{ MADV_MERGEABLE, -1, false }, { MADV_HUGEPAGE, -1, false },
		{ MADV_NOHUGEPAGE, -1, false }, { MADV_POPULATE_WRITE, -1, false },
	};
	int k = below(ARRAY_SIZE(what));
	int error = madvise(at(r, i), n * page, what[k].advice) ? errno : 0;

	if (what[k].error >= 0 && error != what[k].error)
		bad("madvise %d: %s", what[k].advice, strerror(error));
	while (what[k].empties && n--)
		r->generation[i++] = 0;
}

static void lock(struct region *r, size_t i, size_t n)
{
	long ret;

	switch (below(4)) {
	case 0:
		ret = mlock(at(r, i), n * page);
		break;
	case 1:
		ret = syscall(SYS_mlock2, at(r, i), n * page, MLOCK_ONFAULT);
		break;
	case 2:
		ret = mlockall(MCL_FUTURE);
		munlockall();
		mlock(buffer, page);
		break;
	default:
		ret = munlock(at(r, i), n * page);
	}
	if (ret)
		bad("locking: %s", strerror(errno));
}

/* The child has everything, empty, and may do with it as it likes. */
static void have_child(void)
{
	struct region *r;
	pid_t pid = fork();
	int status;
	size_t i;

	if (pid < 0)
		return;
	if (!pid) {
		for (r = regions; r < regions + REGIONS; r++) {
			memset(r->generation, 0, sizeof(r->generation));
			for (i = 0; i < r->n; i += 1 + below(16)) {
				check(r, i, "in a child");
				if (!r->readonly && below(2)) {
					store(r, i);
					check(r, i, "written by a child");
				}
			}
		}
		_exit(0);
	}
	if (waitpid(pid, &status, 0) != pid || status)
		bad("a child ended with wait status %#x", status);
}

static void protect(struct region *r)
{
	r->readonly = !r->readonly;
	if (mprotect(r->p, r->n * page, r->readonly ? PROT_READ : RW))
		bad("mprotect: %s", strerror(errno));
}

static void step(void)
{
	struct region *r = regions + below(REGIONS);
	size_t i, n, k;

	one_more(&all_of_us->ops);
	if (!r->n) {
		map(r);
		return;
	}
	i = below(r->n);
	n = 1 + below(r->n - i);
	switch (below(32)) {
	case 0:
		unmap(r);
		break;
	case 1:
		if (r->n > 1)
			cut(r, 1 + below(r->n - 1));
		break;
	case 2:
		move(r);
		break;
	case 3:
		lock(r, i, n);
		break;
	case 4:
		protect(r);
		break;
	case 5:
		if (!below(4))
			have_child();
		break;
	case 6: case 7:
		splice_out(r, i);
		break;
	case 8: case 9: case 10: case 11:
		advise(r, i, n);
		break;
	case 12:
		if (!r->readonly)
			store_pinned(r, i);
		break;
	case 13:
		if (!r->readonly)
			store_direct(r, i);
		break;
	case 14:
		if (!below(16) && !(has(r->p, "dp") && has(r->p, "wf") && has(r->p, "dd") &&
				    !has(r->p, "lo") && smaps_kb(r->p, "Swap") == 0))
			bad("mapping %p isn't what it was", (void *)r->p);
		break;
	case 15: case 16: case 17: case 18: case 19: case 20: case 21: case 22:
		for (k = 0; k < n && k < 64 && !r->readonly; k++)
			store(r, i + k);
		break;
	default:
		for (k = 0; k < n && k < 64; k++)
			check(r, i + k, "later");
	}
}

static void work(void)
{
	random_state = (seed + worker) * 0x9e3779b97f4a7c15ULL | 1;
	generation = worker << 28;
	buffer = mmap(NULL, page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (buffer == MAP_FAILED || mlock(buffer, page))
		die("a locked page");
	if (getenv("DROPPABLE_DISK"))
		disk = open(getenv("DROPPABLE_DISK"), O_RDWR | O_DIRECT);
	while (!all_of_us->stop)
		step();
	_exit(0);
}

/* Takes memory up to a limit, or until all of it is short, and gives it back. */
static void press(size_t limit, long left_kb)
{
	size_t taken;
	char *p;

	put("/proc/self/oom_score_adj", "1000");
	random_state = (seed ^ limit) | 1;
	while (!all_of_us->stop) {
		p = mmap(NULL, limit, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		if (p == MAP_FAILED)
			_exit(1);
		for (taken = 0; taken < limit && !all_of_us->stop; taken += MB / 4) {
			fill(p + taken, MB / 4, 'O');
			if (left_kb && number("/proc/meminfo", "MemAvailable") < left_kb)
				break;
		}
		usleep(1000 * below(200));
		munmap(p, limit);
		usleep(1000 * below(100));
	}
	_exit(0);
}

int main(void)
{
	long seconds = getenv("DROPPABLE_SECONDS") ? atol(getenv("DROPPABLE_SECONDS")) : 30;
	long long kills = vmstat("oom_kill");
	int status, n = 0, failed = 0;
	bool swap, cgroup, small;
	long long megabytes;
	time_t end;

	begin();
	on_all_cpus();
	need_root();
	seed = getenv("DROPPABLE_SEED") ?
		strtoull(getenv("DROPPABLE_SEED"), NULL, 0) : (u64)time(NULL) ^ getpid();
	printf("# DROPPABLE_SEED=%llu DROPPABLE_SECONDS=%ld\n", seed, seconds);
	all_of_us = mmap(NULL, sizeof(*all_of_us), RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (all_of_us == MAP_FAILED)
		die("mmap");
	swap = swap_on("droppable pages on swap", 32 * MB);
	cgroup = memcg_new("pressure in a memcg");
	if (cgroup) {
		memcg_set("memory.swap.max", "max");
		memcg_max(24 * MB);
	}
	megabytes = number("/proc/meminfo", "MemTotal") / 1024;
	small = megabytes < 1024;

	for (worker = 0; worker < WORKERS; worker++, n++)
		if (!fork()) {
			if (cgroup && worker < WORKERS / 2)
				memcg_enter();
			work();
		}
	if (cgroup && !fork()) {
		memcg_enter();
		press(swap ? 24 * MB : 12 * MB, 0);
	}
	if (small && !fork())
		press(megabytes * MB, 16 * 1024);
	n += cgroup + small;

	for (end = time(NULL) + seconds; time(NULL) < end && !all_of_us->bad; ) {
		sleep(end - time(NULL) < 30 ? end - time(NULL) : 30);
		printf("# %lu steps, pages found whole %lu, zero %lu\n",
		       all_of_us->ops, all_of_us->whole, all_of_us->zero);
	}
	all_of_us->stop = true;
	while (n-- && wait(&status) > 0)
		failed += status != 0;

	printf("# written again as they were dropped meanwhile: %lu\n", all_of_us->rewritten);
	result(!all_of_us->bad, "no page torn or stale, no call failed: %lu%s%s", all_of_us->bad,
	       all_of_us->bad ? ", the first: " : "", all_of_us->text);
	result(!failed, "processes that ended early: %d", failed);
	result(all_of_us->whole && all_of_us->zero, "pages were kept, and pages were dropped");
	result(vmstat("oom_kill") == kills, "nobody was killed");
	if (swap) {
		result(!swap_search(is_marked), "no droppable page on swap");
		swap_off();
	}
	if (cgroup)
		memcg_remove();
	return finish();
}
