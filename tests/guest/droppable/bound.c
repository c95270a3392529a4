// SPDX-License-Identifier: GPL-2.0-only
/*
 * The wait for droppable memory ends.  Where a memcg is full of what can't be
 * reclaimed, the OOM killer finds someone after 5 s, however often signals come
 * meanwhile; where there is no one to be found, user space waits on and system
 * calls fail.
 */
#include "short.h"

/*
 * What is killed may give its memory back late.  If there is no one else by then the
 * call fails, as one into other memory does, and is made again.
 */
static void by_read_at_last(void)
{
	while (read(fds[0], target, 1) != 1)
		if (errno != EFAULT)
			_exit(3);
}

/* A hog has what there is, and may be killed. */
static void kills(const char *what, void (*access)(void), bool signals)
{
	long long killed = memcg_read("memory.events", "oom_kill"), oom = vmstat("droppable_oom");
	int status = -1, hogs = -1;
	pid_t pid = start_with(what, access), big = hog(8 * MB);
	long ms;

	memcg_fill_up();
	may_be_killed(big);
	shared->proceed = 2;
	wait_for(&shared->entered, 1, 5000);
	for (ms = now_ms(); !shared->stored && now_ms() - ms < 30000; usleep(5000))
		if (signals)
			kill(pid, SIGUSR1);
	ms = now_ms() - ms;
	result(shared->stored && ms > 3000 && ms < 15000, "%s: goes on, after %ld ms", what, ms);
	result(memcg_read("memory.events", "oom_kill") == killed + 1,
	       "%s: %lld killed", what, memcg_read("memory.events", "oom_kill") - killed);
	/* once for each 5 s that it took */
	oom = vmstat("droppable_oom") - oom;
	result(oom >= 1 && oom <= (ms > 9000 ? 2 : 1), "%s: droppable_oom is %lld more", what, oom);
	if (signals)
		result(shared->before_store > 20, "%s: %d signals handled meanwhile", what,
		       shared->before_store);
	if (!shared->stored)
		memcg_max(64 * MB);
	kill(big, SIGKILL);
	waitpid(big, &hogs, 0);
	ends(pid, 5000, &status);
	result(!status && shared->value == 42, "%s: the access was made: %d", what, shared->value);
}

/* There is no one to be killed. */
static void in_vain(void)
{
	int status = -1;
	pid_t pid = start("store", by_store);

	shared->proceed = 2;
	usleep(8000000);
	result(!shared->stored && !waitpid(pid, &status, WNOHANG),
	       "store, with no one to be killed: waits on after 8 s");
	memcg_max(64 * MB);
	ends(pid, 15000, &status);
	result(!status && shared->value == 42, "and goes on when there is memory");
}

static void by_failing_read(void)
{
	shared->value = read(fds[0], target, 1) == 1 ? 0 : errno;
	if (shared->proceed)
		_exit(0);
}

static void fails(void)
{
	int status = -1;
	pid_t pid = start("read(2) into it", by_failing_read);
	long ms = now_ms();
	bool in_time;

	shared->proceed = 2;
	in_time = ends(pid, 15000, &status);
	ms = now_ms() - ms;
	result(in_time && !status && ms > 3000 && shared->value == EFAULT,
	       "read(2) into it, with no one to be killed: %s after %ld ms",
	       strerror(shared->value), ms);
}

int main(void)
{
	begin();
	need_root();
	share();
	if (vmstat("droppable_oom") < 0) {
		puts("1..0 # SKIP this kernel waits for ever: no droppable_oom in /proc/vmstat");
		return KSFT_SKIP;
	}
	if (memcg_new("memcg without memory")) {
		kills("store", by_store, false);
		kills("store, with signals", by_store, true);
		kills("read(2) into it", by_read_at_last, false);
		in_vain();
		fails();
		memcg_remove();
	}
	return finish();
}
