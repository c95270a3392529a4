#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# install-tools.sh series|test|test-all|bench|ARCH - the Debian packages it needs
#
# test and test-all: for the checks that kernel/arch/* have for them; bench: for
# those to be measured.
#
# Nothing to do when they are there.  Root installs them; anyone else gets the
# line to run, and exit 1.  Where there is no apt, the commands that are missing are
# named, each with Debian's package of it.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)

if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
	commands='git spatch:coccinelle ocamlopt:ocaml parallel bzip2 xz:xz-utils flock:util-linux'
	[ "$1" = series ] || commands="$commands gcc make ccache flex bison bc perl cpio depmod:kmod rsync gpgv sparse quilt python3"
	lacks=
	for c in $commands; do
		command -v "${c%:*}" > /dev/null || lacks="$lacks, ${c%:*} (Debian's package ${c#*:})"
	done
	[ -n "$lacks" ] || exit 0
	echo "install-tools: there is no apt here; install ${lacks#, }" >&2
	exit 1
fi

# libpython and ocaml: spatch opens and compiles the scripts in cocci/ by them; it
# takes the libpython of the python3 that it finds
# bzip2: parallel hands the environment on by it
python() {
	{
		dpkg-query -W -f '${Depends}\n' python3 2> /dev/null
		apt-cache show --no-all-versions python3 2> /dev/null
		echo "python3.$(sed 's/^13.*/13/; s/^12.*/11/' /etc/debian_version 2> /dev/null)"
	} | sed -n 's/.*\(python3\.[0-9][0-9]*\).*/\1/p' | head -n 1
}
packages="git coccinelle lib$(python) ocaml parallel bzip2 xz-utils util-linux"
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
# an install that was killed is ended first
{ apt-get update && { $line || { dpkg --configure -a && $line; }; }; } > "$top/build/apt.log" 2>&1 < /dev/null || {
	echo "install-tools: failed, see $top/build/apt.log: $(grep -m 1 '^E:' "$top/build/apt.log")" >&2
	exit 1
}
