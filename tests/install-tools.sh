#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# install-tools.sh series|test|test-all|bench|ARCH - the Debian 12 packages it needs
#
# test and test-all: for the checks that kernel/arch/* have for them; bench: for
# those to be measured.
#
# Nothing to do when they are there.  Root installs them; anyone else gets the
# line to run, and exit 1.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)

# libpython3.11 and ocaml: spatch opens and compiles the scripts in cocci/ by them
# bzip2: parallel hands the environment on by it
packages='git coccinelle libpython3.11 ocaml parallel bzip2 xz-utils util-linux'
if [ "$1" != series ]; then
	packages="$packages gcc make ccache flex bison bc perl cpio kmod rsync
		libc6-dev libelf-dev libssl-dev liburcu-dev gnupg quilt python3 python3-git python3-ply sparse"
	[ "$1" != bench ] || packages="$packages dwarves gnuplot-nox"
	for a in "$top"/kernel/arch/*; do
		TEST='' TEST_ALL='' BENCH=''
		. "$a"
		case $1 in
		test) [ -n "$TEST" ] || continue ;;
		test-all) [ -n "$TEST$TEST_ALL" ] || continue ;;
		bench) [ -n "$BENCH" ] || continue ;;
		*) [ "$1" = "${a##*/}" ] || continue ;;
		esac
		packages="$packages $PACKAGES"
	done
fi

missing=
for p in $packages; do
	s=$(dpkg-query -W -f '${db:Status-Status}' "$p" 2> /dev/null) || s=
	[ "$s" = installed ] || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
line="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" != 0 ]; then
	echo "install-tools: run this as root: $line" >&2
	exit 1
fi
echo "  APT    $missing"
mkdir -p "$top/build"
export DEBIAN_FRONTEND=noninteractive
{ apt-get update && $line; } > "$top/build/apt.log" 2>&1 < /dev/null || {
	echo "install-tools: failed, see $top/build/apt.log: $(grep -m 1 '^E:' "$top/build/apt.log")" >&2
	exit 1
}
