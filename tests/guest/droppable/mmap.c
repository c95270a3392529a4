// SPDX-License-Identifier: GPL-2.0-only
/* What mmap() makes of MAP_DROPPABLE with each of the other flags. */
#include "droppable.h"

static void combination(const char *name, int flags, int want)
{
	void *p = mmap(NULL, 4 * page, RW, flags | MAP_ANONYMOUS, -1, 0);
	int error = p == MAP_FAILED ? errno : 0;

	result(error == want, "%s: %s", name, error ? strerror(error) : "mapped");
	if (!error) {
		result(has(p, "dp"), "%s is droppable", name);
		munmap(p, 4 * page);
	}
}

int main(void)
{
	char *p, *q;
	int fd;

	begin();
	combination("MAP_DROPPABLE", MAP_DROPPABLE, 0);
	combination("with MAP_SHARED", MAP_DROPPABLE | MAP_SHARED, EINVAL);
	combination("with MAP_PRIVATE", MAP_DROPPABLE | MAP_PRIVATE, EINVAL);
	combination("with MAP_SHARED_VALIDATE", MAP_DROPPABLE | MAP_SHARED | MAP_PRIVATE, EINVAL);
	combination("with MAP_LOCKED", MAP_DROPPABLE | MAP_LOCKED, EINVAL);
	combination("with MAP_GROWSDOWN", MAP_DROPPABLE | MAP_GROWSDOWN, EINVAL);
	combination("with MAP_STACK", MAP_DROPPABLE | MAP_STACK, 0);
	combination("with MAP_NORESERVE", MAP_DROPPABLE | MAP_NORESERVE, 0);
	combination("with MAP_POPULATE", MAP_DROPPABLE | MAP_POPULATE, 0);
	combination("with MAP_HUGETLB", MAP_DROPPABLE | MAP_HUGETLB, EINVAL);
	combination("type 4, which nobody has", 4, EINVAL);

	fd = open("/proc/self/exe", O_RDONLY);
	p = mmap(NULL, page, PROT_READ, MAP_DROPPABLE, fd, 0);
	result(p == MAP_FAILED && errno == EINVAL, "of a file: %s",
	       p == MAP_FAILED ? strerror(errno) : "mapped");
	close(fd);

	p = droppable(4 * page);
	result(has(p, "wf"), "wiped on fork");
	result(has(p, "dd"), "not dumped");
	result(has(p, "nr"), "not reserved");
	result(!has(p, "lo") && !has(p, "sh") && !has(p, "ac"), "not locked, shared, accounted");
	result(all(p, 4 * page, 0), "starts as zeroes");
	fill(p, 4 * page, 'a');
	result(all(p, 4 * page, 'a'), "keeps what is written while there is memory");

	q = mmap(p + page, page, RW, MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	result(q == p + page && !*q && p[0] == 'a' && p[2 * page] == 'a',
	       "MAP_FIXED replaces a page and leaves the others");
	q = mmap(p, page, RW, MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	result(q == MAP_FAILED && errno == EEXIST,
	       "MAP_FIXED_NOREPLACE over it: %s", strerror(errno));
	munmap(p, 4 * page);

	p = droppable_flags(4 * page, MAP_POPULATE);
	result(p != MAP_FAILED && resident(p) && resident(p + 3 * page), "MAP_POPULATE fills it");
	munmap(p, 4 * page);
	return finish();
}
