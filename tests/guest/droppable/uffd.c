// SPDX-License-Identifier: GPL-2.0-only
/*
 * userfaultfd takes droppable mappings for pages that are missing, and for nothing
 * else, and moves no page out of one: in an ordinary mapping it could go to swap.
 */
#include "uffd.h"

#define LEN	(8 * page)

/* Linux 6.8 and later */
#ifndef UFFDIO_MOVE
#define UFFD_FEATURE_MOVE	0x10000
#define UFFDIO_MOVE		_IOWR(UFFDIO, 0x05, struct uffdio_move)
struct uffdio_move {
	__u64 dst, src, len, mode;
	__s64 move;
};
#endif
/* Linux 5.13 and later */
#ifndef UFFDIO_REGISTER_MODE_MINOR
#define UFFDIO_REGISTER_MODE_MINOR	4
#endif
/* Linux 6.7 and later, and 7.3 and later */
#define WP_ASYNC	0x8000
#ifndef UFFDIO_REGISTER_MODE_RWP
#define UFFD_FEATURE_RWP	0x20000
#define UFFDIO_REGISTER_MODE_RWP	8
#endif

/*
 * Where ordinary memory isn't taken for a mode either, that droppable memory isn't says
 * nothing.
 */
static void refused(int fd, const char *what, char *p, unsigned long long mode)
{
	char *o = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int ordinary, error;

	if (o == MAP_FAILED)
		die("mmap");
	ordinary = uffd_register(fd, o, LEN, mode);
	munmap(o, LEN);
	error = uffd_register(fd, p, LEN, mode);
	if (ordinary && error == EINVAL)
		skip(what, "not of ordinary memory, either");
	else
		result(error == EINVAL, "%s: %s", what, error ? strerror(error) : "registered");
}

/* The same of a mode that no anonymous memory is ever taken for. */
static void refused_always(int fd, const char *what, char *p, unsigned long long mode)
{
	int error = uffd_register(fd, p, LEN, mode);

	result(error == EINVAL, "%s: %s", what, error ? strerror(error) : "registered");
}

/* Asked for with a feature, which makes the kernel take what it refuses else. */
static void refused_with(unsigned long long features, const char *what, char *p,
			 unsigned long long mode)
{
	int fd = uffd_open(features);
	char both[64];

	if (fd < 0) {
		skip(what, "not in this kernel");
		return;
	}
	refused(fd, what, p, mode);
	snprintf(both, sizeof(both), "missing and %s", what);
	refused(fd, both, p, mode | UFFDIO_REGISTER_MODE_MISSING);
	close(fd);
}

static int unregister(int fd, char *p, size_t len)
{
	struct uffdio_range range = { (uintptr_t)p, len };

	return ioctl(fd, UFFDIO_UNREGISTER, &range) ? errno : 0;
}

/* One page of src to dst: 0 or an errno. */
static int move(int fd, char *dst, char *src)
{
	struct uffdio_move move = { (uintptr_t)dst, (uintptr_t)src, page, 0, 0 };

	return ioctl(fd, UFFDIO_MOVE, &move) ? errno : 0;
}

static void moves(void)
{
	int fd = uffd_open(UFFD_FEATURE_MOVE), error;
	char *p = droppable(LEN), *from, *to;

	if (fd < 0) {
		skip("UFFDIO_MOVE", "this kernel doesn't know it");
		return;
	}
	from = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	to = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (from == MAP_FAILED || to == MAP_FAILED)
		die("mmap");
	if (uffd_register(fd, to, LEN, UFFDIO_REGISTER_MODE_MISSING))
		die("UFFDIO_REGISTER");
	fill(from, LEN, 'o');
	fill(p, LEN, 'd');
	error = move(fd, to, from);
	result(!error && to[0] == 'o', "UFFDIO_MOVE from ordinary memory: %s", strerror(error));
	error = move(fd, to + page, p);
	result(error == EINVAL, "UFFDIO_MOVE from droppable memory: %s", strerror(error));
	result(all(p, LEN, 'd') && !resident(to + page), "the page is where it was");
	if (uffd_register(fd, p + LEN / 2, LEN / 2, UFFDIO_REGISTER_MODE_MISSING)) {
		skip("UFFDIO_MOVE to droppable memory", "this kernel registers none");
		close(fd);
		return;
	}
	if (!lose(p + LEN / 2, LEN / 2))
		die("a droppable page that is missing");
	error = move(fd, p + LEN / 2, from + page);
	result(error == EINVAL, "UFFDIO_MOVE to droppable memory: %s", strerror(error));
	result(from[page] == 'o' && !resident(p + LEN / 2), "the page is where it was");
	close(fd);
}

int main(void)
{
	char *p, *q, *o;
	int fd, error;

	begin();
	fd = uffd_open(0);
	if (fd < 0) {
		puts("1..0 # SKIP no userfaultfd here");
		return KSFT_SKIP;
	}
	p = droppable(LEN);
	o = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	q = mmap(o + LEN / 2, LEN / 2, RW, MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	if (o == MAP_FAILED || q != o + LEN / 2)
		die("mmap");
	refused(fd, "write-protect", p, UFFDIO_REGISTER_MODE_WP);
	refused_always(fd, "minor", p, UFFDIO_REGISTER_MODE_MINOR);
	refused(fd, "missing and write-protect", p,
		UFFDIO_REGISTER_MODE_MISSING | UFFDIO_REGISTER_MODE_WP);
	refused_always(fd, "missing and minor", p,
		       UFFDIO_REGISTER_MODE_MISSING | UFFDIO_REGISTER_MODE_MINOR);
	refused_with(WP_ASYNC, "asynchronous write-protect", p, UFFDIO_REGISTER_MODE_WP);
	refused_with(UFFD_FEATURE_RWP, "read and write-protect", p, UFFDIO_REGISTER_MODE_RWP);
	refused(fd, "write-protect, half of the range", o, UFFDIO_REGISTER_MODE_WP);
	result(!has(p, "um") && !has(p, "uw") && !has(o, "um") && !has(o, "uw"),
	       "nothing is registered");
	error = uffd_register(fd, o, LEN / 2, UFFDIO_REGISTER_MODE_MISSING);
	result(!error && has(o, "um") && !has(q, "um"), "ordinary memory next to it is: %s",
	       strerror(error));
	error = unregister(fd, o, LEN);
	result(!error && !has(o, "um"), "unregistered with droppable memory behind it: %s",
	       strerror(error));
	fill(p, LEN, 'u');
	result(all(p, LEN, 'u'), "faults on it as ever");
	error = uffd_register(fd, p, LEN, UFFDIO_REGISTER_MODE_MISSING);
	/* either nobody is told of a missing page, or SIGBUS tells of it */
	if (error == EINVAL) {
		skip("missing", "this kernel registers no droppable memory");
		close(fd);
		moves();
		return finish();
	}
	result(!error && has(p, "um") && has(p, "dp"), "missing: %s", strerror(error));
	error = uffd_register(fd, o, LEN, UFFDIO_REGISTER_MODE_MISSING);
	result(!error && has(o, "um") && has(q, "um"), "missing, half of the range: %s",
	       strerror(error));
	result(all(p, LEN, 'u'), "what was there is there");
	error = unregister(fd, p, LEN);
	result(!error && !has(p, "um") && drop(p, LEN), "unregistered: %s, reads as zeroes",
	       strerror(error));
	close(fd);
	moves();
	return finish();
}
