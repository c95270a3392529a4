/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What one operation costs, in instructions: the guest's clock counts them
 * (QEMU's -icount shift=0, one a nanosecond).  For tests/bench.
 *
 * What is measured lies between two ticks of the guest's timer, when nothing
 * that was left for later (RCU, work queues) is due any more: so no interrupt
 * falls into it, and repeats agree.  That is tick() below, and why a sample must
 * be shorter than the 10 ms from tick to tick.
 */
#ifndef BENCH_H
#define BENCH_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE	4096UL
#define RW	(PROT_READ | PROT_WRITE)
#define TICK	10000000ULL	/* CONFIG_HZ=100, in instructions */
#define WARMUP	3
#define SAMPLES	9

/**
 * struct bench - an operation to measure
 * @name: one word, as the table shows it
 * @calls: how many one sample is made of
 * @before: what a sample needs, not measured; or NULL
 * @run: does @calls of them
 * @after: undoes it, not measured; or NULL
 */
struct bench {
	const char *name;
	unsigned int calls;
	void (*before)(void);
	void (*run)(void);
	void (*after)(void);
};

static inline void die(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(1);
}

static inline unsigned long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

/* Returns right after a tick, with nothing of before left to be done. */
static inline void tick(void)
{
	unsigned long long least = TICK, at, next;
	int i;

	usleep(200 * 1000);
	/* the first reads are slower: a tick is what is far beyond the fastest */
	for (i = 0, at = now(); i < 64; i++, at = next) {
		next = now();
		if (next - at < least)
			least = next - at;
	}
	for (; next - at < 3 * least; next = now())
		at = next;
}

static inline char *map(size_t pages, int prot, int flags, int fd)
{
	char *p = mmap(NULL, pages * PAGE, prot, flags | (fd < 0 ? MAP_ANONYMOUS : 0), fd, 0);

	if (p == MAP_FAILED)
		die("mmap");
	return p;
}

static inline void unmap(char *p, size_t pages)
{
	if (munmap(p, pages * PAGE))
		die("munmap");
}

static inline void touch(char *p, size_t pages)
{
	size_t i;

	for (i = 0; i < pages; i++)
		((volatile char *)p)[i * PAGE] = 1;
}

/*
 * Makes the memory that is free look the same, whatever ran before: what a page
 * costs depends by 3 % on how that lies there.
 */
static inline void tidy(void)
{
	static const struct {
		const char *file, *value;
	} tidies[] = {
		{ "/proc/sys/vm/drop_caches", "3" },
		{ "/proc/sys/vm/compact_memory", "1" },
	};
	const size_t pages = 4096;
	unsigned int i;
	char *p;

	for (i = 0; i < 2; i++) {
		int fd = open(tidies[i].file, O_WRONLY);

		if (fd < 0 || write(fd, tidies[i].value, 1) != 1)
			die(tidies[i].file);
		close(fd);
	}
	p = map(pages, RW, MAP_PRIVATE, -1);
	touch(p, pages);
	unmap(p, pages);
}

/* KTAP, and a line "# bench NAME INSTRUCTIONS...", a number a sample. */
static inline int measure(const struct bench *b)
{
	unsigned long long start, took[SAMPLES];
	bool pass = true;
	int i;

	puts("KTAP version 1\n1..1");
	for (i = -WARMUP; i < SAMPLES; i++) {
		tidy();
		if (b->before)
			b->before();
		tick();
		start = now();
		b->run();
		start = now() - start;
		if (b->after)
			b->after();
		if (i < 0)
			continue;
		took[i] = start;
		if (start > TICK * 9 / 10)
			pass = false;
	}
	printf("# bench %s", b->name);
	for (i = 0; i < SAMPLES; i++)
		printf(" %.2f", (double)took[i] / b->calls);
	printf("\n%sok 1 %s%s\n", pass ? "" : "not ", b->name,
	       pass ? "" : ": a sample takes more than a tick, make fewer calls of it");
	return !pass;
}

static inline void look(char *p, size_t pages, size_t step)
{
	size_t i;

	for (i = 0; i < pages; i += step)
		(void)((volatile char *)p)[i * PAGE];
}

/* A file in memory, of so many pages that are there. */
static inline int file(size_t pages)
{
	int fd = open("/tmp/bench", O_RDWR | O_CREAT | O_TRUNC, 0600);
	char *p;

	if (fd < 0 || ftruncate(fd, pages * PAGE))
		die("/tmp/bench");
	p = map(pages, RW, MAP_SHARED, fd);
	touch(p, pages);
	unmap(p, pages);
	return fd;
}

/* So many mappings of a page each, that can't merge. */
static inline void many(size_t n)
{
	char *p = map(n, RW, MAP_PRIVATE, -1);
	size_t i;

	for (i = 0; i < n; i += 2)
		if (mprotect(p + i * PAGE, PAGE, PROT_READ))
			die("mprotect");
}

/* All that is in a file, read by a page at a time. */
static inline void drain(const char *path)
{
	static char buf[PAGE];
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		die(path);
	while (read(fd, buf, sizeof(buf)) > 0)
		;
	close(fd);
}

#endif
