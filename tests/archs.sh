#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# archs.sh - the files of kernel/arch, and what each can do on this machine
# FORMAT=tsv: the same tab-separated, without a head.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
if [ "${FORMAT:-}" = tsv ]; then
	f='%s\t%s\t%s\t%s\t%s\n'
else
	f='%-12s %-10s %-28s %-22s %s\n'
	printf "$f" ARCH kind compiler QEMU 'checks (* in make test)'
fi
for a in "$top"/kernel/arch/*; do
	(
		QEMU='' TEST='' TEST_ALL='' LIBC='' NOBOOT='' GUEST_CFLAGS=-static
		. "$a"
		cc=${CROSS_COMPILE}gcc
		if ! command -v "$cc" > /dev/null; then
			cc="(no $cc)"
		elif [ -n "$QEMU" ] && [ -z "$LIBC" ] &&
			! echo 'int main(void) { return 0; }' | $cc $GUEST_CFLAGS -x c -o /dev/null - 2> /dev/null; then
			cc="$cc (no libc)"
		fi
		q=${QEMU%% *}
		[ -z "$q" ] || command -v "$q" > /dev/null || q="(no $q)"
		printf "$f" "${a##*/}" \
			"$BITS-bit $([ "$ENDIAN" = big ] && echo BE || echo LE)" \
			"$cc" "${q:--}" "$(for t in $TEST; do printf "%s* " "$t"; done)$TEST_ALL${NOBOOT:+ (not booted: $NOBOOT)}"
	)
done
