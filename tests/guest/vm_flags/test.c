// SPDX-License-Identifier: GPL-2.0-only
/*
 * vm_flags is 64 bits wide, and nothing that clears or carries a flag of the
 * low half loses one of the high half. vm_flags.c measures in the kernel, and
 * plants in a VMA of ours high bits that no flag uses; what is expected of
 * them is said here.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64	/* an address is a file offset */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef PR_SET_VMA
#define PR_SET_VMA		0x53564d41
#define PR_SET_VMA_ANON_NAME	0
#endif

typedef unsigned long long u64;

#define HIGH_HALF	0xffffffff00000000ULL
#define PAGES		6

struct vma_state {
	uint64_t flags, start, end;
};

static struct flag {
	char name[64];
	u64 value;
} flags[512];
static int nflags;

static u64 high;		/* the high bits that no flag uses */
static int vma_fd, results, failures;
static size_t page;

static void die(const char *what)
{
	printf("# %s: %s\n", what, strerror(errno));
	exit(1);
}

static void result(bool ok, const char *fmt, ...)
{
	va_list ap;

	failures += !ok;
	printf("%sok %d ", ok ? "" : "not ", ++results);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

/* offset 0: mm->def_flags */
static struct vma_state look(void *addr)
{
	struct vma_state s;

	if (pread(vma_fd, &s, sizeof(s), (uintptr_t)addr) != sizeof(s))
		die("reading a vma");
	return s;
}

static void plant(void *addr, u64 bits)
{
	uint64_t v = bits;

	if (pwrite(vma_fd, &v, sizeof(v), (uintptr_t)addr) != sizeof(v))
		die("writing a vma");
}

static bool has(void *addr, u64 bits)
{
	u64 found = look(addr).flags & high;

	if (found != bits)
		printf("# high half of %p: %#llx, want %#llx\n", addr, found, bits);
	return found == bits;
}

static bool spans(void *addr, void *start, int pages)
{
	struct vma_state s = look(addr);
	u64 end = (uintptr_t)start + pages * page;

	if (s.start != (uintptr_t)start || s.end != end)
		printf("# vma %#llx-%#llx, want %#llx-%#llx\n", (u64)s.start,
		       (u64)s.end, (u64)(uintptr_t)start, end);
	return s.start == (uintptr_t)start && s.end == end;
}

/* PAGES pages written to, nothing next to them, the high bits planted */
static void *map(int prot)
{
	char *p = mmap(NULL, (PAGES + 2) * page, PROT_NONE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		die("mmap");
	munmap(p, page);
	p += page;
	munmap(p + PAGES * page, page);
	mprotect(p, PAGES * page, PROT_READ | PROT_WRITE);
	memset(p, 1, PAGES * page);
	if (prot != (PROT_READ | PROT_WRITE))
		mprotect(p, PAGES * page, prot);
	plant(p, high);
	return p;
}

#define RW	(PROT_READ | PROT_WRITE)

static void test_report(void)
{
	u64 value, before, after, used = 0;
	char kind[16], name[64], text[64], line[256];
	FILE *f = fopen("/proc/vm_flags/report", "r");

	if (!f)
		die("/proc/vm_flags/report");
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "sizeof %63s %llu", name, &value) == 2) {
			printf("# %s", line);
			result(value == 8, "sizeof(%s) is 8", name);
			continue;
		}
		if (sscanf(line, "name %63s %63s", name, text) == 2) {
			result(!strcasecmp(name + strlen("VM_"), text), "%%pGv of %s: %s", name, text);
			continue;
		}
		if (sscanf(line, "%15s %63s %llx %llx %llx", kind, name, &value,
			   &before, &after) != 5)
			die(line);
		if (!strcmp(kind, "clear")) {
			bool ok = (before & HIGH_HALF) == HIGH_HALF &&
				  after == (before & ~value) &&
				  /* sign extended, it would set them all */
				  (value & HIGH_HALF) != HIGH_HALF;

			if (!ok)
				printf("# %#llx &= ~%#llx: %#llx\n", before, value, after);
			result(ok, "clear %s", name);
			if (nflags == sizeof(flags) / sizeof(flags[0]))
				die("too many flags");
			strcpy(flags[nflags].name, name);
			flags[nflags++].value = value;
			used |= value;
		} else {
			bool ok = after == (HIGH_HALF | (value & ~HIGH_HALF));

			if (!ok)
				printf("# %#llx &= %#llx: %#llx\n", before, value, after);
			result(ok, "keep %s", name);
		}
	}
	fclose(f);
	high = HIGH_HALF & ~used;
	printf("# high bits in use by no flag: %#llx\n", high);
	result(high, "the high half has room");
}

static u64 flag(const char *name)
{
	int i;

	for (i = 0; i < nflags; i++)
		if (!strcmp(flags[i].name, name))
			return flags[i].value;
	printf("# no %s in mm.h\n", name);
	exit(1);
}

