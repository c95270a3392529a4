// SPDX-License-Identifier: GPL-2.0-only
/*
 * See libc.h.  Of each kind the system call that every 32-bit architecture has,
 * the new ones too; where an argument has 64 bits, the call that takes it in two
 * halves of a fixed order.
 */
#include "libc.h"

/* The stack at the start: argc, argv, NULL, environ.  Of an architecture's own. */
#if defined(__arm__)
asm(".globl _start\n_start: mov r0, sp\n bic sp, sp, #7\n bl start\n");

static long call(long nr, long a, long b, long c, long d, long e, long f)
{
	register long r7 asm("r7") = nr;
	register long r0 asm("r0") = a;
	register long r1 asm("r1") = b;
	register long r2 asm("r2") = c;
	register long r3 asm("r3") = d;
	register long r4 asm("r4") = e;
	register long r5 asm("r5") = f;

	asm volatile("svc 0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
		     : "memory");
	return r0;
}
#elif defined(__riscv)
asm(".globl _start\n_start:\n"
    ".option push\n.option norelax\n lla gp, __global_pointer$\n.option pop\n"
    " mv a0, sp\n andi sp, sp, -16\n call start\n");

static long call(long nr, long a, long b, long c, long d, long e, long f)
{
	register long a7 asm("a7") = nr;
	register long a0 asm("a0") = a;
	register long a1 asm("a1") = b;
	register long a2 asm("a2") = c;
	register long a3 asm("a3") = d;
	register long a4 asm("a4") = e;
	register long a5 asm("a5") = f;

	asm volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5)
		     : "memory");
	return a0;
}
#elif defined(__sparc__)
/* At the start 16 words for the registers are in front of them; six more for what
   start() may store. */
asm(".globl _start\n_start: clr %fp\n add %sp, 64, %o0\n sub %sp, 24, %sp\n call start\n nop\n");

static long call(long nr, long a, long b, long c, long d, long e, long f)
{
	register long g1 asm("g1") = nr;
	register long o0 asm("o0") = a;
	register long o1 asm("o1") = b;
	register long o2 asm("o2") = c;
	register long o3 asm("o3") = d;
	register long o4 asm("o4") = e;
	register long o5 asm("o5") = f;

	/* with carry the result is an errno; clone() says in o1 who is the child */
	asm volatile("ta 0x10\n bcs,a 1f\n neg %0\n1:"
		     : "+r"(o0), "+r"(o1), "+r"(g1) : "r"(o2), "r"(o3), "r"(o4), "r"(o5)
		     : "memory", "cc");
	return nr == __NR_clone && o1 ? 0 : o0;
}

/*
 * v8 can add nothing in one go, but take a byte.  It is shared with what is
 * forked; whoever is killed with it stops the rest.
 */
static unsigned char *lock;

unsigned int __atomic_fetch_add_4(volatile void *p, unsigned int by, int order)
{
	volatile unsigned int *word = p;
	unsigned int was, held;

	(void)order;
	for (;;) {
		asm volatile("ldstub [%1], %0" : "=&r"(held) : "r"(lock) : "memory");
		if (!held)
			break;
		sched_yield();
	}
	was = *word;
	*word = was + by;
	asm volatile("stb %%g0, [%0]" : : "r"(lock) : "memory");
	return was;
}
#else
#error "tests/libc/libc.c: how does this architecture start, and call its kernel?"
#endif

#ifndef __arm__
/* What gcc calls for: there is no libgcc for these 32-bit programs. */
uint64_t __ashldi3(uint64_t x, int n)
{
	uint32_t high = x >> 32, low = x;

	if (n & 32)
		return (uint64_t)(low << (n & 31)) << 32;
	if (n)
		high = high << n | low >> (32 - n);
	return (uint64_t)high << 32 | low << n;
}

