// SPDX-License-Identifier: GPL-2.0-only
/* Core dumps, what is committed, and files in /proc/PID that touch pages. */
#include "droppable.h"
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define LEN	(16 * page)
#define CORE	"/tmp/droppable-core"

static void committed(void)
{
	size_t len = 64 * MB;
	long before = number("/proc/meminfo", "Committed_AS"), by_droppable;
	char old[16] = "", *p = droppable(len), *q;
	int fd = open("/proc/sys/vm/overcommit_memory", O_RDWR);

	by_droppable = number("/proc/meminfo", "Committed_AS") - before;
	result(by_droppable < 1024, "%zu MB raise Committed_AS by %ld kB", len / MB, by_droppable);
	munmap(p, len);
	if (fd < 0 || read(fd, old, sizeof(old) - 1) < 0 ||
	    !set("/proc/sys/vm/overcommit_memory", "2")) {
		skip("overcommit_memory 2", "can't be set");
		return;
	}
	/* more than can be committed */
	len = (number("/proc/meminfo", "CommitLimit") / 1024 + 1) * MB;
	q = mmap(NULL, len, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	p = droppable_flags(len, 0);
	result(q == MAP_FAILED, "overcommit_memory 2: %zu MB of ordinary memory are refused",
	       len / MB);
	result(p != MAP_FAILED, "overcommit_memory 2: as much droppable memory isn't");
	if (p != MAP_FAILED)
		result(!mprotect(p, len, PROT_READ) && !mprotect(p, len, RW),
		       "overcommit_memory 2: nor when it is made writable again");
	put("/proc/sys/vm/overcommit_memory", old);
	munmap(p, len);
}

/* How often 64 times c, aligned so, is in a file. */
static size_t search(const char *path, char c)
{
	char block[64], run[64];
	size_t found = 0;
	FILE *f = fopen(path, "r");

	memset(run, c, sizeof(run));
	while (f && fread(block, sizeof(block), 1, f) == 1)
		found += !memcmp(block, run, sizeof(run));
	if (f)
		fclose(f);
	return found;
}

static void core_dump(void)
{
	struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	char old[128] = "";
	int fd = open("/proc/sys/kernel/core_pattern", O_RDONLY), status;
	pid_t pid;

	if (fd < 0 || read(fd, old, sizeof(old) - 1) < 0 ||
	    !set("/proc/sys/kernel/core_pattern", CORE)) {
		skip("core dump", "core_pattern can't be set");
		return;
	}
	close(fd);
	fflush(stdout);
	pid = fork();
	if (!pid) {
		char *p = droppable(LEN);
		char *o = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		fill(p, LEN, 'D');
		fill(o, LEN, 'O');
		setrlimit(RLIMIT_CORE, &unlimited);
		prctl(PR_SET_DUMPABLE, 1);
		put("/proc/self/coredump_filter", "0xff");
		abort();
	}
	waitpid(pid, &status, 0);
	put("/proc/sys/kernel/core_pattern", old);
	result(WIFSIGNALED(status) && WCOREDUMP(status), "core dumped");
	result(search(CORE, 'O') >= LEN / 64, "ordinary memory is in it");
	result(search(CORE, 'D') == 0, "droppable memory isn't");
	unlink(CORE);
}

static void clear_refs(void)
{
	char *p = droppable(LEN), value[2] = "0";

	fill(p, LEN, 'c');
	/* 3 is for files, 5 resets the peak of RSS */
	for (value[0] = '1'; value[0] <= '5'; value[0]++) {
		put("/proc/self/clear_refs", value);
		result(all(p, LEN, 'c') && has(p, "dp"),
		       "clear_refs %s leaves it as it was", value);
	}
	fill(p, LEN, 'd');
	never_swapped(p, LEN, "after clear_refs");
	result(smaps_kb(p, "Anonymous") == (long)(LEN / 1024), "smaps counts it as anonymous");
	munmap(p, LEN);
}

int main(void)
{
	begin();
	need_root();
	committed();
	core_dump();
	clear_refs();
	return finish();
}
