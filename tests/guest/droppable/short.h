/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A child that gets at a page of droppable memory when its memcg has none to
 * give, and what it and its parent see of each other.
 */
#ifndef SHORT_H
#define SHORT_H

#include "memcg.h"
#include <signal.h>
#include <time.h>

static volatile struct {
	int entered, stored, value, handled, before_store, proceed;
} *shared;

static char *target;
static int fds[2];

static void on_signal(int sig)
{
	(void)sig;
	shared->handled++;
	shared->before_store += !shared->stored;
}

static inline bool wait_for(volatile int *what, int value, int ms)
{
	for (; *what < value && ms > 0; ms -= 5)
		usleep(5000);
	return *what >= value;
}

static inline long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Ways to get at the page. */
static inline void by_store(void)
{
	*(volatile char *)target = 42;
}

static inline void by_read_syscall(void)
{
	if (read(fds[0], target, 1) != 1)
		_exit(3);
}

/*
 * The child warms up all that it will use, goes into the memcg, and waits for
 * it to be full.  No process of it can be killed, so that the limit may be set
 * below what it uses.
 */
static inline void child(void (*access)(void))
{
	struct sigaction sa = { .sa_handler = on_signal };
	char *warm = target;
	char deep[64 * 1024];

	fill(deep, sizeof(deep), 0);
	__asm__ volatile("" : : "r"(deep) : "memory");
	put("/proc/self/oom_score_adj", "-1000");
	sigaction(SIGUSR1, &sa, NULL);
	raise(SIGUSR1);
	/* a page of its own for what a failing call sets */
	errno = 0;
	target = droppable(page);
	access();
	munmap(target, page);
	target = warm;
	shared->handled = 0;
	shared->before_store = 0;
	shared->entered = 0;
	memcg_enter();
	fill(mmap(NULL, MB, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), MB, 'O');
	shared->proceed = 1;
	while (shared->proceed < 2)
		usleep(1000);
	shared->entered = 1;
	access();
	shared->stored = 1;
	shared->value = *(volatile char *)target;
	_exit(0);
}

/* It is ready, and there is still memory. */
static inline pid_t start_with(const char *what, void (*access)(void))
{
	pid_t pid;

	memset((void *)shared, 0, sizeof(*shared));
	if (pipe(fds) || write(fds[1], "**", 2) != 2)
		die("pipe");
	target = droppable(page);
	memcg_max(64 * MB);
	fflush(stdout);
	pid = fork();
	if (!pid)
		child(access);
	if (!wait_for(&shared->proceed, 1, 20000))
		die(what);
	close(fds[0]);
	close(fds[1]);
	return pid;
}

static inline pid_t start(const char *what, void (*access)(void))
{
	pid_t pid = start_with(what, access);

	memcg_max(page);
	return pid;
}

/* It has ended, within so many ms; if not, it gets the memory to do so. */
static inline bool ends(pid_t pid, int ms, int *status)
{
	bool in_time;

	for (; ms > 0 && waitpid(pid, status, WNOHANG) != pid; ms -= 10)
		usleep(10000);
	in_time = ms > 0;
	if (!in_time) {
		memcg_max(64 * MB);
		waitpid(pid, status, 0);
	}
	munmap(target, page);
	return in_time;
}

/* One who has len bytes of the memcg and keeps them; nobody is killed for it yet. */
static inline pid_t hog(size_t len)
{
	static volatile int *full;
	pid_t pid;

	full = mmap(NULL, page, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (full == MAP_FAILED)
		die("mmap");
	pid = fork();
	if (!pid) {
		put("/proc/self/oom_score_adj", "-1000");
		memcg_enter();
		fill(mmap(NULL, len, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), len, 'H');
		*full = 1;
		for (;;)
			pause();
	}
	if (!wait_for(full, 1, 20000))
		die("filling the memcg");
	munmap((void *)full, page);
	return pid;
}

/* It is the one to be killed. */
static inline void may_be_killed(pid_t pid)
{
	char adj[64];

	snprintf(adj, sizeof(adj), "/proc/%d/oom_score_adj", pid);
	if (!put(adj, "1000"))
		die(adj);
}

static inline void share(void)
{
	shared = mmap(NULL, page, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		die("mmap");
}

#endif