uint64_t __lshrdi3(uint64_t x, int n)
{
	uint32_t high = x >> 32, low = x;

	if (n & 32)
		return high >> (n & 31);
	if (n)
		low = low >> n | high << (32 - n);
	return (uint64_t)(high >> n) << 32 | low;
}
#endif

int errno;
char **environ;
int main(int argc, char **argv);

void __attribute__((noreturn, used)) start(long *sp)
{
#ifdef __sparc__
	lock = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
#endif
	environ = (char **)(sp + 1 + sp[0] + 1);
	exit(main(sp[0], (char **)(sp + 1)));
}

static long result(long r)
{
	if (r < 0 && r >= -4095) {
		errno = -r;
		return -1;
	}
	return r;
}

long syscall(long nr, ...)
{
	long a[6];
	va_list ap;
	int i;

	/* more than there are at times: the kernel takes what it needs */
	va_start(ap, nr);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	return result(call(nr, a[0], a[1], a[2], a[3], a[4], a[5]));
}

#define SYS0(nr)		result(call(__NR_##nr, 0, 0, 0, 0, 0, 0))
#define SYS1(nr, a)		result(call(__NR_##nr, (long)(a), 0, 0, 0, 0, 0))
#define SYS2(nr, a, b)		result(call(__NR_##nr, (long)(a), (long)(b), 0, 0, 0, 0))
#define SYS3(nr, a, b, c)	result(call(__NR_##nr, (long)(a), (long)(b), (long)(c), 0, 0, 0))
#define SYS4(nr, a, b, c, d)	result(call(__NR_##nr, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0))
#define SYS5(nr, a, b, c, d, e)	result(call(__NR_##nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0))
#define SYS6(nr, a, b, c, d, e, f) result(call(__NR_##nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)))

/* The n-th variable argument after last, a long. */
#define ARGS(last)				\
	long a[4];				\
	va_list ap;				\
	int i;					\
						\
	va_start(ap, last);			\
	for (i = 0; i < 4; i++)			\
		a[i] = va_arg(ap, long);	\
	va_end(ap)

int open(const char *path, int flags, ...)
{
	ARGS(flags);

	return SYS4(openat, AT_FDCWD, path, flags, a[0]);
}

int close(int fd) { return SYS1(close, fd); }
ssize_t read(int fd, void *buf, size_t n) { return SYS3(read, fd, buf, n); }
ssize_t write(int fd, const void *buf, size_t n) { return SYS3(write, fd, buf, n); }

ssize_t pread(int fd, void *buf, size_t n, off_t at)
{
	struct iovec v = { buf, n };

	return SYS5(preadv, fd, &v, 1, at, (uint64_t)at >> 32);
}

ssize_t pwrite(int fd, const void *buf, size_t n, off_t at)
{
	struct iovec v = { (void *)buf, n };

	return SYS5(pwritev, fd, &v, 1, at, (uint64_t)at >> 32);
}

int access(const char *path, int mode) { return SYS3(faccessat, AT_FDCWD, path, mode); }
int unlink(const char *path) { return SYS3(unlinkat, AT_FDCWD, path, 0); }
int rmdir(const char *path) { return SYS3(unlinkat, AT_FDCWD, path, AT_REMOVEDIR); }
int dup2(int from, int to) { return SYS3(dup3, from, to, 0); }
int pipe(int fd[2]) { return SYS2(pipe2, fd, 0); }
pid_t fork(void) { return SYS5(clone, SIGCHLD, 0, 0, 0, 0); }
pid_t getpid(void) { return SYS0(getpid); }
pid_t getppid(void) { return SYS0(getppid); }
int setpgid(pid_t pid, pid_t group) { return SYS2(setpgid, pid, group); }

#ifdef __NR_setresuid32
int setresuid(uid_t r, uid_t e, uid_t s) { return SYS3(setresuid32, r, e, s); }
uid_t getuid(void) { return SYS0(getuid32); }
#else
int setresuid(uid_t r, uid_t e, uid_t s) { return SYS3(setresuid, r, e, s); }
uid_t getuid(void) { return SYS0(getuid); }
#endif

