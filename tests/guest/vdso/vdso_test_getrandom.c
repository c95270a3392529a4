// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's own test of getrandom() in the vDSO, whose state is in droppable
 * memory.  Skipped where this kernel, or the libc, has nothing for it.
 */
#if __has_include(<tools/testing/selftests/vDSO/vdso_config.h>)
#include <tools/testing/selftests/vDSO/vdso_config.h>
#endif
/* names of what a vDSO has, where there is one */
#if defined(VDSO_NAMES) && __has_include(<tools/testing/selftests/vDSO/vdso_test_getrandom.c>) && \
	__has_include(<pthread.h>)
#define _GNU_SOURCE
#include <tools/testing/selftests/vDSO/vdso_test_getrandom.c>
#include <tools/testing/selftests/vDSO/parse_vdso.c>
#else
#include <stdio.h>

int main(void)
{
	printf("1..0 # SKIP no getrandom() in this kernel's vDSO\n");
	return 4;
}
#endif
