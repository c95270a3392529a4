// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages that someone holds or that are written to behind the page tables' back:
 * not dropped while they are held, droppable afterwards, never for swap.
 */
#include "droppable.h"
#include <linux/io_uring.h>
#include <poll.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#define LEN	(8 * page)

static char *p;

static void droppable_after(const char *what)
{
	never_swapped(p, LEN, what);
	result(drop(p, LEN), "%s: dropped after it", what);
	munmap(p, LEN);
}

static void held(const char *what, char c)
{
	int i;

	for (i = 0; i < 3; i++)
		pageout(p, LEN);
	result(all(p, LEN, c), "%s: not dropped while it lasts", what);
	never_swapped(p, LEN, what);
}

static void direct_io(void)
{
	const char *device = getenv("DROPPABLE_DISK");
	int fd = device ? open(device, O_RDWR | O_DIRECT) : -1;

	if (fd < 0) {
		skip("O_DIRECT", "DROPPABLE_DISK names no device to write to");
		return;
	}
	p = droppable(LEN);
	fill(p, LEN, 'd');
	result(pwrite(fd, p, LEN, 0) == (ssize_t)LEN, "O_DIRECT write");
	fill(p, LEN, 'e');
	result(pread(fd, p, LEN, 0) == (ssize_t)LEN && all(p, LEN, 'd'), "O_DIRECT read");
	close(fd);
	droppable_after("O_DIRECT read");
}

static void vm_writev(void)
{
	char *from = malloc(LEN);
	struct iovec local = { from, LEN }, remote;

	p = droppable(LEN);
	remote = (struct iovec){ p, LEN };
	fill(from, LEN, 'w');
	result(process_vm_writev(getpid(), &local, 1, &remote, 1, 0) == (ssize_t)LEN &&
	       all(p, LEN, 'w'), "process_vm_writev");
	droppable_after("process_vm_writev");
	free(from);
}

/* The child's memory, written to by its tracer; it says what it finds. */
static void traced(void)
{
	int status;
	size_t i;
	long word;
	pid_t pid;

	p = droppable(LEN);
	fflush(stdout);
	pid = fork();
	if (!pid) {
		size_t with, there;

		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		there = page_flags(p, LEN, KPF_SWAPBACKED, &with);
		if (!all(p, LEN, 't') || there != LEN / page || with)
			_exit(1);
		_exit(drop(p, LEN) ? 0 : 2);
	}
	waitpid(pid, &status, 0);
	memset(&word, 't', sizeof(word));
	for (i = 0; i < LEN; i += sizeof(word))
		if (ptrace(PTRACE_POKEDATA, pid, p + i, word))
			break;
	result(i == LEN, "ptrace writes");
	ptrace(PTRACE_CONT, pid, NULL, 0);
	waitpid(pid, &status, 0);
	result(!status, "ptrace: there, not for swap, then dropped: wait status %#x", status);
	munmap(p, LEN);
}

static void spliced(void)
{
	char *got = malloc(LEN);
	struct iovec iov;
	int fds[2];

	p = droppable(LEN);
	iov = (struct iovec){ p, LEN };
	fill(p, LEN, 's');
	if (pipe(fds) || vmsplice(fds[1], &iov, 1, 0) != (ssize_t)LEN)
		die("vmsplice");
	held("vmsplice", 's');
	result(read(fds[0], got, LEN) == (ssize_t)LEN && all(got, LEN, 's'),
	       "vmsplice: read from the pipe");
	droppable_after("vmsplice");
	free(got);

	/* the pipe has the pages, the mapping is gone */
	p = droppable(LEN);
	iov = (struct iovec){ p, LEN };
	fill(p, LEN, 'u');
	if (vmsplice(fds[1], &iov, 1, 0) != (ssize_t)LEN)
		die("vmsplice");
	munmap(p, LEN);
	got = malloc(LEN);
	result(read(fds[0], got, LEN) == (ssize_t)LEN && all(got, LEN, 'u'),
	       "vmsplice, then munmap: read from the pipe");
	free(got);
	close(fds[0]);
	close(fds[1]);
}

/* io_uring with p as its only fixed buffer, which pins it. */
static int ring_fd = -1;
static struct io_uring_params params;
static char *sq, *sqes;