int execl(const char *path, const char *arg, ...)
{
	const char *argv[] = { arg, NULL };

	return SYS3(execve, path, argv, environ);
}

void _exit(int status)
{
	for (;;)
		SYS1(exit_group, status);
}

int usleep(unsigned int us)
{
	struct timespec t = { .tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000 };

	return SYS4(clock_nanosleep_time64, CLOCK_MONOTONIC, 0, &t, NULL) ? -1 : 0;
}

unsigned int sleep(unsigned int s)
{
	struct timespec t = { .tv_sec = s };

	SYS4(clock_nanosleep_time64, CLOCK_MONOTONIC, 0, &t, NULL);
	return 0;
}

int pause(void) { return SYS5(ppoll_time64, NULL, 0, NULL, NULL, 0); }

long sysconf(int name)
{
	return name == _SC_PAGESIZE ? 4096 : -1;
}

void *sbrk(long by)
{
	char *old = (char *)call(__NR_brk, 0, 0, 0, 0, 0, 0);

	if ((char *)call(__NR_brk, (long)(old + by), 0, 0, 0, 0, 0) != old + by) {
		errno = ENOMEM;
		return (void *)-1;
	}
	return old;
}

ssize_t vmsplice(int fd, const struct iovec *v, size_t n, unsigned int flags)
{
	return SYS4(vmsplice, fd, v, n, flags);
}

void *mmap(void *at, size_t len, int prot, int flags, int fd, off_t offset)
{
	return (void *)SYS6(mmap2, at, len, prot, flags, fd, offset >> 12);
}

int munmap(void *at, size_t len) { return SYS2(munmap, at, len); }
int mprotect(void *at, size_t len, int prot) { return SYS3(mprotect, at, len, prot); }

void *mremap(void *at, size_t from, size_t to, int flags, ...)
{
	ARGS(flags);

	return (void *)SYS5(mremap, at, from, to, flags, a[0]);
}

int madvise(void *at, size_t len, int advice) { return SYS3(madvise, at, len, advice); }
int mincore(void *at, size_t len, unsigned char *vec) { return SYS3(mincore, at, len, vec); }
int mlock(const void *at, size_t len) { return SYS2(mlock, at, len); }
int munlock(const void *at, size_t len) { return SYS2(munlock, at, len); }
int mlockall(int flags) { return SYS1(mlockall, flags); }
int munlockall(void) { return SYS0(munlockall); }
int mkdir(const char *path, mode_t mode) { return SYS3(mkdirat, AT_FDCWD, path, mode); }

int mount(const char *from, const char *on, const char *type, unsigned long flags,
	  const void *data)
{
	return SYS5(mount, from, on, type, flags, data);
}

int swapon(const char *path, int flags) { return SYS2(swapon, path, flags); }
int swapoff(const char *path) { return SYS1(swapoff, path); }
int reboot(int how) { return SYS4(reboot, 0xfee1dead, 672274793, how, NULL); }

int ioctl(int fd, unsigned long what, ...)
{
	ARGS(what);

	return SYS3(ioctl, fd, what, a[0]);
}

int prctl(int what, ...)
{
	ARGS(what);

	return SYS5(prctl, what, a[0], a[1], a[2], a[3]);
}

long ptrace(int what, ...)
{
	ARGS(what);

	return SYS4(ptrace, what, a[0], a[1], a[2]);
}

int setrlimit(int what, const struct rlimit *to)
{
	struct rlimit64 wide = { to->rlim_cur, to->rlim_max };

	return SYS4(prlimit64, 0, what, &wide, NULL);
}

ssize_t process_vm_writev(pid_t pid, const struct iovec *from, unsigned long n,
			  const struct iovec *to, unsigned long m, unsigned long flags)
{
	return SYS6(process_vm_writev, pid, from, n, to, m, flags);
}

