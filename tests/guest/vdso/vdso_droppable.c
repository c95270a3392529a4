// SPDX-License-Identifier: GPL-2.0-only
/*
 * getrandom() in the vDSO keeps its state in memory that smaps says is
 * droppable, and goes on when that is dropped.
 *
 * The vDSO is called by what the kernel's own test of it has for that.
 */
#if __has_include(<tools/testing/selftests/vDSO/vdso_config.h>)
#include <tools/testing/selftests/vDSO/vdso_config.h>
#endif
/* names of what a vDSO has, where there is one */
#if defined(VDSO_NAMES) && __has_include(<tools/testing/selftests/vDSO/vdso_test_getrandom.c>) && \
	__has_include(<pthread.h>)
#define _GNU_SOURCE
#define main kernels_own
#include <tools/testing/selftests/vDSO/vdso_test_getrandom.c>
#include <tools/testing/selftests/vDSO/parse_vdso.c>
#undef main
#include <stdbool.h>

/* What smaps has in the line "VmFlags:" of the mapping at p; false: no such. */
static bool vm_flags(const void *p, char *flags, size_t size)
{
	unsigned long start, end;
	bool inside = false, found = false;
	char line[512];
	FILE *f = fopen("/proc/self/smaps", "r");

	while (f && !found && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
			inside = (unsigned long)p >= start && (unsigned long)p < end;
		if (!inside || strncmp(line, "VmFlags:", 8))
			continue;
		snprintf(flags, size, "%s", line + 8);
		found = true;
	}
	if (f)
		fclose(f);
	return found;
}

int main(void)
{
	unsigned char a[32] = { 0 }, b[32] = { 0 };
	char flags[512] = "";
	void *state;
	size_t page = getpagesize();

	ksft_print_header();
	vgetrandom_init();
	ksft_set_plan(4);

	ksft_test_result(vgetrandom(a, sizeof(a), 0) == sizeof(a), "bytes\n");

	/* the block that the state in use is from */
	state = (void *)((uintptr_t)vgrnd.states[vgrnd.len] & ~(page - 1));
	ksft_test_result(vm_flags(state, flags, sizeof(flags)) && strstr(flags, " dp"),
			 "smaps: its pages are dp:%.*s\n", (int)strcspn(flags, "\n"), flags);

	/* dropped: zeroes, which is a state that has to be made anew */
	ksft_test_result(!madvise(state, page, MADV_DONTNEED), "the state is dropped\n");
	ksft_test_result(vgetrandom(b, sizeof(b), 0) == sizeof(b) &&
			 memcmp(a, b, sizeof(a)), "other bytes\n");
	ksft_finished();
}
#else
#include <stdio.h>

int main(void)
{
	printf("1..0 # SKIP no getrandom() in this kernel's vDSO\n");
	return 4;
}
#endif
