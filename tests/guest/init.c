// SPDX-License-Identifier: GPL-2.0-only
/*
 * init of the guests of tests/qemu.sh: run every program in /tests, each with
 * /tests/NAME.ko loaded if there is one, relay its KTAP as a subtest, reboot.
 *
 * Everything is said through /dev/kmsg, a line a write: on the console itself
 * a kernel message can land in the middle of a line.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
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

#define SILENCE	(240 * 1000)	/* ms without a line: it hangs */
#define SKIPPED	4		/* as kselftest has it */

/*
 * A program passes when it exits with 0 and its KTAP agrees: 0.  It may skip
 * itself: SKIPPED.  Otherwise it fails: 1.
 */
static int run(const char *path)
{
	int pipefd[2], status, plan = -1, results = 0, failures = 0;
	struct pollfd hears;
	static char line[800];
	FILE *in;
	pid_t pid;

	if (pipe(pipefd) || (pid = fork()) < 0)
		return 1;
	if (!pid) {
		setpgid(0, 0);
		dup2(pipefd[1], 1);
		dup2(pipefd[1], 2);
		close(pipefd[0]);
		close(pipefd[1]);
		execl(path, path, (char *)NULL);
		perror(path);
		_exit(127);
	}
	close(pipefd[1]);
	in = fdopen(pipefd[0], "r");
	setvbuf(in, NULL, _IONBF, 0);	/* or poll() misses lines */
	hears = (struct pollfd){ .fd = pipefd[0], .events = POLLIN };
	for (;;) {
		if (!poll(&hears, 1, SILENCE)) {
			say("  # silent for %d s: killed", SILENCE / 1000);
			failures++;
			kill(-pid, SIGKILL);
		}
		if (!fgets(line, sizeof(line), in))
			break;
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
		say("  # wait status %#x", status);
	if (plan != results)
		say("  # plan %d, results %d", plan, results);
	return !(!status && results && plan == results && !failures);
}

int main(void)
{
	struct dirent **tests;
	char path[512], ko[512];
	int i, n;

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
	say("1..%d", n);
	for (i = 0; i < n; i++) {
		const char *name = tests[i]->d_name;
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
	say("guest: all %d tests run", n);

	/* under -no-reboot the one way out that every machine has */
	reboot(RB_AUTOBOOT);
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
