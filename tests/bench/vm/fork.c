// SPDX-License-Identifier: GPL-2.0-only
/* A process with 512 mappings: fork(), and the end of the child */
#include "../bench.h"

#define CALLS	4

static void run(void)
{
	int i;

	for (i = 0; i < CALLS; i++) {
		pid_t pid = fork();

		if (pid < 0)
			die("fork");
		if (!pid)
			_exit(0);
		if (waitpid(pid, NULL, 0) != pid)
			die("waitpid");
	}
}

int main(void)
{
	many(512);
	return measure(&(struct bench){ "fork-512-vmas", CALLS, NULL, run, NULL });
}
