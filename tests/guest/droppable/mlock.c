// SPDX-License-Identifier: GPL-2.0-only
/*
 * Locking calls succeed on droppable memory, whatever its size, and neither
 * lock nor count it.
 */
#include "droppable.h"
#include <sys/resource.h>

#define LIMIT	(16 * page)
#define LARGE	(64 * page)

static void unlocked(const char *what, int ret, char *p, long before)
{
	int error = errno;
	long after = status_kb("VmLck");

	result(!ret, "%s: %s", what, ret ? strerror(error) : "succeeds");
	result(after == before, "%s: VmLck %ld kB, was %ld", what, after, before);
	result(!has(p, "lo") && smaps_kb(p, "Locked") == 0, "%s: not locked", what);
}

/* No more may be locked than this, whoever we were. */
static void limit_to(size_t bytes)
{
	struct rlimit limit = { bytes, bytes };

	if (setrlimit(RLIMIT_MEMLOCK, &limit) || (!getuid() && setresuid(65534, 65534, 65534)))
		die("dropping privileges");
}

/*
 * mlockall(MCL_CURRENT) wants all of the address space to be within the limit.
 * It is, but for what is droppable.
 */
static void lock_current(void)
{
	char *p, *q;
	long size;

	q = mmap(NULL, page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	limit_to(status_kb("VmSize") * 1024 + LIMIT);
	p = droppable(LARGE);
	fill(p, page, 'a');
	size = status_kb("VmSize") - LARGE / 1024;

	result(!mlockall(MCL_CURRENT), "mlockall(MCL_CURRENT)");
	result(has(q, "lo") && status_kb("VmLck") <= size,
	       "it locks ordinary memory: %ld kB of %ld",
	       status_kb("VmLck"), size);
	result(!has(p, "lo") && smaps_kb(p, "Locked") == 0 && !resident(p + page),
	       "it neither locks nor fills droppable memory");
	munlockall();
	result(!mlockall(MCL_CURRENT | MCL_ONFAULT) && has(q, "lo") && !has(p, "lo"),
	       "mlockall(MCL_CURRENT | MCL_ONFAULT)");
	munlockall();
	result(!mlockall(MCL_FUTURE) && !has(p, "lo"), "mlockall(MCL_FUTURE) after mapping");
	munlockall();
	q = mmap(NULL, LARGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	q = mlockall(MCL_CURRENT) ? strerror(errno) : "succeeds";
	result(!strcmp(q, strerror(ENOMEM)),
	       "mlockall(MCL_CURRENT) with as much ordinary memory: %s", q);
}

/* Mapped, touched and grown while all that comes is to be locked. */
static void lock_future(void)
{
	char *p, *q;
	long locked;

	result(mlockall(MCL_FUTURE) == 0, "mlockall(MCL_FUTURE)");
	locked = status_kb("VmLck");
	p = droppable_flags(LARGE, 0);
	result(p != MAP_FAILED, "more than the limit after mlockall(MCL_FUTURE): %s",
	       p == MAP_FAILED ? strerror(errno) : "mapped");
	if (p == MAP_FAILED)
		return;
	unlocked("mapped after mlockall(MCL_FUTURE)", 0, p, locked);
	result(!resident(p), "mapped after mlockall(MCL_FUTURE): not filled");
	p[0] = 1;
	unlocked("then touched", 0, p, locked);
	q = mremap(p, LARGE, 2 * LARGE, MREMAP_MAYMOVE);
	result(q != MAP_FAILED, "mremap to more than the limit: %s",
	       q == MAP_FAILED ? strerror(errno) : "succeeds");
	if (q != MAP_FAILED)
		unlocked("then grown", 0, q, locked);
}

int main(void)
{
	char *p, *q, *mix;

	begin();
	in_child("mlockall(MCL_CURRENT)", lock_current);
	limit_to(LIMIT);

	p = droppable(LARGE);
	fill(p, 2 * page, 'a');
	unlocked("mlock", mlock(p, LARGE), p, 0);
	result(!resident(p + 4 * page), "mlock fills nothing");
	unlocked("mlock2(MLOCK_ONFAULT)", syscall(SYS_mlock2, p, LARGE, MLOCK_ONFAULT), p, 0);
	unlocked("munlock", munlock(p, LARGE), p, 0);

	/* ordinary, droppable, ordinary: only the ordinary count */
	mix = mmap(NULL, LARGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	q = mmap(mix + page, LARGE - 2 * page, RW,
		 MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	if (mix == MAP_FAILED || q != mix + page)
		die("mmap");
	unlocked("mlock across", mlock(mix, LARGE), q, 2 * page / 1024);
	result(has(mix, "lo") && has(mix + LARGE - page, "lo"),
	       "mlock across: the ordinary are locked");
	munlock(mix, LARGE);
	q = mmap(NULL, LARGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	result(mlock(q, LARGE) == -1 && errno == ENOMEM,
	       "mlock of as much ordinary memory fails");
	munmap(q, LARGE);
	munmap(mix, LARGE);
	munmap(p, LARGE);
	lock_future();
	munlockall();
	return finish();
}
