/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * userfaultfd on droppable memory, and the handler of the SIGBUS that it raises for
 * a page which is not there: makes what the page is to have, and puts it there.
 */
#ifndef UFFD_H
#define UFFD_H

#include "droppable.h"
#include <linux/userfaultfd.h>
#include <signal.h>
#include <sys/ioctl.h>

/* Linux 5.11 and later */
#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY	1
#endif

/* -1 where there is none, or not this feature. */
static inline int uffd_open_flags(int flags, unsigned long long features)
{
	struct uffdio_api api = { .api = UFFD_API, .features = features };
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC | flags);

	if (fd >= 0 && ioctl(fd, UFFDIO_API, &api)) {
		close(fd);
		return -1;
	}
	return fd;
}

static inline int uffd_open(unsigned long long features)
{
	return uffd_open_flags(features ? UFFD_USER_MODE_ONLY : 0, features);
}

/* 0 or an errno, as the others here */
static inline int uffd_register(int fd, char *p, size_t len, unsigned long long mode)
{
	struct uffdio_register reg = { .range = { (uintptr_t)p, len }, .mode = mode };

	return ioctl(fd, UFFDIO_REGISTER, &reg) ? errno : 0;
}

static inline int uffd_copy(int fd, char *dst, const char *src, size_t len)
{
	struct uffdio_copy copy = { .dst = (uintptr_t)dst, .src = (uintptr_t)src, .len = len };

	return ioctl(fd, UFFDIO_COPY, &copy) ? errno : 0;
}

/* As the documentation has it: again after EAGAIN, and later when there is no memory. */
static inline int uffd_fill(int fd, char *dst, const char *src, volatile int *waits)
{
	int error;

	while ((error = uffd_copy(fd, dst, src, page)) == EAGAIN || error == ENOMEM)
		if (error == ENOMEM) {
			++*waits;
			usleep(1000);
		}
	return error;
}

/* Registered for missing pages. */
static inline char *uffd_droppable(int fd, size_t len)
{
	char *p = droppable(len);
	int error = uffd_register(fd, p, len, UFFDIO_REGISTER_MODE_MISSING);

	if (error) {
		errno = error;
		die("UFFDIO_REGISTER of droppable memory");
	}
	return p;
}

static struct {
	int fd;
	char *p, *buffer;		/* what is cached, a page for the handler */
	volatile int signals, code;	/* and of the last one: */
	char *volatile addr;
} bus;

/* What the page at p has in it, when it is there. */
static inline char content(const char *p)
{
	return 'A' + (p - bus.p) / page % 26;
}

static inline void on_bus(int sig, siginfo_t *info, void *context)
{
	char *at = (char *)((uintptr_t)info->si_addr & -page);
	int saved = errno, error;

	(void)sig;
	(void)context;
	bus.signals++;
	bus.code = info->si_code;
	bus.addr = at;
	fill(bus.buffer, page, content(at));
	error = uffd_copy(bus.fd, at, bus.buffer, page);
	/* not ours, or no end of it */
	if ((error && error != EEXIST) || bus.signals > 100000)
		_exit(17);
	errno = saved;
}

static inline void bus_handler(void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction sa = { .sa_flags = SA_SIGINFO };

	sa.sa_sigaction = handler;
	if (sigaction(SIGBUS, &sa, NULL))
		die("sigaction");
}

/* Drops pages without a look at them, which would raise SIGBUS. */
static inline bool lose(char *p, size_t len)
{
	int tries = 0;
	bool gone;
	char *q;

	do {
		pageout(p, len);
		for (q = p; q < p + len && !resident(q); q += page)
			;
		gone = q == p + len;
	} while (!gone && again(&tries));
	on_cpu(home);
	return gone;
}

/*
 * The bit of PF_MEMALLOC_NORETRY in the task's flags (in 6.12 and later, and in 6.1):
 * not to be left set by anything.
 */
static inline unsigned long noretry(void)
{
	char line[1024] = "", *s;
	int fd = open("/proc/self/stat", O_RDONLY), n;

	if (fd < 0 || read(fd, line, sizeof(line) - 1) < 0)
		die("/proc/self/stat");
	close(fd);
	/* the seventh after the name */
	s = strrchr(line, ')');
	for (n = 0; s && n < 7; n++)
		s = strchr(s + 1, ' ');
	return s ? strtoul(s, NULL, 10) & 0x01004000 : 0;
}

#endif
