/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the guest's programs use of a C library, for an architecture that no
 * package has one for.  The kernel's nolibc lacks what most of them are made
 * of (streams, sscanf(), sigaction(), a printf() with %zu).  Each of these
 * headers is a link to this file, made by tests/qemu.sh:
 *	dirent.h errno.h fcntl.h limits.h poll.h sched.h signal.h stdint.h
 *	stdio.h stdlib.h string.h strings.h sys/ioctl.h sys/mman.h sys/mount.h
 *	sys/prctl.h sys/ptrace.h sys/reboot.h sys/resource.h sys/stat.h
 *	sys/swap.h sys/syscall.h sys/types.h sys/uio.h sys/wait.h time.h
 *	unistd.h
 *
 * As POSIX has it, but that: there is one thread; output is not buffered;
 * strerror() knows numbers only; a printf() has no precision and no floats, and
 * writes what fits a kilobyte; a scanf() has %s, %d, %u and %x with l, ll and
 * (for %s) a width.
 */
#ifndef LIBC_H
#define LIBC_H

/* time.h: what the system calls of 64-bit time take, with a long in it */
struct timespec {
	long long tv_sec;
#if __SIZEOF_LONG__ == 4 && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	int : 32;
#endif
	long tv_nsec;
#if __SIZEOF_LONG__ == 4 && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	int : 32;
#endif
};
#define _STRUCT_TIMESPEC

#include <asm/siginfo.h>
#include <asm/unistd.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/ioctl.h>
#include <linux/mman.h>
#include <linux/poll.h>
#include <linux/prctl.h>
#include <linux/ptrace.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/stat.h>
#include <linux/time_types.h>
#include <linux/types.h>
#include <linux/uio.h>
#include <linux/wait.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef __INT8_TYPE__ int8_t;
typedef __INT16_TYPE__ int16_t;
typedef __INT32_TYPE__ int32_t;
typedef __INT64_TYPE__ int64_t;
typedef __UINT8_TYPE__ uint8_t;
typedef __UINT16_TYPE__ uint16_t;
typedef __UINT32_TYPE__ uint32_t;
typedef __UINT64_TYPE__ uint64_t;
typedef __INTPTR_TYPE__ intptr_t;
typedef __UINTPTR_TYPE__ uintptr_t;
typedef long ssize_t;
typedef long long off_t;
typedef int pid_t;
typedef int clockid_t;
typedef unsigned int uid_t, gid_t, mode_t;

#define INT_MAX		__INT_MAX__
#define LONG_MAX	__LONG_MAX__
#define SIZE_MAX	__SIZE_MAX__
#define EOF		(-1)

/* errno.h */
extern int errno;

/* the system calls that programs make by number */
long syscall(long nr, ...);
#define SYS_delete_module	__NR_delete_module
#define SYS_finit_module	__NR_finit_module
#define SYS_futex_time64	__NR_futex_time64
#define SYS_io_uring_enter	__NR_io_uring_enter
#define SYS_io_uring_register	__NR_io_uring_register
#define SYS_io_uring_setup	__NR_io_uring_setup
#define SYS_mlock2		__NR_mlock2
#define SYS_pidfd_open		__NR_pidfd_open
#define SYS_process_madvise	__NR_process_madvise
#define SYS_set_robust_list	__NR_set_robust_list
#define SYS_userfaultfd		__NR_userfaultfd

/* unistd.h, fcntl.h */
extern char **environ;
#define _SC_PAGESIZE	30
#define F_OK		0
#define R_OK		4
#define W_OK		2
#define X_OK		1
int open(const char *path, int flags, ...);
int close(int fd);
ssize_t read(int fd, void *buf, size_t n);
ssize_t write(int fd, const void *buf, size_t n);
ssize_t pread(int fd, void *buf, size_t n, off_t at);
ssize_t pwrite(int fd, const void *buf, size_t n, off_t at);
int access(const char *path, int mode);
int unlink(const char *path);
int rmdir(const char *path);
int dup2(int from, int to);
int pipe(int fd[2]);
pid_t fork(void);
pid_t getpid(void);
pid_t getppid(void);
int setpgid(pid_t pid, pid_t group);
int setresuid(uid_t r, uid_t e, uid_t s);
uid_t getuid(void);
int execl(const char *path, const char *arg, ...);	/* of one argument */
void _exit(int status) __attribute__((noreturn));
int usleep(unsigned int us);
unsigned int sleep(unsigned int s);
int pause(void);
long sysconf(int name);
void *sbrk(long by);
ssize_t vmsplice(int fd, const struct iovec *v, size_t n, unsigned int flags);

/* sys/... */
void *mmap(void *at, size_t len, int prot, int flags, int fd, off_t offset);
int munmap(void *at, size_t len);
int mprotect(void *at, size_t len, int prot);
void *mremap(void *at, size_t from, size_t to, int flags, ...);
int madvise(void *at, size_t len, int advice);
int mincore(void *at, size_t len, unsigned char *vec);
int mlock(const void *at, size_t len);
int munlock(const void *at, size_t len);
int mlockall(int flags);
int munlockall(void);
#define MAP_FAILED ((void *)-1)
int mkdir(const char *path, mode_t mode);
int mount(const char *from, const char *on, const char *type, unsigned long flags,
	  const void *data);