ssize_t process_vm_readv(pid_t pid, const struct iovec *to, unsigned long n,
			 const struct iovec *from, unsigned long m, unsigned long flags)
{
	return SYS6(process_vm_readv, pid, to, n, from, m, flags);
}

pid_t wait(int *status) { return waitpid(-1, status, 0); }

/* By waitid(): riscv32 has no wait4(). */
pid_t waitpid(pid_t pid, int *status, int options)
{
	siginfo_t info = { };
	int s;

	/* A tracer's child that stops is waited for as well. */
	if (SYS5(waitid, pid < 0 ? P_ALL : P_PID, pid, &info, options | WEXITED | WSTOPPED, NULL))
		return -1;
	switch (info.si_code) {
	case CLD_EXITED:
		s = info.si_status << 8;
		break;
	case CLD_STOPPED:
	case CLD_TRAPPED:
		s = info.si_status << 8 | 0x7f;
		break;
	default:
		s = info.si_status | (info.si_code == CLD_DUMPED ? 0x80 : 0);
	}
	if (status && info.si_pid)
		*status = s;
	return info.si_pid;
}

int poll(struct pollfd *p, unsigned int n, int ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };

	return SYS5(ppoll_time64, p, n, ms < 0 ? NULL : &t, NULL, 0);
}

int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set)
{
	return SYS3(sched_setaffinity, pid, size, set);
}

int sched_getcpu(void)
{
	unsigned int cpu = 0;

	return SYS3(getcpu, &cpu, NULL, NULL) ? -1 : (int)cpu;
}

int sched_yield(void) { return SYS0(sched_yield); }

int sigaction(int sig, const struct sigaction *new, struct sigaction *old)
{
	/* without SA_RESTORER the kernel's own way back is taken */
	struct {
		void (*handler)(int);
		unsigned long flags;
#if defined(__arm__) || defined(__sparc__)
		void (*restorer)(void);
#endif
		unsigned long mask[2];
	} k = { .handler = new->sa_handler, .flags = new->sa_flags };

	if (old)
		memset(old, 0, sizeof(*old));
#ifdef __sparc__
	return SYS5(rt_sigaction, sig, &k, NULL, NULL, sizeof(k.mask));
#else
	return SYS4(rt_sigaction, sig, &k, NULL, sizeof(k.mask));
#endif
}

int kill(pid_t pid, int sig) { return SYS2(kill, pid, sig); }
int raise(int sig) { return kill(getpid(), sig); }

void abort(void)
{
	raise(SIGABRT);
	_exit(127);
}

int clock_gettime(clockid_t clock, struct timespec *t)
{
	return SYS2(clock_gettime64, clock, t);
}

int clock_getcpuclockid(pid_t pid, clockid_t *clock)
{
	*clock = ~pid << 3 | 2;
	return 0;
}

time_t time(time_t *to)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	if (to)
		*to = t.tv_sec;
	return t.tv_sec;
}

void *memset(void *p, int c, size_t n)
{
	unsigned long word = (unsigned char)c * (~0UL / 255);
	char *q = p;

	for (; n && (uintptr_t)q % sizeof(word); n--)
		*q++ = c;
	for (; n >= sizeof(word); n -= sizeof(word), q += sizeof(word))
		*(unsigned long __attribute__((may_alias)) *)q = word;
	while (n--)
		*q++ = c;
	return p;
}

void *memcpy(void *to, const void *from, size_t n)
{
	const char *s = from;
	char *d = to;

	while (n--)
		*d++ = *s++;
	return to;
}

void *memmove(void *to, const void *from, size_t n)
{
	const char *s = from;
	char *d = to;

	if (d <= s)
		return memcpy(to, from, n);
	while (n--)
		d[n] = s[n];
	return to;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *p = a, *q = b;

	for (; n; n--, p++, q++)
		if (*p != *q)
			return *p - *q;
	return 0;
}

