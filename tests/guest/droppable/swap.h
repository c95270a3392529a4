/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Swap on the block device that DROPPABLE_SWAP in the environment names, which
 * is overwritten, and what was written to it.
 */
#ifndef SWAP_H
#define SWAP_H

#include "droppable.h"
#include <sys/swap.h>

static const char *swap_device;
static size_t swap_pages;

/* Direct I/O: the block device's page cache doesn't see what swap writes. */
static inline int swap_open(int mode)
{
	int fd = open(swap_device, mode | O_DIRECT);

	if (fd < 0)
		die(swap_device);
	return fd;
}

static inline char *swap_buffer(void)
{
	static char *buffer;

	if (!buffer)
		buffer = mmap(NULL, 16 * page, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (buffer == MAP_FAILED)
		die("mmap");
	return buffer;
}

/*
 * Swap of that many bytes, cleared before.  False, with the test skipped, if
 * there is no device for it.
 */
static inline bool swap_on(const char *what, size_t size)
{
	char *buffer = swap_buffer();
	uint32_t *header = (uint32_t *)(buffer + 1024);
	int fd;

	swap_device = getenv("DROPPABLE_SWAP");
	if (!swap_device) {
		skip(what, "DROPPABLE_SWAP names no device to swap to");
		return false;
	}
	swap_pages = size / page;
	fd = swap_open(O_WRONLY);
	memset(buffer, 0, 16 * page);
	for (size = 0; size < swap_pages; size += 16)
		if (write(fd, buffer, 16 * page) != (ssize_t)(16 * page))
			die("clearing the swap device");
	header[0] = 1;
	header[1] = swap_pages - 1;
	memcpy(buffer + page - 10, "SWAPSPACE2", 10);
	if (pwrite(fd, buffer, page, 0) != (ssize_t)page)
		die("swap header");
	close(fd);
	if (swapon(swap_device, 0))
		die("swapon");
	return true;
}

static inline void swap_off(void)
{
	if (swapoff(swap_device))
		die("swapoff");
}

/* How many pages on swap have 64 bytes in them, at a multiple of 64, that match. */
static inline size_t swap_search(bool (*match)(const char *run))
{
	const size_t run = 64;
	char *buffer = swap_buffer();
	int fd = swap_open(O_RDONLY);
	size_t found = 0, i, j;
	ssize_t got;

	for (i = 0; i < swap_pages; i += 16) {
		got = read(fd, buffer, 16 * page);
		if (got != (ssize_t)(16 * page))
			die("reading the swap device");
		for (j = 0; j < 16 * page; j += run)
			if (match(buffer + j)) {
				found++;
				j = (j | (page - 1)) + 1 - run;
			}
	}
	close(fd);
	return found;
}

#endif