int swapon(const char *path, int flags);
int swapoff(const char *path);
#define RB_AUTOBOOT	0x01234567
#define RB_POWER_OFF	0x4321fedc
int reboot(int how);
int ioctl(int fd, unsigned long what, ...);
int prctl(int what, ...);
long ptrace(int what, ...);
int setrlimit(int what, const struct rlimit *to);
ssize_t process_vm_writev(pid_t pid, const struct iovec *from, unsigned long n,
			  const struct iovec *to, unsigned long m, unsigned long flags);
ssize_t process_vm_readv(pid_t pid, const struct iovec *to, unsigned long n,
			 const struct iovec *from, unsigned long m, unsigned long flags);
pid_t wait(int *status);
pid_t waitpid(pid_t pid, int *status, int options);
#define WTERMSIG(s)	((s) & 0x7f)
#define WIFEXITED(s)	(!WTERMSIG(s))
#define WEXITSTATUS(s)	((s) >> 8 & 0xff)
#define WIFSTOPPED(s)	(((s) & 0xff) == 0x7f)
#define WIFSIGNALED(s)	(WTERMSIG(s) && !WIFSTOPPED(s))
#define WCOREDUMP(s)	((s) & 0x80)

/* poll.h */
int poll(struct pollfd *p, unsigned int n, int ms);

/* sched.h */
typedef struct { unsigned long bits[1024 / 8 / sizeof(long)]; } cpu_set_t;
#define CPU_ZERO(set)		memset(set, 0, sizeof(*(set)))
#define CPU_SET(n, set)		((set)->bits[(n) / (8 * sizeof(long))] |= 1UL << (n) % (8 * sizeof(long)))
int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set);
int sched_getcpu(void);
int sched_yield(void);

/* signal.h: as asm-generic has the numbers, but sparc */
#define SIGABRT	6
#ifdef __sparc__
#define SIGBUS	10
#define SIGSTOP	17
#define SIGCHLD	20
#define SIGUSR1	30
#else
#define SIGBUS	7
#define SIGUSR1	10
#define SIGCHLD	17
#define SIGSTOP	19
#endif
#define SIGKILL	9
#define SIGSEGV	11
#define SIGALRM	14
#define SIGTERM	15
#define SIG_DFL	((void (*)(int))0)
#define SIG_IGN	((void (*)(int))1)
typedef uint64_t sigset_t;
#ifdef __sparc__
#define SA_SIGINFO	0x200
#else
#define SA_SIGINFO	4
#endif
struct sigaction {
	union {
		void (*sa_handler)(int);
		void (*sa_sigaction)(int, siginfo_t *, void *);
	};
	unsigned long sa_flags;
	sigset_t sa_mask;
};
int sigaction(int sig, const struct sigaction *new, struct sigaction *old);
int kill(pid_t pid, int sig);
int raise(int sig);
void abort(void) __attribute__((noreturn));

typedef long time_t;
#ifndef CLOCK_MONOTONIC
#define CLOCK_REALTIME	0
#define CLOCK_MONOTONIC	1
#endif
int clock_gettime(clockid_t clock, struct timespec *t);
int clock_getcpuclockid(pid_t pid, clockid_t *clock);
time_t time(time_t *t);

/* string.h, strings.h */
void *memset(void *p, int c, size_t n);
void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);
char *strcpy(char *to, const char *from);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *what);
size_t strcspn(const char *s, const char *reject);
char *strerror(int error);

/* stdlib.h */
int atexit(void (*function)(void));
void exit(int status) __attribute__((noreturn));
char *getenv(const char *name);
void *malloc(size_t size);
void free(void *p);
long strtol(const char *s, char **end, int base);
unsigned long strtoul(const char *s, char **end, int base);
long long strtoll(const char *s, char **end, int base);
unsigned long long strtoull(const char *s, char **end, int base);
#define atoi(s)		((int)strtol(s, NULL, 10))
#define atol(s)		strtol(s, NULL, 10)
#define atoll(s)	strtoll(s, NULL, 10)

/* stdio.h */
typedef struct file {
	int fd;
	size_t size, at, end;	/* of what is read ahead */
	char buf[1024];
} FILE;
extern FILE *const stdout, *const stderr;
#define _IOLBF	1
#define _IONBF	2
FILE *fopen(const char *path, const char *mode);	/* "r" */
FILE *fdopen(int fd, const char *mode);
int fclose(FILE *f);
int setvbuf(FILE *f, char *buf, int mode, size_t size);
char *fgets(char *s, int size, FILE *f);
size_t fread(void *p, size_t size, size_t n, FILE *f);
int fflush(FILE *f);
int puts(const char *s);
int fputs(const char *s, FILE *f);
int putchar(int c);
void perror(const char *what);
#define LIKE_PRINTF(n) __attribute__((format(printf, n, n + 1)))
int printf(const char *fmt, ...) LIKE_PRINTF(1);
int fprintf(FILE *f, const char *fmt, ...) LIKE_PRINTF(2);
int snprintf(char *to, size_t size, const char *fmt, ...) LIKE_PRINTF(3);
int vprintf(const char *fmt, va_list ap);
int vsnprintf(char *to, size_t size, const char *fmt, va_list ap);
int sscanf(const char *s, const char *fmt, ...) __attribute__((format(scanf, 2, 3)));

/* dirent.h */
struct dirent {
	uint64_t d_ino;
	int64_t d_off;
	unsigned short d_reclen;
	unsigned char d_type;
	char d_name[];
};
int scandir(const char *path, struct dirent ***names,
	    int (*want)(const struct dirent *),
	    int (*order)(const struct dirent **, const struct dirent **));
int alphasort(const struct dirent **a, const struct dirent **b);

#endif
