// SPDX-License-Identifier: GPL-2.0-only
/* Children inherit the mapping, and nothing of what is in it. */
#include "droppable.h"

#define LEN	(8 * page)

static char *p;

/* Runs check in a child; true when it exits with 0. */
static bool child(int (*check)(void))
{
	int status;
	pid_t pid = fork();

	if (pid < 0)
		die("fork");
	if (!pid)
		_exit(check());
	if (waitpid(pid, &status, 0) != pid)
		die("waitpid");
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

static int is_empty(void)
{
	return !(mappings(p, LEN) && has(p, "dp") && has(p, "wf") && all(p, LEN, 0));
}

static int writes(void)
{
	fill(p, LEN, 'b');
	return !all(p, LEN, 'b');
}

static int has_child(void)
{
	fill(p, LEN, 'b');
	return !(child(is_empty) && all(p, LEN, 'b'));
}

static int is_unmapped(void)
{
	return mappings(p, LEN) != 0;
}

int main(void)
{
	size_t zero, torn;

	begin();
	p = droppable(LEN);
	fill(p, LEN, 'a');
	result(child(is_empty), "a child has the mapping, empty");
	result(all(p, LEN, 'a'), "the parent keeps its own");
	result(child(writes), "a child can write to it");
	result(all(p, LEN, 'a'), "what the child wrote isn't the parent's");
	result(child(has_child), "a grandchild has it, empty");

	/* half dropped */
	drop(p, LEN / 2);
	result(child(is_empty), "a child of a parent that is half dropped has it empty");
	count(p, LEN, 'a', &zero, &torn);
	result(zero == LEN / 2 / page && !torn, "the parent has the other half");

	madvise(p, LEN, MADV_DONTFORK);
	result(child(is_unmapped), "MADV_DONTFORK: a child doesn't have it");
	fill(p, LEN, 'a');
	result(!madvise(p, LEN, MADV_DOFORK), "MADV_DOFORK takes that back");
	result(child(is_empty), "MADV_DOFORK: a child has it, empty");
	result(all(p, LEN, 'a'), "MADV_DOFORK: the parent keeps its own");
	return finish();
}
