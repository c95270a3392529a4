// SPDX-License-Identifier: GPL-2.0-only
/*
 * A page of droppable memory that is not there raises SIGBUS where userfaultfd was
 * told so, and the kernel's own accesses fail.  What ends that: fork, mremap that
 * moves, and the end of the userfaultfd.
 */
#define _FILE_OFFSET_BITS 64	/* of /proc/self/mem */
#include "uffd.h"
#include <linux/io_uring.h>
#include <sys/uio.h>

#define NR	8
#define LEN	(NR * page)

#ifndef SYS_futex
#define SYS_futex	SYS_futex_time64
#endif
#define FUTEX_WAKE_OP		5
#define FUTEX_PRIVATE_FLAG	128
#define FUTEX_OP_ADD		1

/* Linux 6.6 and later */
#ifndef UFFDIO_POISON
#define UFFD_FEATURE_POISON	0x4000
#define UFFDIO_POISON		_IOWR(UFFDIO, 0x08, struct uffdio_poison)
struct uffdio_poison {
	struct uffdio_range range;
	__u64 mode;
	__s64 updated;
};
#endif

static char *p;
static unsigned long before;	/* of noretry() */

/* A byte of the page at q is asked for, and its page is what the handler made of it. */
static void raises(const char *what, char *q, bool write)
{
	volatile char *at = q + page / 2 + 3;
	char got;

	bus.signals = 0;
	bus.addr = NULL;
	bus.code = 0;
	if (write)
		*at = content(q);
	got = *at;
	result(bus.signals == 1 && bus.code == BUS_ADRERR && bus.addr == q,
	       "%s: %d SIGBUS, code %d, at %p of %p", what, bus.signals, bus.code,
	       (void *)bus.addr, (void *)q);
	result(got == content(q) && all(q, page, content(q)) && bus.signals == 1,
	       "%s: the page is there", what);
}

static void by_touch(void)
{
	static char c;
	size_t i;

	raises("read, never filled", p, false);
	raises("write, never filled", p + page, true);
	for (i = 2; i < NR; i++)
		fill(p + i * page, page, content(p + i * page));
	never_swapped(p, LEN, "filled");
	result(uffd_copy(bus.fd, p, bus.buffer, page) == EEXIST && *p == content(p),
	       "a page that is there stays");
	result(lose(p, LEN), "dropped");
	result(smaps_kb(p, "Swap") == 0, "nothing swapped");
	raises("read, dropped", p + 2 * page, false);
	raises("write, dropped", p + 3 * page, true);
	if (madvise(p + 2 * page, page, MADV_DONTNEED))
		die("MADV_DONTNEED");
	raises("MADV_DONTNEED", p + 2 * page, false);
	bus.signals = 0;
	c = p[3 * page];
	result(c == content(p + 3 * page) && !bus.signals, "its neighbour is as it was");
	never_swapped(p, LEN, "filled again");
	result(noretry() == before, "no allocation scope is left");
}

static void fails(const char *what, long ret, int error, int want)
{
	result(ret == -1 && error == want && !bus.signals, "%s: %s", what,
	       ret == -1 ? strerror(error) : "succeeds");
}

static void by_io_uring(char *lost)
{
	struct io_uring_params params = { 0 };
	struct iovec iov = { lost, page };
	struct io_uring_sqe *sqe;
	struct io_uring_cqe *cqes;
	size_t size;
	int fd = syscall(SYS_io_uring_setup, 1, &params), fds[2];
	unsigned int *tail;
	char *sq;
	long ret;

	if (fd < 0) {
		skip("io_uring", strerror(errno));
		return;
	}
	ret = syscall(SYS_io_uring_register, fd, IORING_REGISTER_BUFFERS, &iov, 1);
	fails("io_uring, a fixed buffer", ret, errno, EFAULT);
	size = params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe);
	sq = mmap(NULL, size, RW, MAP_SHARED, fd, IORING_OFF_SQ_RING);
	sqe = mmap(NULL, page, RW, MAP_SHARED, fd, IORING_OFF_SQES);
	if (sq == MAP_FAILED || sqe == MAP_FAILED || pipe(fds) || write(fds[1], "*", 1) != 1)
		die("io_uring");
	sqe->opcode = IORING_OP_READ;
	sqe->fd = fds[0];
	sqe->addr = (uintptr_t)lost;
	sqe->len = 1;
	tail = (unsigned int *)(sq + params.sq_off.tail);
	cqes = (struct io_uring_cqe *)(sq + params.cq_off.cqes);
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		die("io_uring_enter");
	fails("io_uring reads into it", cqes[0].res < 0 ? -1 : 0, -cqes[0].res, EFAULT);
	munmap(sq, size);
	munmap(sqe, page);
	close(fds[0]);
	close(fds[1]);
	close(fd);
}