static int uffd(void *p, size_t len, int on)
{
	static int fd = -1;

	if (on) {
		struct uffdio_api api = { .api = UFFD_API };
		struct uffdio_register reg = {
			.range = { (uintptr_t)p, len },
			.mode = UFFDIO_REGISTER_MODE_MISSING,
		};

		fd = syscall(SYS_userfaultfd, O_CLOEXEC);
		if (fd < 0 || ioctl(fd, UFFDIO_API, &api))
			return -1;
		return ioctl(fd, UFFDIO_REGISTER, &reg);
	} else {
		struct uffdio_range range = { (uintptr_t)p, len };
		int ret = ioctl(fd, UFFDIO_UNREGISTER, &range);

		close(fd);
		return ret;
	}
}

static int clear_refs(void *p, size_t len, int what)
{
	int fd = open("/proc/self/clear_refs", O_WRONLY), ret;
	char c = '0' + what;

	(void)p, (void)len;
	ret = write(fd, &c, 1) == 1 ? 0 : -1;
	close(fd);
	return ret;
}

static int set_name(void *p, size_t len, int on)
{
	return prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, p, len, on ? "name" : NULL);
}

static int lock(void *p, size_t len, int on)
{
	return on ? mlock(p, len) : munlock(p, len);
}

static int lock2(void *p, size_t len, int how)
{
	return syscall(SYS_mlock2, p, len, how);
}

static int lockall(void *p, size_t len, int how)
{
	(void)p, (void)len;
	return how ? mlockall(how) : munlockall();
}

/*
 * The system calls that change a flag of a VMA, in order, on one mapping. After
 * each its flag is set or clear, lest a call that did nothing pass for one that
 * kept the high half.
 */
#define CALL(fn, arg, flag, set) { #fn "(" #arg ")", fn, arg, flag, set }
static const struct call {
	const char *name;
	int (*fn)(void *p, size_t len, int arg);
	int arg;
	const char *flag;
	bool set;
} calls[] = {
	CALL(madvise, MADV_MERGEABLE, "VM_MERGEABLE", true),
	CALL(madvise, MADV_UNMERGEABLE, "VM_MERGEABLE", false),
	CALL(madvise, MADV_HUGEPAGE, "VM_HUGEPAGE", true),
	CALL(madvise, MADV_NOHUGEPAGE, "VM_HUGEPAGE", false),
	CALL(madvise, MADV_NOHUGEPAGE, "VM_NOHUGEPAGE", true),
	CALL(madvise, MADV_HUGEPAGE, "VM_NOHUGEPAGE", false),
	CALL(madvise, MADV_DONTFORK, "VM_DONTCOPY", true),
	CALL(madvise, MADV_DOFORK, "VM_DONTCOPY", false),
	CALL(madvise, MADV_SEQUENTIAL, "VM_SEQ_READ", true),
	CALL(madvise, MADV_NORMAL, "VM_SEQ_READ", false),
	CALL(madvise, MADV_RANDOM, "VM_RAND_READ", true),
	CALL(madvise, MADV_NORMAL, "VM_RAND_READ", false),
	CALL(madvise, MADV_DONTDUMP, "VM_DONTDUMP", true),
	CALL(madvise, MADV_DODUMP, "VM_DONTDUMP", false),
	CALL(madvise, MADV_WIPEONFORK, "VM_WIPEONFORK", true),
	CALL(madvise, MADV_KEEPONFORK, "VM_WIPEONFORK", false),
	CALL(lock, true, "VM_LOCKED", true),
	CALL(lock, false, "VM_LOCKED", false),
	CALL(lock2, MLOCK_ONFAULT, "VM_LOCKONFAULT", true),
	CALL(lock, false, "VM_LOCKONFAULT", false),
	CALL(lockall, MCL_CURRENT, "VM_LOCKED", true),
	CALL(lockall, 0, "VM_LOCKED", false),
	CALL(mprotect, PROT_READ, "VM_WRITE", false),
	CALL(mprotect, RW, "VM_WRITE", true),
	CALL(mprotect, RW | PROT_EXEC, "VM_EXEC", true),
	CALL(mprotect, RW, "VM_EXEC", false),
	CALL(clear_refs, 1 /* all */, "VM_WRITE", true),
	CALL(clear_refs, 4 /* soft dirty */, "VM_SOFTDIRTY", false),
	CALL(uffd, true, "VM_UFFD_MISSING", true),
	CALL(uffd, false, "VM_UFFD_MISSING", false),
	CALL(set_name, true, "VM_READ", true),
	CALL(set_name, false, "VM_READ", true),
};

