// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waiting for droppable memory can be seen: as a stall of the memcg and of all
 * (PSI), and as droppable_stall in /proc/vmstat.
 */
#include "short.h"

/* In ms, what some have waited for memory, by a file as /proc/pressure/memory. */
static long stalled(const char *path)
{
	char line[256], *total;
	size_t digits;
	long ms = -1;
	FILE *f = fopen(path, "r");

	if (f && fgets(line, sizeof(line), f)) {
		total = strstr(line, "total=");
		if (!strncmp(line, "some ", 5) && total) {
			/* it is in us */
			total += strlen("total=");
			digits = strcspn(total, "\n");
			total[digits > 3 ? digits - 3 : 0] = '\0';
			ms = atol(total);
		}
	}
	if (f)
		fclose(f);
	return ms;
}

static void seen(const char *what, void (*access)(void))
{
	char pressure[128];
	long before, ms, all;
	long long stalls;
	int status;
	pid_t pid = start(what, access);

	snprintf(pressure, sizeof(pressure), "%s/memory.pressure", memcg);
	before = stalled(pressure);
	all = stalled("/proc/pressure/memory");
	stalls = vmstat("droppable_stall");
	shared->proceed = 2;
	wait_for(&shared->entered, 1, 5000);
	ms = now_ms();
	usleep(2000000);
	ms = now_ms() - ms;
	result(stalls >= 0 && vmstat("droppable_stall") >= stalls + 20,
	       "%s: droppable_stall was %lld, is %lld", what, stalls, vmstat("droppable_stall"));
	if (before < 0) {
		skip("pressure", "no PSI for memory cgroups here");
	} else {
		before = stalled(pressure) - before;
		all = stalled("/proc/pressure/memory") - all;
		result(before > ms / 2, "%s: memory.pressure has %ld of %ld ms", what, before, ms);
		result(all > ms / 2, "%s: /proc/pressure/memory has %ld", what, all);
	}
	kill(pid, SIGKILL);
	ends(pid, 5000, &status);
}

int main(void)
{
	begin();
	need_root();
	share();
	if (memcg_new("memcg without memory")) {
		seen("store", by_store);
		seen("read(2) into it", by_read_syscall);
		memcg_remove();
	}
	return finish();
}