/* Page 0 is there, page 1 is not. */
static void by_kernel(void)
{
	char *lost = p + page, *two = malloc(2 * page);
	struct iovec to = { two, 2 * page }, from = { p, 2 * page };
	int fds[2], fd, word = 0;
	long ret;

	if (!lose(p, LEN) || pipe(fds) || write(fds[1], "**", 2) != 2)
		die("a pipe, and a page that is lost");
	(void)*(volatile char *)p;
	bus.signals = 0;
	ret = read(fds[0], lost, 1);
	fails("read(2) into it", ret, errno, EFAULT);
	ret = write(fds[1], lost, 1);
	fails("write(2) from it", ret, errno, EFAULT);
	ret = madvise(lost, page, MADV_POPULATE_READ);
	fails("MADV_POPULATE_READ", ret, errno, EFAULT);
	ret = madvise(lost, page, MADV_POPULATE_WRITE);
	fails("MADV_POPULATE_WRITE", ret, errno, EFAULT);
	fd = open("/proc/self/mem", O_RDWR);
	ret = pread(fd, two, 1, (uintptr_t)lost);
	fails("/proc/self/mem, read", ret, errno, EIO);
	ret = pwrite(fd, two, 1, (uintptr_t)lost);
	fails("/proc/self/mem, write", ret, errno, EIO);
	close(fd);
	ret = syscall(SYS_futex, &word, FUTEX_WAKE_OP | FUTEX_PRIVATE_FLAG, 0, 0, lost,
		      FUTEX_OP_ADD << 28);
	fails("futex", ret, errno, EFAULT);
	by_io_uring(lost);
	ret = process_vm_readv(getpid(), &to, 1, &from, 1, 0);
	result(ret == (long)page && all(two, page, content(p)) && !bus.signals,
	       "process_vm_readv: %ld bytes, up to it", ret);
	from = (struct iovec){ lost, page };
	ret = process_vm_readv(getpid(), &to, 1, &from, 1, 0);
	fails("process_vm_readv, from it", ret, errno, EFAULT);
	result(!mlock(p, LEN) && !bus.signals, "mlock: leaves it out");
	munlock(p, LEN);
	result(resident(p) && !resident(lost), "mincore: which is there, and which is not");
	result(noretry() == before, "no allocation scope is left");
	close(fds[0]);
	close(fds[1]);
	free(two);
}

static int child_reads(void)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		struct sigaction sa = { .sa_handler = SIG_DFL };

		sigaction(SIGBUS, &sa, NULL);
		_exit(all(p, LEN, 0) ? 42 : 1);
	}
	waitpid(pid, &status, 0);
	return status;
}

static void on_fork(void)
{
	int status = child_reads();

	result(WIFEXITED(status) && WEXITSTATUS(status) == 42,
	       "fork: the child finds zeroes: wait status %#x", status);
	if (madvise(p, LEN, MADV_DONTFORK))
		die("MADV_DONTFORK");
	status = child_reads();
	result(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV,
	       "MADV_DONTFORK: the child has no such memory: wait status %#x", status);
	madvise(p, LEN, MADV_DOFORK);
	raises("after a fork", p + 4 * page, true);
}

static volatile int poison_signal;

static void on_poison(int sig, siginfo_t *info, void *context)
{
	poison_signal = sig;
	on_bus(sig, info, context);
}

/* 0 or an errno */
static int poison(char *q)
{
	struct uffdio_poison arg = { .range = { (uintptr_t)q, page } };

	return ioctl(bus.fd, UFFDIO_POISON, &arg) ? errno : 0;
}