static void test_calls(void)
{
	const struct call *c;
	void *p = map(RW);

	for (c = calls; c < calls + sizeof(calls) / sizeof(calls[0]); c++) {
		plant(p, high);
		if (c->fn(p, PAGES * page, c->arg)) {
			/* what the architecture does not have */
			if (errno == EINVAL && strstr(c->name, "HUGEPAGE"))
				result(has(p, high), "%s # SKIP not in this kernel", c->name);
			else
				result(false, "%s: %s", c->name, strerror(errno));
			continue;
		}
		if (!!(look(p).flags & flag(c->flag)) != c->set)
			result(false, "%s: %s is %s", c->name, c->flag,
			       c->set ? "clear" : "set");
		else
			result(has(p, high), "%s keeps the high half", c->name);
	}
	munmap(p, PAGES * page);
}

static void test_fork(void)
{
	void *p = map(RW), *q = map(RW);
	int status = -1;
	bool same;

	lock(q, PAGES * page, true);
	fflush(stdout);
	if (!fork()) {
		same = has(p, high) && has(q, high) &&
		       !(look(q).flags & flag("VM_LOCKED"));
		fflush(stdout);
		_exit(!same);
	}
	wait(&status);
	result(!status, "fork copies the high half");
	result(has(p, high) && has(q, high), "fork leaves the parent's alone");
	munmap(p, PAGES * page);
	munmap(q, PAGES * page);
}

static void test_split_merge(void)
{
	char *p = map(RW), *mid = p + 2 * page, *end = mid + 2 * page;
	bool ok;

	mprotect(mid, 2 * page, PROT_READ);
	ok = spans(p, p, 2) && spans(mid, mid, 2) && spans(end, end, 2);
	result(ok && has(p, high) && has(mid, high) && has(end, high),
	       "a split copies the high half to every part");

	mprotect(mid, 2 * page, RW);
	result(spans(p, p, PAGES) && has(p, high), "a merge keeps the high half");

	/* alike but for the high half: not to be merged */
	mprotect(mid, 2 * page, PROT_READ);
	plant(mid, high & -high);
	mprotect(mid, 2 * page, RW);
	ok = spans(p, p, 2) && spans(mid, mid, 2) && spans(end, end, 2);
	result(ok && has(p, high) && has(mid, high & -high) && has(end, high),
	       "no merge across a difference in the high half");

	plant(mid, high);
	mprotect(mid, 2 * page, PROT_READ);
	munmap(mid, 2 * page);
	result(spans(p, p, 2) && spans(end, end, 2) && has(p, high) && has(end, high),
	       "munmap of the middle keeps the high half of the rest");
	munmap(p, PAGES * page);
}

static void test_mremap(void)
{
	size_t len = PAGES * page;
	char *p = map(RW), *q = map(RW), *r;

	r = mremap(p, len, len, MREMAP_MAYMOVE | MREMAP_FIXED, q);
	result(r == q && has(r, high), "mremap takes the high half along");
	r = mremap(q, len, len + page, 0);
	result(r == q && spans(r, r, PAGES + 1) && has(r, high),
	       "mremap growing in place keeps the high half");
	r = mremap(q, len + page, len, 0);
	lock(q, len, true);
	p = mremap(q, len, len, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL);
	result(r == q && p != MAP_FAILED && has(p, high) && has(q, high) &&
	       look(p).flags & flag("VM_LOCKED") &&
	       !(look(q).flags & flag("VM_LOCKED")),
	       "mremap(MREMAP_DONTUNMAP) keeps the high half of both");
	munmap(p, len);
	munmap(q, len);
}

/* What a process's new mappings start with. */
static void test_def_flags(void)
{
	char *p, *heap;

	plant(NULL, high);
	p = mmap(NULL, page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	result(p != MAP_FAILED && has(p, high), "mmap takes the high half of def_flags");
	munmap(p, page);
	p = mmap(NULL, page, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	result(p != MAP_FAILED && has(p, high), "mmap of a file does, too");
	munmap(p, page);
	/* from the next page on: the one at the break may be an old VMA's */
	heap = sbrk(2 * page);
	result(heap != (void *)-1 && has(heap + page, high), "brk does, too");

	result(!mlockall(MCL_FUTURE) && look(NULL).flags & flag("VM_LOCKED") &&
	       has(NULL, high), "mlockall(MCL_FUTURE) keeps it");
	result(!munlockall() && !(look(NULL).flags & flag("VM_LOCKED")) &&
	       has(NULL, high), "munlockall keeps it");
	plant(NULL, 0);
}

int main(void)
{
	page = sysconf(_SC_PAGESIZE);
	printf("KTAP version 1\n");
	vma_fd = open("/proc/vm_flags/vma", O_RDWR);
	if (vma_fd < 0)
		die("/proc/vm_flags/vma");

	test_report();
	test_calls();
	test_fork();
	test_split_merge();
	test_mremap();
	test_def_flags();

	/* at the end, as TAP allows: the kernel at hand says how many flags */
	printf("1..%d\n", results);
	printf("# pass:%d fail:%d\n", results - failures, failures);
	return failures ? 1 : 0;
}