size_t strlen(const char *s)
{
	size_t n = 0;

	while (s[n])
		n++;
	return n;
}

char *strcpy(char *to, const char *from) { return memcpy(to, from, strlen(from) + 1); }

int strncmp(const char *a, const char *b, size_t n)
{
	for (; n && *a && *a == *b; n--)
		a++, b++;
	return n ? (unsigned char)*a - (unsigned char)*b : 0;
}

int strcmp(const char *a, const char *b) { return strncmp(a, b, SIZE_MAX); }

static int lower(int c) { return c >= 'A' && c <= 'Z' ? c | 32 : c; }

int strcasecmp(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b))
		a++, b++;
	return lower(*a) - lower(*b);
}

char *strchr(const char *s, int c)
{
	for (; *s != (char)c; s++)
		if (!*s)
			return NULL;
	return (char *)s;
}

char *strrchr(const char *s, int c)
{
	const char *found = NULL;

	do
		if (*s == (char)c)
			found = s;
	while (*s++);
	return (char *)found;
}

char *strstr(const char *s, const char *what)
{
	for (; strncmp(s, what, strlen(what)); s++)
		if (!*s)
			return NULL;
	return (char *)s;
}

size_t strcspn(const char *s, const char *reject)
{
	size_t n = 0;

	while (s[n] && !strchr(reject, s[n]))
		n++;
	return n;
}

char *strerror(int error)
{
	static char text[16];

	snprintf(text, sizeof(text), "errno %d", error);
	return text;
}

static void (*at_exit[8])(void);
static int at_exits;

int atexit(void (*function)(void))
{
	if (at_exits == sizeof(at_exit) / sizeof(*at_exit))
		return -1;
	at_exit[at_exits++] = function;
	return 0;
}

void exit(int status)
{
	while (at_exits)
		at_exit[--at_exits]();
	_exit(status);
}

char *getenv(const char *name)
{
	size_t n = strlen(name);
	char **e;

	for (e = environ; *e; e++)
		if (!strncmp(*e, name, n) && (*e)[n] == '=')
			return *e + n + 1;
	return NULL;
}

/* A mapping each, with its size in front. */
void *malloc(size_t size)
{
	size_t *p;

	size += 16;
	p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return NULL;
	*p = size;
	return (char *)p + 16;
}

void free(void *p)
{
	size_t *q = p ? (size_t *)((char *)p - 16) : NULL;

	if (q)
		munmap(q, *q);
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : lower(c) >= 'a' && lower(c) <= 'z' ? lower(c) - 'a' + 10 : 99;
}

