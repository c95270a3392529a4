// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who can't wait for droppable memory gets at it as at any other, with the OOM killer,
 * or has an error, and soon: the futex calls, for they may not drop a lock, and a task
 * that is exiting, for no signal would end its wait.
 */
#include "short.h"

#ifndef SYS_futex
#define SYS_futex	SYS_futex_time64
#endif
#define FUTEX_WAKE_OP		5
#define FUTEX_PRIVATE_FLAG	128
#define FUTEX_OP_ADD		1

static int word;

/* *target += 0, without having read it before */
static int futex_error(void)
{
	long ret = syscall(SYS_futex, &word, FUTEX_WAKE_OP | FUTEX_PRIVATE_FLAG, 0, 0,
			   target, FUTEX_OP_ADD << 28);

	return ret < 0 ? errno : 0;
}

static void by_futex(void)
{
	shared->value = futex_error();
	/* no look at the page afterwards */
	if (shared->proceed)
		_exit(0);
}

/*
 * As long as one is being killed, the OOM killer finds nobody else, and what the kernel
 * charges for itself fails: user space tries again.
 */
static void by_futex_again(void)
{
	long begun = now_ms();

	do
		shared->value = futex_error();
	while (shared->value == ENOMEM && now_ms() - begun < 2000);
	if (shared->proceed)
		_exit(0);
}

/*
 * The list of robust futexes, which the kernel reads at the exit, is where not even
 * a page table is.
 */
static void by_exit(void)
{
	/* no page table is for more */
	size_t table = page * (page / 4) > 32 * MB ? page * (page / 4) : 32 * MB;
	static char *far;

	if (!far) {
		far = droppable(2 * table);
		far += table - (size_t)far % table;
		return;
	}
	if (syscall(SYS_set_robust_list, far, 3 * sizeof(long)))
		_exit(errno);
	_exit(0);
}

static void soon(const char *what, void (*access)(void), int *status)
{
	long long stalls = vmstat("droppable_stall");
	pid_t pid = start(what, access);
	long begun = now_ms();
	bool in_time;

	shared->proceed = 2;
	in_time = ends(pid, 60000, status);
	result(in_time && vmstat("droppable_stall") == stalls,
	       "%s: ends, without a wait: %ld ms", what, now_ms() - begun);
}

/* One is killed for it, and at once. */
static void kills(void)
{
	long long killed = memcg_read("memory.events", "oom_kill");
	long long stalls = vmstat("droppable_stall");
	pid_t pid = start_with("futex", by_futex_again), big = hog(8 * MB);
	int status = -1, hogs;
	bool in_time;

	memcg_fill_up();
	may_be_killed(big);
	shared->proceed = 2;
	in_time = ends(pid, 60000, &status);
	result(in_time && !status && !shared->value, "futex, where a process may be killed: %s",
	       strerror(shared->value));
	killed = memcg_read("memory.events", "oom_kill") - killed;
	result(killed == 1 && vmstat("droppable_stall") == stalls,
	       "futex, where a process may be killed: %lld is, without a wait", killed);
	kill(big, SIGKILL);
	waitpid(big, &hogs, 0);
}

int main(void)
{
	int status;

	begin();
	need_root();
	share();
	if (!memcg_new("memcg without memory"))
		return finish();

	target = droppable(page);
	by_futex();
	result(!shared->value, "futex: %s", strerror(shared->value));
	soon("futex", by_futex, &status);
	result(!status && shared->value == ENOMEM, "futex without memory: %s",
	       strerror(shared->value));
	kills();
	soon("exit with a list of robust futexes", by_exit, &status);
	result(!status, "exit with a list of robust futexes: wait status %#x", status);
	memcg_remove();
	return finish();
}
