// SPDX-License-Identifier: GPL-2.0-only
/*
 * In a memcg that is full: that a droppable page is lost is told at once, as that takes
 * no memory; what fills it fails at once, and nobody is killed for it.  What it is
 * filled from is none of that, and may be worth a kill.
 */
#include "short.h"
#include "uffd.h"

#define TABLE	(page * (page / 4))	/* no page table is for more */
#define TRIES	150
#define MAPPINGS 100

static char *lost, *far, *fresh;
static bool huge_too;

static void on_lost(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	shared->value = info->si_code == BUS_ADRERR ? 42 : info->si_code;
	_exit(0);
}

/* Before the memcg is full: a page that was lost, and one that never was. */
static bool prepare(void)
{
	size_t i;

	if (shared->proceed)
		return false;
	bus.fd = uffd_open(UFFD_FEATURE_SIGBUS);
	if (bus.fd < 0)
		_exit(5);
	lost = uffd_droppable(bus.fd, 4 * TABLE);
	far = (char *)(((uintptr_t)lost + 2 * TABLE) & -TABLE);
	if (huge_too)
		madvise(far, TABLE, MADV_HUGEPAGE);
	bus.buffer = mmap(NULL, page, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	fill(bus.buffer, page, 'f');
	/* pages that are far from each other: an anon_vma for each */
	fresh = mmap(NULL, 2 * MAPPINGS * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (i = 0; i < MAPPINGS; i++)
		if (mmap(fresh + 2 * i * page, page, RW,
			 MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED ||
		    uffd_register(bus.fd, fresh + 2 * i * page, page,
				  UFFDIO_REGISTER_MODE_MISSING))
			_exit(8);
	if (uffd_copy(bus.fd, lost, bus.buffer, page) || !lose(lost, page))
		_exit(6);
	bus_handler(on_lost);
	return true;
}

static void by_write(void)
{
	if (!prepare())
		*(volatile char *)lost = 1;
}

static void by_read(void)
{
	if (!prepare())
		(void)*(volatile char *)lost;
}

static void by_far_write(void)
{
	if (!prepare())
		*(volatile char *)far = 1;
}

static void by_far_read(void)
{
	if (!prepare())
		(void)*(volatile char *)far;
}

static void by_copy(void)
{
	if (prepare())
		return;
	shared->value = uffd_copy(bus.fd, lost, bus.buffer, page);
	_exit(0);
}

static void by_far_copy(void)
{
	if (prepare())
		return;
	shared->value = uffd_copy(bus.fd, far, bus.buffer, page);
	_exit(0);
}

static void by_fresh_copies(void)
{
	int i, n = 0;

	if (prepare())
		return;
	for (i = 0; i < MAPPINGS; i++)
		n += uffd_copy(bus.fd, fresh + 2 * i * page, bus.buffer, page) == ENOMEM;
	shared->value = n;
	_exit(0);
}

static void on_lost_fill(int sig, siginfo_t *info, void *context)
{
	char *at = (char *)((uintptr_t)info->si_addr & -page);
	int saved = errno;

	(void)sig;
	(void)context;
	if (uffd_fill(bus.fd, at, bus.buffer, &shared->handled))
		_exit(19);
	errno = saved;
}

/* The end of a signal may leave a page that the memcg had charged for it: several. */
static void by_refills(void)
{
	int i, n = 0;

	if (prepare()) {
		bus_handler(on_lost_fill);
		return;
	}
	for (i = 0; i < MAPPINGS; i++)
		n += fresh[2 * i * page] == 'f';
	shared->value = n;
	_exit(0);
}

/*
 * That the kernel doesn't wait for memory is seen by its counter, and not by the clock,
 * which goes on when others have this machine: the limit is for what never ends.
 */
static void told(const char *what, void (*access)(void), int want)
{
	long long ooms, kills, stalls = vmstat("droppable_stall");
	int status = -1;
	pid_t pid = start(what, access);
	bool in_time;
	long ms;

	ooms = memcg_read("memory.events", "oom");
	kills = memcg_read("memory.events", "oom_kill");
	shared->proceed = 2;
	wait_for(&shared->entered, 1, 5000);
	ms = now_ms();
	in_time = ends(pid, 60000, &status);
	ms = now_ms() - ms;
	result(in_time && !status && shared->value == want,
	       "%s: %d after %ld ms, wait status %#x", what, shared->value, ms, status);
	result(memcg_read("memory.events", "oom") == ooms &&
	       memcg_read("memory.events", "oom_kill") == kills, "%s: nobody is killed", what);
	result(stalls >= 0 && vmstat("droppable_stall") == stalls,
	       "%s: no wait for memory, droppable_stall is %lld", what, stalls);
}

/* The handler tries again until there is memory. */
static void refilled(void)
{
	pid_t pid = start("refills", by_refills);
	long long ooms = memcg_read("memory.events", "oom");
	bool waits, in_time;
	int status = -1;

	shared->proceed = 2;
	waits = wait_for(&shared->handled, 10, 60000) && waitpid(pid, &status, WNOHANG) == 0;
	ooms = memcg_read("memory.events", "oom") - ooms;
	memcg_max(64 * MB);
	in_time = ends(pid, 60000, &status);
	result(waits, "refills: no memory at %d tries", shared->handled);
	result(in_time && !status && shared->value == MAPPINGS,
	       "refills: %d pages, wait status %#x", shared->value, status);
	result(!ooms, "refills: nobody is to be killed");
}

/* Copies without end from where no page table is, and keeps nothing but that table. */
static void copies(void)
{
	char *empty = mmap(NULL, (TRIES + 1) * TABLE, PROT_READ,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	unsigned long before = noretry();
	int n;

	if (empty == MAP_FAILED)
		_exit(7);
	empty = (char *)(((uintptr_t)empty + TABLE) & -TABLE);
	put("/proc/self/oom_score_adj", "-1000");
	memcg_enter();
	prepare();
	shared->proceed = 1;
	for (n = 1; n <= TRIES; n++) {
		while (shared->proceed < 1 + n)
			usleep(500);
		shared->value = uffd_copy(bus.fd, lost, empty + (n - 1) * TABLE, page);
		shared->handled |= noretry() != before;
		madvise(lost, page, MADV_DONTNEED);
		shared->entered = n;
	}
	_exit(0);
}

/*
 * When there is room for the page and none for the page table that its source needs,
 * someone is killed, as for any other page table.
 */
static void from_missing(void)
{
	int error = 0, status, n;
	long long kills, killed = 0;
	pid_t pid, hog;
	long max;

	memcg_max(64 * MB);
	memset((void *)shared, 0, sizeof(*shared));
	fflush(stdout);
	pid = fork();
	if (!pid)
		copies();
	if (!wait_for(&shared->proceed, 1, 20000))
		die("a copy from missing memory");
	hog = fork();
	if (!hog) {
		put("/proc/self/oom_score_adj", "1000");
		memcg_enter();
		fill(mmap(NULL, 4 * MB, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 4 * MB, 'H');
		shared->stored = 1;
		for (;;)
			pause();
	}
	if (!wait_for(&shared->stored, 1, 20000))
		die("filling the memcg");
	kills = memcg_read("memory.events", "oom_kill");
	max = memcg_read("memory.current", NULL) + 16 * page;
	memcg_max(max);
	for (n = 1; n <= TRIES && !killed; n++) {
		shared->proceed = 1 + n;
		if (!wait_for(&shared->entered, n, 20000))
			break;
		error = shared->value;
		killed = memcg_read("memory.events", "oom_kill") - kills;
		if (error && error != ENOMEM)
			break;
		if (error)
			memcg_max(max += page);
	}
	if (!error && !killed)
		skip("copy from a page that costs a kill", "page tables cost a memcg nothing here");
	else
		result(!error && killed == 1,
		       "copy from a page that costs a kill: %s at try %d, %lld killed",
		       strerror(error), n, killed);
	result(!shared->handled, "copy: no allocation scope is left");
	memcg_max(64 * MB);
	kill(pid, SIGKILL);
	kill(hog, SIGKILL);
	waitpid(pid, &status, 0);
	waitpid(hog, &status, 0);
}

int main(void)
{
	begin();
	need_root();
	share();
	bus.fd = uffd_open(UFFD_FEATURE_SIGBUS);
	if (bus.fd < 0) {
		puts("1..0 # SKIP no userfaultfd that raises SIGBUS");
		return KSFT_SKIP;
	}
	close(bus.fd);
	if (!memcg_new("memcg without memory"))
		return finish();
	told("write", by_write, 42);
	told("read", by_read, 42);
	told("write where no page table is", by_far_write, 42);
	huge_too = set("/sys/kernel/mm/transparent_hugepage/enabled", "madvise");
	if (huge_too) {
		told("write where a huge page may be", by_far_write, 42);
		told("read where a huge page may be", by_far_read, 42);
	} else {
		skip("write where a huge page may be", "no transparent huge pages");
	}
	huge_too = false;
	told("copy", by_copy, ENOMEM);
	told("copy where no page table is", by_far_copy, ENOMEM);
	told("copies where no anon_vma is", by_fresh_copies, MAPPINGS);
	refilled();
	from_missing();
	memcg_remove();
	return finish();
}
