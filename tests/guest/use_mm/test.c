// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kernel thread that uses a task's mm doesn't wait for droppable memory: when
 * there is none, its access fails, and soon.  No signal would end its wait.  And
 * what interrupts a task that rather fails than retries allocates as ever.
 */
#include "../droppable/short.h"

static void by_kernel_thread(void)
{
	uint64_t to = (uintptr_t)target;
	static int fd = -1;

	if (fd < 0)
		fd = open("/proc/use_mm/copy", O_WRONLY);
	shared->value = write(fd, &to, sizeof(to)) == sizeof(to) ? 0 : errno;
	/* no look at the page afterwards */
	if (shared->proceed)
		_exit(0);
}

static void copies(void)
{
	long long stalls = vmstat("droppable_stall");
	long ms;
	int status = -1;
	bool in_time;
	pid_t pid;

	target = droppable(page);
	by_kernel_thread();
	result(!shared->value && *target == '*', "a kernel thread copies to it: %s",
	       strerror(shared->value));
	pid = start("a kernel thread", by_kernel_thread);
	ms = now_ms();
	shared->proceed = 2;
	in_time = ends(pid, 60000, &status);
	result(in_time && vmstat("droppable_stall") == stalls,
	       "without memory, it ends, without a wait: %ld ms", now_ms() - ms);
	result(shared->value == EFAULT, "without memory: %s", strerror(shared->value));
}

/* What number is behind KEY in /proc/use_mm/noretry, -1 if there is none. */
static long long noretry(const char *key)
{
	char line[64];
	unsigned int n;
	long long found = -1;
	FILE *f = fopen("/proc/use_mm/noretry", "r");

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, key, strlen(key)) && sscanf(line + strlen(key), " %x", &n) == 1)
			found = n;
	if (f)
		fclose(f);
	return found;
}

int main(void)
{
	long long n;

	begin();
	need_root();
	share();
	if (memcg_new("a kernel thread without memory")) {
		copies();
		memcg_remove();
	}
	n = noretry("task");
	result(n > 0, "in the scope, a task's masks get %#llx", n);
	n = noretry("timer");
	if (n < 0)
		skip("masks of a timer", "none interrupted the task");
	else
		result(!n, "in the scope, those of a timer that interrupts it get %#llx", n);
	return finish();
}
