// SPDX-License-Identifier: GPL-2.0-only
/*
 * A droppable page that is filled again, by two at once, by the handler of a SIGBUS
 * while others read and reclaim takes pages away, or by another process while the
 * reader waits: whole at any time, and there.
 *
 * DROPPABLE_SECONDS (15) is how long.  Where the libc has no threads there is one
 * reader.
 */
#define _FILE_OFFSET_BITS 64	/* of /proc/self/mem */
#include "memcg.h"
#include "uffd.h"
#include <poll.h>
#include <time.h>
#if __has_include("pthread.h")
#include <pthread.h>
#define READERS		4
#else
#define READERS		1
#endif

#define NR		256
#define ROUNDS		100
#define REFILLS		(8 * NR)	/* the first NR were never lost */

static volatile struct {
	int ready, round, wins[2], exists[2], other[2];
} *shared;

/* COPY against COPY, by two processes into the memory of a third. */
static void copies(int fd, char *p, int who)
{
	char *mine = mmap(NULL, page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int round, error;

	on_cpu(who);
	fill(mine, page, 'a' + who);
	for (round = 1; round <= ROUNDS; round++) {
		while (shared->round < round)
			sched_yield();
		error = uffd_copy(fd, p, mine, page);
		if (!error)
			shared->wins[who]++;
		else if (error == EEXIST)
			shared->exists[who]++;
		else
			shared->other[who] = error;
		__atomic_fetch_add(&shared->ready, 1, __ATOMIC_SEQ_CST);
	}
	_exit(0);
}

static void against(void)
{
	int fd = uffd_open(UFFD_FEATURE_SIGBUS), who, round, mixed = 0;
	char *p = uffd_droppable(fd, page);
	pid_t pid[2];

	fflush(stdout);
	for (who = 0; who < 2; who++) {
		pid[who] = fork();
		if (!pid[who])
			copies(fd, p, who);
	}
	for (round = 1; round <= ROUNDS; round++) {
		shared->round = round;
		while (shared->ready < 2 * round)
			sched_yield();
		mixed += !resident(p) || !(all(p, page, 'a') || all(p, page, 'b'));
		if (madvise(p, page, MADV_DONTNEED))
			die("MADV_DONTNEED");
	}
	for (who = 0; who < 2; who++)
		waitpid(pid[who], NULL, 0);
	result(shared->wins[0] + shared->wins[1] == ROUNDS &&
	       shared->exists[0] + shared->exists[1] == ROUNDS,
	       "two at once: %d and %d filled it, %d and %d found it there, %s", shared->wins[0],
	       shared->wins[1], shared->exists[0], shared->exists[1],
	       strerror(shared->other[0] ? shared->other[0] : shared->other[1]));
	result(!mixed, "two at once: %d pages of both", mixed);
	munmap(p, page);
	close(fd);
}

/* Every word of a page says which it is; of none is all zero. */
static uint32_t word_of(size_t i)
{
	return 0x5eedbed5 ^ (i + 1) * 0x9e3779b1;
}

static volatile bool stop;
/* Of each reader; who takes the pages, another process maybe, looks at it. */
static volatile struct counts {
	unsigned long looks, filled, raced, wrong;
	int waits;
} *counts;
static long long steals;		/* by the memcg, before */
static char *buffers[READERS];
#if READERS > 1
static __thread int me;
#else
static int me;
#endif

static void make(char *to, size_t i)
{
	uint32_t *w = (uint32_t *)to;

	while (w < (uint32_t *)(to + page))
		*w++ = word_of(i);
}

static void on_lost(int sig, siginfo_t *info, void *context)
{
	char *at = (char *)((uintptr_t)info->si_addr & -page);
	int saved = errno, error;

	(void)sig;
	(void)context;
	if (info->si_code != BUS_ADRERR || at < bus.p || at >= bus.p + NR * page)
		_exit(18);
	make(buffers[me], (at - bus.p) / page);
	error = uffd_fill(bus.fd, at, buffers[me], &counts[me].waits);
	if (!error)
		counts[me].filled++;
	else if (error == EEXIST)
		counts[me].raced++;
	else
		_exit(19);
	errno = saved;
}

static void *reads(void *arg)
{
	const volatile uint32_t *w;
	uint32_t random;
	size_t i, j;

	me = (intptr_t)arg;
	random = me + 1;
	while (!stop) {
		random = random * 1664525 + 1013904223;
		i = (random >> 8) % NR;
		w = (uint32_t *)(bus.p + i * page);
		for (j = 0; j < page / 4; j++)
			if (w[j] != word_of(i))
				counts[me].wrong++;
		counts[me].looks++;
	}
	return NULL;
}

static struct counts sum(void)
{
	struct counts all = { 0 };
	int i;

	for (i = 0; i < READERS; i++) {
		all.looks += counts[i].looks;
		all.filled += counts[i].filled;
		all.raced += counts[i].raced;
		all.wrong += counts[i].wrong;
		all.waits += counts[i].waits;
	}
	return all;
}

static bool too_few(void)
{
	return sum().filled < REFILLS || memcg_read("memory.stat", "pgsteal") - steals < NR;
}

/* For so long, and a minute more if it takes that until pages have been filled again. */
static void takes(pid_t reader, long seconds)
{
	struct iovec iov = { .iov_len = 16 * page };
	int fd = syscall(SYS_pidfd_open, reader, 0);
	time_t start = time(NULL), said = start, now;
	uint32_t random = 7;

	do {
		random = random * 1664525 + 1013904223;
		iov.iov_base = bus.p + (random >> 8) % (NR - 16) * page;
		if (syscall(SYS_process_madvise, fd, &iov, 1, MADV_PAGEOUT, 0) != (long)iov.iov_len)
			die("process_madvise(MADV_PAGEOUT)");
		usleep(200);
		now = time(NULL);
		if (now >= said + 30) {
			said = now;
			printf("# %lu pages read, %lu filled\n", sum().looks, sum().filled);
		}
	} while (now < start + seconds || (now < start + seconds + 60 && too_few()));
	close(fd);
}

#if READERS > 1
static void under_readers(long seconds)
{
	pthread_t reader[READERS];
	intptr_t i;

	for (i = 0; i < READERS; i++)
		if (pthread_create(&reader[i], NULL, reads, (void *)i))
			die("pthread_create");
	takes(getpid(), seconds);
	stop = true;
	for (i = 0; i < READERS; i++)
		pthread_join(reader[i], NULL);
}
#else
/* Who is not the reader takes pages from it until that ends. */
static void on_child(int sig)
{
	(void)sig;
	stop = true;
}

static void under_readers(long seconds)
{
	struct sigaction sa = { .sa_handler = on_child };
	pid_t parent = getpid(), pid;
	int status;

	sigaction(SIGCHLD, &sa, NULL);
	fflush(stdout);
	pid = fork();
	if (!pid) {
		takes(parent, seconds);
		_exit(0);
	}
	reads(0);
	if (waitpid(pid, &status, 0) != pid || status)
		die("who takes pages");
}
#endif

/* Memory of the memcg is taken and given back by another. */
static pid_t press(void)
{
	pid_t pid = fork();

	if (!pid) {
		memcg_enter();
		for (;;) {
			size_t len = NR * page / 2;
			char *p = mmap(NULL, len, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

			fill(p, len, 'P');
			usleep(20000);
			munmap(p, len);
			usleep(20000);
		}
	}
	return pid;
}

static void readers(void)
{
	char *seconds = getenv("DROPPABLE_SECONDS");
	struct counts all;
	size_t i, with;

	memcg_enter();
	counts = mmap(NULL, page, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (counts == MAP_FAILED)
		die("mmap");
	memset((void *)counts, 0, page);
	bus.fd = uffd_open(UFFD_FEATURE_SIGBUS);
	bus.p = uffd_droppable(bus.fd, NR * page);
	for (i = 0; i < READERS; i++) {
		buffers[i] = mmap(NULL, page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		fill(buffers[i], page, 0);
	}
	bus_handler(on_lost);
	on_all_cpus();
	/* room for all of the pages, and for fewer while the other has its memory */
	memcg_max((memcg_read("memory.current", NULL) & -page) + NR * page * 5 / 4);
	steals = memcg_read("memory.stat", "pgsteal");
	fflush(stdout);
	press();
	under_readers(seconds ? atol(seconds) : 15);
	steals = memcg_read("memory.stat", "pgsteal") - steals;
	all = sum();
	result(all.looks && all.filled >= REFILLS,
	       "%d readers: %lu pages read, %lu filled, %lu by another meanwhile, %d waits",
	       READERS, all.looks, all.filled, all.raced, all.waits);
	result(!all.wrong, "%d readers: %lu words wrong", READERS, all.wrong);
	result(steals >= NR, "%d readers: the memcg took %lld pages", READERS, steals);
	page_flags(bus.p, NR * page, KPF_SWAPBACKED, &with);
	result(!with, "%d readers: %zu pages for swap", READERS, with);
	result(memcg_read("memory.events", "oom_kill") == 0, "%d readers: nobody is killed",
	       READERS);
}

/* Without SIGBUS: who reads waits, and another process fills. */
static void fills(int fd, char *p, size_t len)
{
	char *mine = mmap(NULL, page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct uffd_msg msg;
	int waits = 0, error;
	char *at;

	shared->ready = 1;
	while (read(fd, &msg, sizeof(msg)) == sizeof(msg)) {
		if (msg.event != UFFD_EVENT_PAGEFAULT)
			_exit(1);
		at = (char *)(uintptr_t)(msg.arg.pagefault.address & -(__u64)page);
		if (at < p || at >= p + len)
			_exit(2);
		bus.p = p;
		fill(mine, page, content(at));
		shared->round++;
		error = uffd_fill(fd, at, mine, &waits);
		if (error && error != EEXIST)
			_exit(3);
	}
	_exit(4);
}

static pid_t filler(int fd, char *p, size_t len)
{
	pid_t pid;

	memset((void *)shared, 0, sizeof(*shared));
	bus.p = p;
	fflush(stdout);
	pid = fork();
	if (!pid)
		fills(fd, p, len);
	while (!shared->ready)
		usleep(1000);
	return pid;
}

static void stop_filler(pid_t pid)
{
	int status;

	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
}

/*
 * This access can't drop mmap_lock to wait.  With CONFIG_DEBUG_VM the kernel prints a
 * stack for it, unless userfaultfd is for faults of user mode only.
 */
static void by_proc_mem(const char *what, char *p)
{
	int fd = open("/proc/self/mem", O_RDONLY), asked = shared->round;
	ssize_t n;
	char c;

	errno = 0;
	n = pread(fd, &c, 1, (uintptr_t)p);
	result(n == -1 && errno == EIO && shared->round == asked, "%s: /proc/self/mem doesn't: %s",
	       what, strerror(errno));
	close(fd);
}

/* Where only accesses of user mode are told, the kernel's own fail. */
static void waiting_in_user_mode(void)
{
	int fd = uffd_open_flags(UFFD_USER_MODE_ONLY, 0), fds[2];
	pid_t pid;
	ssize_t n;
	bool good;
	char *p;

	if (fd < 0) {
		skip("user mode", "no UFFD_USER_MODE_ONLY here");
		return;
	}
	p = uffd_droppable(fd, 2 * page);
	pid = filler(fd, p, 2 * page);
	good = all(p, page, content(p));
	result(good && shared->round == 1, "user mode: waits, %d asked for", shared->round);
	if (pipe(fds) || write(fds[1], "Q", 1) != 1)
		die("pipe");
	n = read(fds[0], p + page, 1);
	result(n == -1 && errno == EFAULT && shared->round == 1, "user mode: read(2) doesn't: %s",
	       strerror(errno));
	by_proc_mem("user mode", p + page);
	good = all(p + page, page, content(p + page));
	result(good && shared->round == 2, "user mode: waits for the next, %d asked for",
	       shared->round);
	stop_filler(pid);
	munmap(p, 2 * page);
	close(fds[0]);
	close(fds[1]);
	close(fd);
}

static void waiting(void)
{
	int fd = uffd_open(0), ms, status, fds[2];
	size_t len = 16 * page, i, good = 0;
	char *p = uffd_droppable(fd, len);
	struct pollfd poll_uffd;
	pid_t pid = filler(fd, p, len);

	for (i = 0; i < 16; i++)
		good += all(p + i * page, page, content(p + i * page));
	result(good == 16 && shared->round == 16, "waits: %zu pages, %d asked for", good,
	       shared->round);
	result(lose(p, len), "waits: dropped");
	by_proc_mem("waits", p + page);
	if (pipe(fds) || write(fds[1], "Q", 1) != 1)
		die("pipe");
	result(read(fds[0], p + page, 1) == 1 && p[page] == 'Q' && p[page + 1] == content(p + page),
	       "waits: read(2) into it");
	for (i = good = 2; i < 16; i++)
		good += all(p + i * page, page, content(p + i * page));
	result(good == 16 && shared->round == 16 + 15, "waits: dropped pages, %d asked for",
	       shared->round - 16);
	stop_filler(pid);
	munmap(p, len);
	close(fd);

	/* and nobody fills */
	pid = fork();
	if (!pid) {
		fd = uffd_open(0);
		p = uffd_droppable(fd, page);
		if (!fork()) {
			poll_uffd = (struct pollfd){ .fd = fd, .events = POLLIN };
			shared->wins[0] = poll(&poll_uffd, 1, 10000);
			_exit(0);
		}
		*(volatile char *)p = 1;
		_exit(0);
	}
	for (ms = 0; !shared->wins[0] && ms < 10000; ms += 5)
		usleep(5000);
	usleep(50000);
	result(shared->wins[0] == 1 && !waitpid(pid, &status, WNOHANG),
	       "waits: as long as nobody fills");
	kill(pid, SIGKILL);
	for (ms = 0; waitpid(pid, &status, WNOHANG) != pid && ms < 5000; ms += 5)
		usleep(5000);
	result(ms < 5000 && WIFSIGNALED(status), "waits: SIGKILL ends it: wait status %#x",
	       status);
}

int main(void)
{
	int fd;

	begin();
	need_root();
	shared = mmap(NULL, page, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	fd = uffd_open(UFFD_FEATURE_SIGBUS);
	if (fd < 0 || shared == MAP_FAILED) {
		puts("1..0 # SKIP no userfaultfd that raises SIGBUS");
		return KSFT_SKIP;
	}
	close(fd);
	against();
	waiting();
	waiting_in_user_mode();
	if (memcg_new("a handler under readers")) {
		in_child("readers", readers);
		memcg_set("cgroup.kill", "1");
		memcg_remove();
	}
	return finish();
}