unsigned long long strtoull(const char *s, char **end, int base)
{
	unsigned long long x = 0;
	bool minus;

	while (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		s++;
	minus = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	if ((base == 0 || base == 16) && *s == '0' && lower(s[1]) == 'x' && digit(s[2]) < 16) {
		s += 2;
		base = 16;
	} else if (!base) {
		base = *s == '0' ? 8 : 10;
	}
	for (; digit(*s) < base; s++)
		x = x * base + digit(*s);
	if (end)
		*end = (char *)s;
	return minus ? -x : x;
}

long long strtoll(const char *s, char **end, int base) { return strtoull(s, end, base); }
long strtol(const char *s, char **end, int base) { return strtoull(s, end, base); }
unsigned long strtoul(const char *s, char **end, int base) { return strtoull(s, end, base); }

static FILE out = { .fd = 1 }, err = { .fd = 2 };
FILE *const stdout = &out, *const stderr = &err;

FILE *fdopen(int fd, const char *mode)
{
	FILE *f = fd < 0 || mode[0] != 'r' ? NULL : malloc(sizeof(*f));

	if (f) {
		f->fd = fd;
		f->size = sizeof(f->buf);
		f->at = f->end = 0;
	}
	return f;
}

FILE *fopen(const char *path, const char *mode) { return fdopen(open(path, O_RDONLY), mode); }

int fclose(FILE *f)
{
	int fd = f->fd;

	free(f);
	return close(fd);
}

int setvbuf(FILE *f, char *buf, int mode, size_t size)
{
	(void)buf;
	(void)size;
	f->size = mode == _IONBF ? 1 : sizeof(f->buf);
	return 0;
}

static int get(FILE *f)
{
	ssize_t n;

	if (f->at == f->end) {
		n = read(f->fd, f->buf, f->size);
		if (n <= 0)
			return EOF;
		f->at = 0;
		f->end = n;
	}
	return (unsigned char)f->buf[f->at++];
}

char *fgets(char *s, int size, FILE *f)
{
	int n = 0, c = 0;

	while (n < size - 1 && c != '\n' && (c = get(f)) != EOF)
		s[n++] = c;
	s[n] = '\0';
	return n ? s : NULL;
}

size_t fread(void *p, size_t size, size_t n, FILE *f)
{
	size_t done, i;
	char *to = p;
	int c;

	for (done = 0; done < n; done++)
		for (i = 0; i < size; i++) {
			c = get(f);
			if (c == EOF)
				return done;
			*to++ = c;
		}
	return done;
}

int fflush(FILE *f) { (void)f; return 0; }
int fputs(const char *s, FILE *f) { return write(f->fd, s, strlen(s)); }
int puts(const char *s) { return printf("%s\n", s); }
int putchar(int c) { char b = c; return write(1, &b, 1); }
void perror(const char *what) { fprintf(stderr, "%s: %s\n", what, strerror(errno)); }

/* x /= 10, without a 64-bit division; what is left over */
static int tenth(uint64_t *x)
{
	uint32_t part[4] = { *x >> 48, (*x >> 32) & 0xffff, (uint32_t)*x >> 16, *x & 0xffff };
	uint32_t rest = 0;
	int i;

	for (i = 0; i < 4; i++) {
		rest = rest << 16 | part[i];
		part[i] = rest / 10;
		rest %= 10;
	}
	*x = (uint64_t)part[0] << 48 | (uint64_t)part[1] << 32 | part[2] << 16 | part[3];
	return rest;
}

int vsnprintf(char *to, size_t size, const char *fmt, va_list ap)
{
	char number[24], *s;
	size_t n = 0, width, len;
	int longs, base;
	bool alternate, minus, zero;
	uint64_t x;

#define PUT(c) do { if (n + 1 < size) to[n] = (c); n++; } while (0)
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			PUT(*fmt);
			continue;
		}
		alternate = zero = minus = false;
		for (fmt++; *fmt == '#' || *fmt == '0'; fmt++)
			*(*fmt == '#' ? &alternate : &zero) = true;
		for (width = 0; *fmt >= '0' && *fmt <= '9'; fmt++)
			width = width * 10 + *fmt - '0';
		for (longs = 0; *fmt == 'l' || *fmt == 'z'; fmt++)
			longs++;
		s = number + sizeof(number);
		*--s = '\0';
		base = 0;
		switch (*fmt) {
		case 's':
			s = va_arg(ap, char *);
			s = s ? s : "(null)";
			break;
		case 'c':
			*--s = va_arg(ap, int);
			break;
		case 'p':
			alternate = true;
			x = va_arg(ap, unsigned long);
			base = 16;
			break;
		case 'd':
			x = longs > 1 ? va_arg(ap, long long) : longs ? va_arg(ap, long) : va_arg(ap, int);
			minus = (int64_t)x < 0;
			x = minus ? -x : x;
			base = 10;
			break;
		case 'u':
		case 'x':
			x = longs > 1 ? va_arg(ap, unsigned long long) :
			    longs ? va_arg(ap, unsigned long) : va_arg(ap, unsigned int);
			base = *fmt == 'u' ? 10 : 16;
			break;
		case '%':
			*--s = '%';
			break;
		default:
			abort();	/* better than what isn't there */
		}
		if (base) {
			alternate = alternate && base == 16 && x;
			do {
				*--s = base == 10 ? '0' + tenth(&x) : "0123456789abcdef"[x & 15];
				x = base == 10 ? x : x >> 4;
			} while (x);
			for (; zero && s > number + 4 && strlen(s) + minus + 2 * alternate < width; )
				*--s = '0';
			if (alternate) {
				*--s = 'x';
				*--s = '0';
			}
			if (minus)
				*--s = '-';
		}
		for (len = strlen(s); len < width; width--)
			PUT(' ');
		for (; *s; s++)
			PUT(*s);
	}
