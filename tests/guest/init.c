// SPDX-License-Identifier: GPL-2.0-only
/*
 * init of the guests of tests/qemu.sh: run every program in /tests, each with
 * /tests/NAME.ko loaded if there is one, relay its KTAP as a subtest, reboot.
 * With REPEAT in the environment all of that so many times, with COMPACT beside
 * a process that compacts memory without end.
 *
 * Everything is said through /dev/kmsg, a line a write: on the console itself
 * a kernel message can land in the middle of a line.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int kmsg = 2;

static void say(const char *fmt, ...)
{
	char line[900];		/* kmsg refuses a kilobyte and more */
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	if (write(kmsg, line, strlen(line)) < 0)
		perror("init: write");
}

static void mount_on(const char *type, const char *dir)
{
	mkdir(dir, 0755);
	/* the kernel may have mounted /dev */
	if (mount("none", dir, type, 0, NULL) && errno != EBUSY)
		say("# init: mount %s: %s", dir, strerror(errno));
}

static int is_test(const struct dirent *d)
{
	const char *dot = strrchr(d->d_name, '.');

	return d->d_name[0] != '.' && (!dot || strcmp(dot, ".ko"));
}

static bool load(const char *path)
{
	int fd = open(path, O_RDONLY);
	bool ok;

	if (fd < 0 && errno == ENOENT)
		return true;
	ok = fd >= 0 && !syscall(SYS_finit_module, fd, "", 0);
	if (!ok)
		say("  # %s: %s", path, strerror(errno));
	close(fd);
	return ok;
}

static bool unload(const char *path, const char *name)
{
	if (access(path, F_OK) || !syscall(SYS_delete_module, name, O_NONBLOCK))
		return true;
	say("  # rmmod %s: %s", name, strerror(errno));
	return false;
}

#define SKIPPED	4		/* as kselftest has it */

/* Nothing that a program started outlives it: the pipe ends with it. */
static int end_of(const char *path)
{
	int status;
	pid_t pid = fork();

	if (pid < 0)
		return 127;
	if (!pid) {
		setpgid(0, 0);
		execl(path, path, (char *)NULL);
		perror(path);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid)
		return 127;
	kill(-pid, SIGKILL);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/*
 * A program passes when it exits with 0 and its KTAP agrees: 0.  It may skip
 * itself: SKIPPED.  Otherwise it fails: 1.  How long it takes is no business of
 * ours: tests/qemu.sh sees what the machine does.
 */
static int run(const char *path)
{
	int pipefd[2], status, plan = -1, results = 0, failures = 0;
	static char line[800];
	FILE *in;
	pid_t pid;

	if (pipe(pipefd) || (pid = fork()) < 0)
		return 1;
	if (!pid) {
		dup2(pipefd[1], 1);
		dup2(pipefd[1], 2);
		close(pipefd[0]);
		close(pipefd[1]);
		_exit(end_of(path));
	}
	close(pipefd[1]);
	in = fdopen(pipefd[0], "r");
	while (fgets(line, sizeof(line), in)) {
		bool bad = !strncmp(line, "not ok", 6);

		line[strcspn(line, "\n")] = '\0';
		say("  %s", line);
		sscanf(line, "1..%d", &plan);
		if (bad || !strncmp(line, "ok ", 3))
			results++;
		if (bad && !strstr(line, "# SKIP") && !strstr(line, "# XFAIL"))
			failures++;
	}
	fclose(in);
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED && !failures)
		return SKIPPED;
	if (status)
		say("  # exit status %d", WEXITSTATUS(status));
	if (plan != results)
		say("  # plan %d, results %d", plan, results);
	return !(!status && results && plan == results && !failures);
}

/* So many pages were moved since boot, by whomever. */
static long long moved(void)
{
	FILE *f = fopen("/proc/vmstat", "r");
	long long pages = 0;
	char line[256];

	while (f && fgets(line, sizeof(line), f))
		sscanf(line, "pgmigrate_success %lld", &pages);
	if (f)
		fclose(f);
	return pages;
}

/* Compacts memory until it is killed; -1 if that can't be done. */
static pid_t compact(void)
{
	int fd = open("/proc/sys/vm/compact_memory", O_WRONLY | O_CLOEXEC);
	pid_t pid = fd < 0 ? -1 : fork();

	if (pid)
		return pid;
	while (write(fd, "1", 1) == 1)
		;
	_exit(1);
}

int main(void)
{
	const char *repeat = getenv("REPEAT");
	struct dirent **tests;
	char path[512], ko[512];
	int i, n, runs, status;
	pid_t compacts = 0;

	mount_on("devtmpfs", "/dev");
	n = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	if (n >= 0)
		kmsg = n;
	mount_on("proc", "/proc");
	mount_on("sysfs", "/sys");
	mount_on("debugfs", "/sys/kernel/debug");
	mount_on("tmpfs", "/tmp");
	mount_on("cgroup2", "/sys/fs/cgroup");

	n = scandir("/tests", &tests, is_test, alphasort);
	if (n < 0)
		n = 0;
	say("KTAP version 1");
	runs = repeat ? n * atoi(repeat) : n;
	say("1..%d", runs);
	if (getenv("COMPACT"))
		compacts = compact();
	for (i = 0; i < runs; i++) {
		const char *name = tests[i % n]->d_name;
		int ret = 1;

		snprintf(path, sizeof(path), "/tests/%s", name);
		snprintf(ko, sizeof(ko), "/tests/%s.ko", name);
		if (load(ko)) {
			ret = run(path);
			if (!unload(ko, name))
				ret = 1;
		}
		say("%sok %d %s%s", ret == 1 ? "not " : "", i + 1, name,
		    ret == SKIPPED ? " # SKIP" : "");
	}
	if (compacts) {
		/* it is to be there still, or all that was for nothing */
		if (compacts < 0 || waitpid(compacts, &status, WNOHANG) || !moved())
			say("not ok compaction beside the tests");
		say("# compaction beside them, %lld pages moved", moved());
	}
	say("guest: all %d tests run", runs);

	/* under -no-reboot the one way out that every machine has */
	reboot(RB_AUTOBOOT);
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
