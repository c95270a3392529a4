// SPDX-License-Identifier: GPL-2.0-only
/*
 * userfaultfd takes no droppable mapping, alone or among others, and moves no page
 * out of one: in an ordinary mapping it could go to swap.
 */
#include "droppable.h"
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

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

static void refused(int fd, const char *what, char *p, unsigned long long mode)
{
	struct uffdio_register reg = { .range = { (uintptr_t)p, LEN }, .mode = mode };
	int ret = ioctl(fd, UFFDIO_REGISTER, &reg);

	result(ret == -1 && errno == EINVAL, "%s: %s", what, ret ? strerror(errno) : "registered");
}

/* One page of src to dst: 0 or an errno. */
static int move(int fd, char *dst, char *src)
{
	struct uffdio_move move = { (uintptr_t)dst, (uintptr_t)src, page, 0, 0 };

	return ioctl(fd, UFFDIO_MOVE, &move) ? errno : 0;
}

static void moves(void)
{
	struct uffdio_api api = { .api = UFFD_API, .features = UFFD_FEATURE_MOVE };
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC), error;
	struct uffdio_register reg;
	char *p = droppable(LEN), *from, *to;

	if (ioctl(fd, UFFDIO_API, &api)) {
		skip("UFFDIO_MOVE", "this kernel doesn't know it");
		close(fd);
		return;
	}
	from = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	to = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (from == MAP_FAILED || to == MAP_FAILED)
		die("mmap");
	reg = (struct uffdio_register){ .range = { (uintptr_t)to, LEN },
					.mode = UFFDIO_REGISTER_MODE_MISSING };
	if (ioctl(fd, UFFDIO_REGISTER, &reg))
		die("UFFDIO_REGISTER");
	fill(from, LEN, 'o');
	fill(p, LEN, 'd');
	error = move(fd, to, from);
	result(!error && to[0] == 'o', "UFFDIO_MOVE from ordinary memory: %s", strerror(error));
	error = move(fd, to + page, p);
	result(error == EINVAL, "UFFDIO_MOVE from droppable memory: %s", strerror(error));
	result(all(p, LEN, 'd') && !resident(to + page), "the page is where it was");
	close(fd);
}

int main(void)
{
	struct uffdio_register reg;
	struct uffdio_api api = { .api = UFFD_API };
	char *p, *q, *o;
	int fd;

	begin();
	fd = syscall(SYS_userfaultfd, O_CLOEXEC);
	if (fd < 0 || ioctl(fd, UFFDIO_API, &api)) {
		puts("1..0 # SKIP no userfaultfd here");
		return KSFT_SKIP;
	}
	p = droppable(LEN);
	o = mmap(NULL, LEN, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	q = mmap(o + LEN / 2, LEN / 2, RW, MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	if (o == MAP_FAILED || q != o + LEN / 2)
		die("mmap");
	refused(fd, "missing", p, UFFDIO_REGISTER_MODE_MISSING);
	refused(fd, "write-protect", p, UFFDIO_REGISTER_MODE_WP);
	refused(fd, "half of the range", o, UFFDIO_REGISTER_MODE_MISSING);
	result(!has(p, "um") && !has(o, "um"), "nothing is registered");
	reg = (struct uffdio_register){ .range = { (uintptr_t)o, LEN / 2 },
					.mode = UFFDIO_REGISTER_MODE_MISSING };
	result(!ioctl(fd, UFFDIO_REGISTER, &reg) && has(o, "um"), "ordinary memory next to it is");
	fill(p, LEN, 'u');
	result(all(p, LEN, 'u'), "faults on it as ever");
	moves();
	return finish();
}