static bool ring(void)
{
	struct iovec iov = { p, LEN };
	size_t size;

	memset(&params, 0, sizeof(params));
	ring_fd = syscall(SYS_io_uring_setup, 1, &params);
	if (ring_fd < 0)
		return false;
	size = params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe);
	sq = mmap(NULL, size, RW, MAP_SHARED, ring_fd, IORING_OFF_SQ_RING);
	sqes = mmap(NULL, sizeof(struct io_uring_sqe), RW, MAP_SHARED, ring_fd, IORING_OFF_SQES);
	if (sq == MAP_FAILED || sqes == MAP_FAILED)
		die("mmap of io_uring");
	if (syscall(SYS_io_uring_register, ring_fd, IORING_REGISTER_BUFFERS, &iov, 1))
		die("IORING_REGISTER_BUFFERS");
	return true;
}

/* Reads into the fixed buffer from a pipe; how much. */
static int ring_read(int fd)
{
	struct io_uring_sqe *sqe = (struct io_uring_sqe *)sqes;
	unsigned int *tail = (unsigned int *)(sq + params.sq_off.tail);
	unsigned int *mask = (unsigned int *)(sq + params.cq_off.ring_mask);
	unsigned int *head = (unsigned int *)(sq + params.cq_off.head);
	struct io_uring_cqe *cqes = (struct io_uring_cqe *)(sq + params.cq_off.cqes);

	memset(sqe, 0, sizeof(*sqe));
	sqe->opcode = IORING_OP_READ_FIXED;
	sqe->fd = fd;
	sqe->addr = (uintptr_t)p;
	sqe->len = LEN;
	((unsigned int *)(sq + params.sq_off.array))[0] = 0;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring_fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		die("io_uring_enter");
	return cqes[(*head)++ & *mask].res;
}

static void ring_close(void)
{
	if (syscall(SYS_io_uring_register, ring_fd, IORING_UNREGISTER_BUFFERS, NULL, 0))
		die("IORING_UNREGISTER_BUFFERS");
	munmap(sq, params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe));
	munmap(sqes, sizeof(struct io_uring_sqe));
	close(ring_fd);
}

static int finds_zeroes(void)
{
	return !all(p, LEN, 0);
}

static void fixed(void)
{
	char *from = malloc(LEN);
	int fds[2], status;
	size_t kept, zero, torn;
	pid_t pid;

	p = droppable(LEN);
	if (!ring()) {
		skip("io_uring fixed buffer", "no io_uring");
		munmap(p, LEN);
		return;
	}
	fill(from, LEN, 'f');
	if (pipe(fds) || write(fds[1], from, LEN) != (ssize_t)LEN)
		die("pipe");
	result(ring_read(fds[0]) == (int)LEN && all(p, LEN, 'f'),
	       "io_uring reads into a fixed buffer");
	held("io_uring fixed buffer", 'f');

	/* pinned over a fork: the parent's stays what it is, the child has none */
	fflush(stdout);
	pid = fork();
	if (!pid)
		_exit(finds_zeroes());
	waitpid(pid, &status, 0);
	result(!status, "pinned, then fork: the child finds zeroes");
	fill(p, LEN, 'g');
	held("pinned, then fork", 'g');
	fill(from, LEN, 'h');
	if (write(fds[1], from, LEN) != (ssize_t)LEN)
		die("write to a pipe");
	result(ring_read(fds[0]) == (int)LEN && all(p, LEN, 'h'),
	       "pinned, then fork: what is read arrives");
	ring_close();
	droppable_after("io_uring fixed buffer");

	/* pinned, the mapping gone: written to, nothing left of it */
	p = droppable(LEN);
	fill(p, LEN, 'i');
	if (!ring())
		die("io_uring");
	munmap(p, LEN);
	if (write(fds[1], from, LEN) != (ssize_t)LEN)
		die("write to a pipe");
	result(ring_read(fds[0]) == (int)LEN, "pinned, then munmap: read into all the same");
	result(mmap(p, LEN, RW, MAP_DROPPABLE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == p &&
	       all(p, LEN, 0),
	       "pinned, then munmap: a new mapping is empty");
	ring_close();
	fill(p, LEN, 'j');
	droppable_after("pinned, then munmap");

	/* half pinned: only that half stays */
	p = droppable(2 * LEN);
	fill(p, 2 * LEN, 'k');
	if (!ring())
		die("io_uring");
	pageout(p, 2 * LEN);
	drop(p + LEN, LEN);
	kept = count(p, 2 * LEN, 'k', &zero, &torn);
	result(kept == LEN / page && all(p, LEN, 'k'),
	       "half of it pinned: that half stays, %zu pages are dropped", zero);
	munmap(p + LEN, LEN);
	ring_close();
	droppable_after("half of it pinned");
	free(from);
	close(fds[0]);
	close(fds[1]);
}

int main(void)
{
	begin();
	need_root();
	direct_io();
	vm_writev();
	traced();
	spliced();
	fixed();
	return finish();
}
