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

/* A program passes when it exits with 0 and its KTAP agrees. */
static bool run(const char *path)
{
	int pipefd[2], status, plan = -1, results = 0, failures = 0;
	static char line[800];
	FILE *in;
	pid_t pid;

	if (pipe(pipefd) || (pid = fork()) < 0)
		return false;
	if (!pid) {
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
	if (status)
		say("  # wait status %#x", status);
	if (plan != results)
		say("  # plan %d, results %d", plan, results);
	return !status && results && plan == results && !failures;
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

	n = scandir("/tests", &tests, is_test, alphasort);
	if (n < 0)
		n = 0;
	say("KTAP version 1");
	say("1..%d", n);
	for (i = 0; i < n; i++) {
		const char *name = tests[i]->d_name;
		bool ok;

		snprintf(path, sizeof(path), "/tests/%s", name);
		snprintf(ko, sizeof(ko), "/tests/%s.ko", name);
		ok = load(ko);
		if (ok) {
			ok = run(path);
			ok = unload(ko, name) && ok;
		}
		say("%sok %d %s", ok ? "" : "not ", i + 1, name);
	}
	say("guest: all %d tests run", n);

	/* under -no-reboot the one way out that every machine has */
	reboot(RB_AUTOBOOT);
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
