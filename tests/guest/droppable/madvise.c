// SPDX-License-Identifier: GPL-2.0-only
/* What each advice does to droppable memory. */
#include "droppable.h"

#define LEN	(8 * page)

static char *p;

/* 0 or an errno */
static int advise(int advice)
{
	return madvise(p, LEN, advice) ? errno : 0;
}

static void expect(const char *name, int advice, int want)
{
	int error = advise(advice);

	result(error == want, "%s: %s", name, error ? strerror(error) : "succeeds");
}

/* Advice which some configurations don't have. */
static void optional(const char *name, int advice)
{
	int error = advise(advice);

	if (error == EINVAL)
		skip(name, "this kernel doesn't know it");
	else
		result(!error, "%s: %s", name, error ? strerror(error) : "succeeds");
}

static void flags_stay(const char *after)
{
	result(has(p, "dp") && has(p, "wf") && has(p, "dd") && has(p, "nr") &&
	       !has(p, "lo") && !has(p, "mg"), "%s: still all that it was", after);
}

/* Where a page is dropped it is zero and not there. */
static size_t dropped(void)
{
	size_t zero, torn;

	count(p, LEN, 'a', &zero, &torn);
	result(!torn, "no page is torn");
	return zero;
}

/* Pages that others held when this was advised may be dropped by more of it. */
static void all_dropped(const char *what)
{
	result(dropped() == LEN / page || (moved_by_others() != moved_at_start && drop(p, LEN)),
	       "%s: all pages are dropped", what);
}

static void process_madvise_of(const char *name, int advice)
{
	struct { void *base; size_t len; } iov = { p, LEN };
	int fd = syscall(SYS_pidfd_open, getpid(), 0);
	long ret;

	if (fd < 0) {
		skip(name, "no pidfd");
		return;
	}
	ret = syscall(SYS_process_madvise, fd, &iov, 1UL, advice, 0);
	result(ret == (long)LEN, "%s: %ld, %s", name, ret, ret < 0 ? strerror(errno) : "succeeds");
	close(fd);
}

int main(void)
{
	begin();
	p = droppable(LEN);

	expect("MADV_KEEPONFORK", MADV_KEEPONFORK, EINVAL);
	expect("MADV_DODUMP", MADV_DODUMP, EINVAL);
	expect("MADV_DOFORK", MADV_DOFORK, 0);
	expect("MADV_WIPEONFORK", MADV_WIPEONFORK, 0);
	expect("MADV_DONTDUMP", MADV_DONTDUMP, 0);
	flags_stay("refused and redundant advice");

	optional("MADV_MERGEABLE", MADV_MERGEABLE);
	flags_stay("MADV_MERGEABLE");
	optional("MADV_UNMERGEABLE", MADV_UNMERGEABLE);
	optional("MADV_HUGEPAGE", MADV_HUGEPAGE);
	optional("MADV_NOHUGEPAGE", MADV_NOHUGEPAGE);
	flags_stay("MADV_NOHUGEPAGE");

	expect("MADV_POPULATE_READ", MADV_POPULATE_READ, 0);
	expect("MADV_POPULATE_WRITE", MADV_POPULATE_WRITE, 0);
	result(resident(p) && resident(p + LEN - page) && all(p, LEN, 0), "populated, with zeroes");

	fill(p, LEN, 'a');
	expect("MADV_DONTNEED", MADV_DONTNEED, 0);
	result(all(p, LEN, 0), "MADV_DONTNEED: zeroes");

	fill(p, LEN, 'a');
	expect("MADV_COLD", MADV_COLD, 0);
	result(all(p, LEN, 'a'), "MADV_COLD: what was written");
	expect("MADV_FREE", MADV_FREE, 0);
	dropped();
	fill(p, LEN, 'a');
	result(all(p, LEN, 'a'), "written after MADV_FREE");

	expect("MADV_PAGEOUT", MADV_PAGEOUT, 0);
	all_dropped("MADV_PAGEOUT");
	result(status_kb("VmSwap") == 0, "MADV_PAGEOUT: none is swapped");
	flags_stay("MADV_PAGEOUT");

	fill(p, LEN, 'a');
	process_madvise_of("process_madvise(MADV_COLD)", MADV_COLD);
	result(all(p, LEN, 'a'), "process_madvise(MADV_COLD): what was written");
	process_madvise_of("process_madvise(MADV_PAGEOUT)", MADV_PAGEOUT);
	all_dropped("process_madvise(MADV_PAGEOUT)");

	expect("MADV_DONTFORK", MADV_DONTFORK, 0);
	result(has(p, "dc"), "MADV_DONTFORK: not copied on fork");
	expect("MADV_DOFORK after MADV_DONTFORK", MADV_DOFORK, 0);
	result(!has(p, "dc"), "MADV_DOFORK: copied on fork");
	flags_stay("MADV_DOFORK");
	return finish();
}