#undef PUT
	if (size)
		to[n < size ? n : size - 1] = '\0';
	return n;
}

int snprintf(char *to, size_t size, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(to, size, fmt, ap);
	va_end(ap);
	return n;
}

static int print(int fd, const char *fmt, va_list ap)
{
	char line[1024];

	vsnprintf(line, sizeof(line), fmt, ap);
	return write(fd, line, strlen(line));
}

int vprintf(const char *fmt, va_list ap) { return print(1, fmt, ap); }

int printf(const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = print(1, fmt, ap);
	va_end(ap);
	return n;
}

int fprintf(FILE *f, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = print(f->fd, fmt, ap);
	va_end(ap);
	return n;
}

static bool space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

int sscanf(const char *s, const char *fmt, ...)
{
	unsigned long long x;
	size_t width;
	int n = 0, longs;
	va_list ap;
	char *to, *end;

	va_start(ap, fmt);
	for (; *fmt; fmt++) {
		if (space(*fmt)) {
			while (space(*s))
				s++;
			continue;
		}
		if (*fmt != '%') {
			if (*s++ != *fmt)
				break;
			continue;
		}
		for (width = 0, fmt++; *fmt >= '0' && *fmt <= '9'; fmt++)
			width = width * 10 + *fmt - '0';
		for (longs = 0; *fmt == 'l'; fmt++)
			longs++;
		while (space(*s))
			s++;
		if (!*s)
			break;
		if (*fmt == 's') {
			to = va_arg(ap, char *);
			for (width = width ? width : SIZE_MAX; *s && !space(*s) && width--; )
				*to++ = *s++;
			*to = '\0';
		} else {
			x = strtoull(s, &end, *fmt == 'x' ? 16 : 10);
			if (end == s)
				break;
			s = end;
			if (longs > 1)
				*va_arg(ap, unsigned long long *) = x;
			else if (longs)
				*va_arg(ap, unsigned long *) = x;
			else
				*va_arg(ap, unsigned int *) = x;
		}
		n++;
	}
	va_end(ap);
	return n;
}

int alphasort(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int scandir(const char *path, struct dirent ***names,
	    int (*want)(const struct dirent *),
	    int (*order)(const struct dirent **, const struct dirent **))
{
	static char buf[16384] __attribute__((aligned(8)));
	static struct dirent *found[512];
	int fd = open(path, O_RDONLY | O_DIRECTORY), n = 0, i, got, at;
	struct dirent *d;

	if (fd < 0)
		return -1;
	while ((got = SYS3(getdents64, fd, buf, sizeof(buf))) > 0)
		for (at = 0; at < got; at += d->d_reclen) {
			d = (struct dirent *)(buf + at);
			if ((want && !want(d)) || n == 512)
				continue;
			d = memcpy(malloc(d->d_reclen), d, d->d_reclen);
			for (i = n++; i && order((const struct dirent **)&found[i - 1],
						 (const struct dirent **)&d) > 0; i--)
				found[i] = found[i - 1];
			found[i] = d;
		}
	close(fd);
	*names = found;
	return n;
}

/* libgcc has it for processors without an instruction for it */
int __ctzsi2(unsigned int n);
int __ctzsi2(unsigned int n)
{
	int i = 0;

	while (i < 32 && !(n & 1U << i))
		i++;
	return i;
}
