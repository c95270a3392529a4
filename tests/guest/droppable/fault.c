// SPDX-License-Identifier: GPL-2.0-only
/*
 * A fault on droppable memory when there is none to be had waits for some: no
 * signal, no OOM kill, no instruction skipped.  Meanwhile the task handles its
 * signals and can be killed.
 */
#include "short.h"
#include <poll.h>
#include <sys/uio.h>

/* get_user_pages() of another process' memory */
static void by_vm_writev(void)
{
	char c = 42;
	struct iovec from = { &c, 1 }, to = { target, 1 };

	if (process_vm_writev(getpid(), &from, 1, &to, 1, 0) != 1)
		_exit(3);
}

/*
 * Nothing is written to its frames but what calls write: a return address, or,
 * when the register windows have run out, those of the first callers.
 */
static void call_down_to(char *bottom)
{
	char frame[512];

	__asm__ volatile("" : : "r"(frame) : "memory");
	if (frame > bottom)
		call_down_to(bottom);
	else
		*(volatile char *)frame = 0;
	__asm__ volatile("" : : "r"(frame) : "memory");
}

/* Calls whose part of the stack is droppable. */
static void by_call(void)
{
	static char *stack;
	char *here = __builtin_frame_address(0);
	size_t len = 4 * page;

	if (!stack) {
		stack = here - (size_t)here % page - 8 * page;
		/* A stack doesn't grow to near another mapping. */
		call_down_to(stack);
		if (mmap(stack, len, RW, MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED,
			 -1, 0) != stack)
			_exit(4);
	}
	call_down_to(stack + page);
	madvise(stack, len, MADV_DONTNEED);
	by_store();
}

static void waits(const char *what, void (*access)(void), bool user)
{
	long long ooms, kills, oom_all = vmstat("oom_kill");
	int status = -1, n;
	pid_t pid = start(what, access);
	long begun;

	ooms = memcg_read("memory.events", "oom");
	kills = memcg_read("memory.events", "oom_kill");
	begun = now_ms();
	shared->proceed = 2;
	wait_for(&shared->entered, 1, 5000);
	usleep(300000);
	result(shared->entered && !shared->stored && !waitpid(pid, &status, WNOHANG),
	       "%s: waits for memory", what);

	if (user) {
		kill(pid, SIGUSR1);
		result(wait_for(&shared->handled, 1, 5000) && shared->before_store == 1,
		       "%s: handles a signal while it waits", what);
		for (n = 2; n <= 20; n++) {
			kill(pid, SIGUSR1);
			wait_for(&shared->handled, n, 1000);
		}
		result(shared->before_store == 20, "%s: and another 19: %d", what,
		       shared->before_store);
	}
	usleep(100000);
	result(!shared->stored && !waitpid(pid, &status, WNOHANG), "%s: still waits", what);
	/* After 5 s it may be invoked, see bound.c. */
	if (now_ms() - begun < 4500)
		result(memcg_read("memory.events", "oom") == ooms &&
		       memcg_read("memory.events", "oom_kill") == kills &&
		       vmstat("oom_kill") == oom_all, "%s: without the OOM killer", what);
	else
		skip("without the OOM killer", "this machine is too slow to tell");

	memcg_max(64 * MB);
	result(wait_for(&shared->stored, 1, 5000), "%s: goes on when there is memory", what);
	waitpid(pid, &status, 0);
	result(!status && shared->value == 42, "%s: the access was made: %d", what, shared->value);
	munmap(target, page);
}

static void dies(const char *what, void (*access)(void))
{
	pid_t pid = start(what, access);
	bool in_time;
	int status = 0;

	shared->proceed = 2;
	wait_for(&shared->entered, 1, 5000);
	usleep(100000);
	kill(pid, SIGKILL);
	in_time = ends(pid, 5000, &status);
	result(in_time && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL,
	       "%s: SIGKILL ends the wait", what);
}

/* It sleeps: hardly any time of a processor is spent on waiting. */
static void sleeps(void)
{
	struct timespec t;
	clockid_t clock;
	int status;
	long ms = -1;
	pid_t pid = start("waiting", by_store);

	shared->proceed = 2;
	wait_for(&shared->entered, 1, 5000);
	usleep(1000000);
	if (!clock_getcpuclockid(pid, &clock) && !clock_gettime(clock, &t))
		ms = t.tv_sec * 1000 + t.tv_nsec / 1000000;
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	/* all that it did before is in this too */
	result(ms >= 0 && ms < 500,
	       "waiting for 1 s and all before it took %ld ms of a processor", ms);
	munmap(target, page);
}

/* Every allocation on the way, one by one, made to fail. */
static void injected(void)
{
	static const char *const faults[] = { "fail_page_alloc", "failslab" };
	static const struct { const char *name, *value; } how[] = {
		{ "probability", "50" }, { "interval", "1" }, { "times", "1000000000" },
		{ "space", "0" }, { "task-filter", "Y" }, { "verbose", "0" },
		{ "ignore-gfp-wait", "N" }, { "ignore-gfp-highmem", "N" }, { "min-order", "0" },
	};
	size_t i, j, pages = 0, len = 512 * page;
	char path[128], *p, *q;
	int status;
	pid_t pid;

	for (i = 0; i < 2; i++)
		for (j = 0; j < ARRAY_SIZE(how); j++) {
			snprintf(path, sizeof(path), "/sys/kernel/debug/%s/%s", faults[i],
				 how[j].name);
			if (!set(path, how[j].value) && j < 5) {
				skip("fault injection", "not in this kernel");
				return;
			}
		}
	fflush(stdout);
	pid = fork();
	if (!pid) {
		/* far apart, for page tables; fresh mappings, for anon_vma */
		for (i = 0; i < 64; i++) {
			p = droppable(len);
			if (!put("/proc/self/make-it-fail", "1"))
				_exit(2);
			for (q = p; q < p + len; q += 8 * page)
				*q = 'a';
			while (!put("/proc/self/make-it-fail", "0"))
				;
			for (q = p; q < p + len; q += 8 * page)
				pages += *q == 'a';
			munmap(p, len / 2);
		}
		_exit(pages != 64 * 64);
	}
	waitpid(pid, &status, 0);
	result(!status, "every other allocation fails: wait status %#x", status);
	for (i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "/sys/kernel/debug/%s/probability", faults[i]);
		put(path, "0");
	}
}

int main(void)
{
	begin();
	need_root();
	share();
	if (memcg_new("memcg without memory")) {
		waits("store", by_store, true);
		waits("read(2) into it", by_read_syscall, false);
		waits("process_vm_writev", by_vm_writev, false);
#ifdef __hppa__
		skip("calls", "the stack grows up");
#else
		waits("calls", by_call, false);
#endif
		dies("store", by_store);
		dies("read(2) into it", by_read_syscall);
		dies("process_vm_writev", by_vm_writev);
		sleeps();
		memcg_remove();
	}
	injected();
	return finish();
}
