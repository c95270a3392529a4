/* SPDX-License-Identifier: GPL-2.0-only */
/* A memory cgroup (v2) for a test's children. */
#ifndef MEMCG_H
#define MEMCG_H

#include "droppable.h"
#include <sys/stat.h>

#define CGROUPS	"/sys/fs/cgroup"

static char memcg[64];

static inline bool memcg_set(const char *file, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", memcg, file);
	return put(path, value);
}

static inline void memcg_max(long bytes)
{
	char value[32];

	snprintf(value, sizeof(value), "%ld", bytes);
	if (!memcg_set("memory.max", value))
		die("memory.max");
}

/* Of memory.events, or of memory.current with key NULL. */
static inline long long memcg_read(const char *file, const char *key)
{
	char path[128], value[32] = "";
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", memcg, file);
	if (key)
		return number(path, key);
	f = fopen(path, "r");
	if (!f || !fgets(value, sizeof(value), f))
		die(path);
	fclose(f);
	return atoll(value);
}

/* Nothing more is to be had, of what each processor has kept of it either. */
static inline void memcg_fill_up(void)
{
	int i;

	memcg_max((memcg_read("memory.current", NULL) - MB) & -page);
	for (i = 0; i < 4; i++)
		memcg_max(memcg_read("memory.current", NULL) & -page);
}

/* False, with the test skipped, if there are none to be had.  Nothing of it is swapped. */
static inline bool memcg_new(const char *what)
{
	put(CGROUPS "/cgroup.subtree_control", "+memory");
	snprintf(memcg, sizeof(memcg), CGROUPS "/droppable-%d", getpid());
	if (mkdir(memcg, 0755) || !memcg_set("memory.oom.group", "0")) {
		rmdir(memcg);
		skip(what, "no memory cgroup (v2) on " CGROUPS);
		return false;
	}
	memcg_set("memory.swap.max", "0");
	return true;
}

/* The calling process goes into it. */
static inline void memcg_enter(void)
{
	if (!memcg_set("cgroup.procs", "0"))
		die("cgroup.procs");
}

/* When all that were in it are gone. */
static inline void memcg_remove(void)
{
	while (rmdir(memcg) && errno == EBUSY)
		usleep(10000);
}

#endif