/* The others end in BUG(). */
static bool handles_poison(void)
{
	static const char * const machines[] = {
		"86", "arm", "aarch64", "ppc", "riscv", "s390", "loongarch", "parisc" };
	char machine[64] = "";
	int fd = open("/proc/sys/kernel/arch", O_RDONLY);
	size_t i;

	if (fd < 0 || read(fd, machine, sizeof(machine) - 1) <= 0)
		die("/proc/sys/kernel/arch");
	close(fd);
	for (i = 0; i < sizeof(machines) / sizeof(*machines); i++)
		if (strstr(machine, machines[i]))
			return true;
	return false;
}

/*
 * A page that is poisoned is not one that is lost: it stays so.  The signal for it is
 * the architecture's, and its code says BUS_MCEERR_AR with CONFIG_MEMORY_FAILURE only.
 */
static void by_poison(void)
{
	struct sigaction sa = { .sa_flags = SA_SIGINFO }, old;
	char *q = p + 5 * page, *o;
	int fd = uffd_open(UFFD_FEATURE_POISON), error, signal, code;

	if (fd < 0) {
		skip("UFFDIO_POISON", "this kernel doesn't know it");
		return;
	}
	close(fd);
	if (!handles_poison()) {
		skip("UFFDIO_POISON", "the faults of this architecture take it for a bug");
		return;
	}
	o = mmap(NULL, page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (o == MAP_FAILED || uffd_register(bus.fd, o, page, UFFDIO_REGISTER_MODE_MISSING) ||
	    poison(o) || madvise(q, page, MADV_DONTNEED))
		die("ordinary memory that is poisoned, and a page that is lost");
	sa.sa_sigaction = on_poison;
	sigaction(SIGSEGV, &sa, &old);
	bus_handler(on_poison);
	(void)*(volatile char *)o;
	signal = poison_signal;
	code = bus.code;
	error = poison(q);
	result(!error && poison(q) == EEXIST, "UFFDIO_POISON: %s", strerror(error));
	pageout(q, page);
	result(poison(q) == EEXIST, "poisoned, MADV_PAGEOUT: stays so");
	bus.signals = 0;
	(void)*(volatile char *)q;
	result(bus.signals == 1 && poison_signal == signal && bus.code == code && bus.addr == q,
	       "poisoned: signal %d, code %d, as for ordinary memory", poison_signal, bus.code);
	result(all(q, page, content(q)) && bus.signals == 1, "poisoned: UFFDIO_COPY fills it");
	never_swapped(q, page, "poisoned, filled");
	sigaction(SIGSEGV, &old, NULL);
	bus_handler(on_bus);
	if (madvise(q, page, MADV_DONTNEED) || poison(q) || madvise(q, page, MADV_DONTNEED))
		die("MADV_DONTNEED");
	raises("poisoned, MADV_DONTNEED", q, false);
	munmap(o, page);
}

static void on_mremap(void)
{
	char *q = mmap(NULL, LEN, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *old = p;

	if (madvise(p + page, LEN - page, MADV_DONTNEED))
		die("MADV_DONTNEED");
	(void)*(volatile char *)p;
	bus.signals = 0;
	if (mremap(p, LEN, LEN, MREMAP_MAYMOVE | MREMAP_FIXED, q) != q)
		die("mremap");
	result(!has(q, "um") && has(q, "dp"), "mremap that moves: no more missing pages");
	result(all(q, page, content(old)) && all(q + page, LEN - page, 0) && !bus.signals,
	       "mremap that moves: what was there, and zeroes");
	munmap(q, LEN);
}

static void on_close(void)
{
	p = uffd_droppable(bus.fd, LEN);
	bus.p = p;
	raises("a new mapping", p, true);
	bus.signals = 0;
	close(bus.fd);
	result(!has(p, "um") && has(p, "dp"), "close: no more missing pages");
	result(all(p, page, content(p)) && all(p + page, LEN - page, 0) && !bus.signals,
	       "close: what was there, and zeroes");
	result(drop(p, LEN), "dropped: zeroes");
}

int main(void)
{
	begin();
	need_root();
	bus.fd = uffd_open(UFFD_FEATURE_SIGBUS);
	if (bus.fd < 0) {
		puts("1..0 # SKIP no userfaultfd that raises SIGBUS");
		return KSFT_SKIP;
	}
	before = noretry();
	bus.buffer = malloc(page);
	p = uffd_droppable(bus.fd, LEN);
	bus.p = p;
	bus_handler(on_bus);
	by_touch();
	by_kernel();
	by_poison();
	on_fork();
	on_mremap();
	on_close();
	return finish();
}
