// SPDX-License-Identifier: GPL-2.0-only
/*
 * A droppable page that is filled again, by two at once, by the handler of a SIGBUS
 * while others read and reclaim takes pages away, or by another process while the
 * reader waits: whole at any time, and there.
 *
 * DROPPABLE_SECONDS (30), half of it, is how long.  Where the libc has no threads
 * there is one reader.
 */
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
static unsigned long looks[READERS], signals[READERS], races[READERS], waits[READERS];
static volatile unsigned long wrong;
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

/* As the documentation has it. */
static void on_lost(int sig, siginfo_t *info, void *context)
{
	char *at = (char *)((uintptr_t)info->si_addr & -page);
	int saved = errno, error;

	(void)sig;
	(void)context;
	if (info->si_code != BUS_ADRERR || at < bus.p || at >= bus.p + NR * page)
		_exit(18);
	signals[me]++;
	make(buffers[me], (at - bus.p) / page);
	while ((error = uffd_copy(bus.fd, at, buffers[me], page)) == ENOMEM) {
		waits[me]++;
		usleep(1000);
	}
	races[me] += error == EEXIST;
	if (error && error != EEXIST)
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
			wrong += w[j] != word_of(i);
		looks[me]++;
	}
	return NULL;
}

#if READERS > 1
static void takes(long seconds)
{
	time_t end = time(NULL) + seconds;
	uint32_t random = 7;

	while (time(NULL) < end) {
		random = random * 1664525 + 1013904223;
		madvise(bus.p + (random >> 8) % (NR - 16) * page, 16 * page, MADV_PAGEOUT);
		usleep(200);
	}
}

static void under_readers(long seconds)
{
	pthread_t reader[READERS];
	intptr_t i;

	for (i = 0; i < READERS; i++)
		if (pthread_create(&reader[i], NULL, reads, (void *)i))
			die("pthread_create");
	takes(seconds);
	stop = true;
	for (i = 0; i < READERS; i++)
		pthread_join(reader[i], NULL);
}
#else
/* Whoever is not the reader takes pages from it, by process_madvise(). */
static void on_alarm(int sig)
{
	(void)sig;
	stop = true;
}

static void under_readers(long seconds)
{
	struct sigaction sa = { .sa_handler = on_alarm };
	pid_t parent = getpid(), pid;

	sigaction(SIGALRM, &sa, NULL);
	fflush(stdout);
	pid = fork();
	if (!pid) {
		int fd = syscall(SYS_pidfd_open, parent, 0);
		struct iovec iov = { .iov_len = 16 * page };
		time_t end = time(NULL) + seconds;
		uint32_t random = 7;

		while (time(NULL) < end) {
			random = random * 1664525 + 1013904223;
			iov.iov_base = bus.p + (random >> 8) % (NR - 16) * page;
			syscall(SYS_process_madvise, fd, &iov, 1, MADV_PAGEOUT, 0);
			usleep(200);
		}
		kill(parent, SIGALRM);
		_exit(0);
	}
	reads(0);
	waitpid(pid, NULL, 0);
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
			usleep(3000);
			munmap(p, len);
			usleep(3000);
		}
	}
	return pid;
}

static void readers(void)
{
	long seconds = getenv("DROPPABLE_SECONDS") ? atol(getenv("DROPPABLE_SECONDS")) : 30;
	unsigned long n = 0, filled = 0, raced = 0, waited = 0;
	size_t i, with;

	memcg_enter();
	bus.fd = uffd_open(UFFD_FEATURE_SIGBUS);
	bus.p = uffd_droppable(bus.fd, NR * page);
	for (i = 0; i < READERS; i++) {
		buffers[i] = mmap(NULL, page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		fill(buffers[i], page, 0);
	}
	bus_handler(on_lost);
	on_all_cpus();
	memcg_max((memcg_read("memory.current", NULL) & -page) + MB + NR * page * 3 / 4);
	fflush(stdout);
	press();
	under_readers(seconds < 2 ? 1 : seconds / 2);
	for (i = 0; i < READERS; i++) {
		n += looks[i];
		filled += signals[i];
		raced += races[i];
		waited += waits[i];
	}
	result(n && filled && !wrong,
	       "%d readers: %lu pages read, %lu filled again, %lu of them by another, %lu waits, %lu words wrong",
	       READERS, n, filled, raced, waited, wrong);
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
		if (uffd_copy(fd, at, mine, page) && errno != EEXIST)
			_exit(3);
	}
	_exit(4);
}

static void waiting(void)
{
	int fd = uffd_open(0), ms, status, fds[2];
	size_t len = 16 * page, i, good = 0;
	char *p = uffd_droppable(fd, len);
	pid_t filler, pid;
	struct pollfd poll_uffd;

	memset((void *)shared, 0, sizeof(*shared));
	bus.p = p;
	fflush(stdout);
	filler = fork();
	if (!filler)
		fills(fd, p, len);
	while (!shared->ready)
		usleep(1000);
	for (i = 0; i < 16; i++)
		good += all(p + i * page, page, content(p + i * page));
	result(good == 16 && shared->round == 16, "waits: %zu pages, %d asked for", good,
	       shared->round);
	result(lose(p, len), "waits: dropped");
	if (pipe(fds) || write(fds[1], "Q", 1) != 1)
		die("pipe");
	result(read(fds[0], p + page, 1) == 1 && p[page] == 'Q' && p[page + 1] == content(p + page),
	       "waits: read(2) into it");
	for (i = good = 2; i < 16; i++)
		good += all(p + i * page, page, content(p + i * page));
	result(good == 16 && shared->round == 16 + 15, "waits: dropped pages, %d asked for",
	       shared->round - 16);
	kill(filler, SIGKILL);
	waitpid(filler, &status, 0);
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
	if (memcg_new("a handler under readers")) {
		in_child("readers", readers);
		memcg_set("cgroup.kill", "1");
		memcg_remove();
	}
	return finish();
}
