// SPDX-License-Identifier: GPL-2.0-only
/* userfaultfd takes no droppable mapping, alone or among others. */
#include "droppable.h"
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

#define LEN	(8 * page)

static void refused(int fd, const char *what, char *p, unsigned long long mode)
{
	struct uffdio_register reg = { .range = { (uintptr_t)p, LEN }, .mode = mode };
	int ret = ioctl(fd, UFFDIO_REGISTER, &reg);

	result(ret == -1 && errno == EINVAL, "%s: %s", what, ret ? strerror(errno) : "registered");
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
	return finish();
}
