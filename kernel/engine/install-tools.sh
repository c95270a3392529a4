#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# install-tools.sh series|test|test-all|bench|ARCH - the Debian packages it needs
#
# test and test-all: for the checks that kernel/arch/* have for them; bench: for
# those to be measured.
#
# Nothing to do when they are there.  Root installs them; anyone else gets the
# line to run, and exit 1.  Where there is no apt, what is missing is named by tool,
# each with Debian's package of it.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)

# bzip2: parallel hands the environment on by it
packages="git coccinelle ocaml parallel bzip2 xz-utils util-linux"
if [ "$1" != series ]; then
	packages="$packages gcc make ccache flex bison bc perl cpio kmod rsync
		libc6-dev libelf-dev libssl-dev liburcu-dev gnupg quilt python3 python3-git python3-ply sparse"
	case $1 in test | test-all) packages="$packages b4 git-email libmailtools-perl shellcheck groff-base manpages-dev" ;; esac
	[ "$1" != test-all ] || packages="$packages clang lld llvm"
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
		for p in $PACKAGES; do
			packages="$packages $p@${a##*/}"
		done
	done
fi

# Without apt: what a package is there for, and whether that is there ------------------

there() { # tool
	PATH=$PATH:/usr/sbin:/sbin command -v "$1" > /dev/null || lacks "$1"
}
# what else the compiler or python find
header() {
	! command -v gcc > /dev/null || echo "#include <$1>" | gcc -E - > /dev/null 2>&1 || lacks "the header $1"
}
module() {
	! command -v python3 > /dev/null || python3 -c "import $1" 2> /dev/null || lacks "python3's module $1"
}
static() { # compiler, its flags
	! command -v "$1" > /dev/null || {
		echo 'int main(void) { return 0; }' > "$tmp.c"
		# shellcheck disable=SC2086 # flags are words
		"$1" $2 -o "$tmp" "$tmp.c" 2> /dev/null
	} || lacks "a static libc for $1"
}
lacks() {
	case $lacked in *", $1 (Debian's package $package)"*) return 0 ;; esac
	lacked="$lacked, $1 (Debian's package $package)"
}
of_package() { # package, file of kernel/arch
	case $1 in
	coccinelle)
		there spatch
		! command -v spatch > /dev/null || spatch --version 2>&1 | grep -q 'OCaml scripting support: yes' ||
			lacks "a spatch with OCaml scripts" ;;
	ocaml) there ocamlopt ;;
	xz-utils) there xz ;;
	util-linux) there flock; there setsid ;;
	kmod) there depmod ;;
	gnupg) there gpg ;;
	dwarves) there pahole ;;
	libmailtools-perl) perl -MMail::Address -e 1 2> /dev/null || lacks "perl's module Mail::Address" ;;
	git-email) [ -x "$(git --exec-path 2> /dev/null)/git-send-email" ] || lacks "git send-email" ;;
	gnuplot-nox) there gnuplot ;;
	groff-base) there groff ;;
	u-boot-tools) there mkimage ;;
	# only what is tried on it is missing without it, and that says so
	manpages-dev) ;;
	libc6-dev) header stdio.h ;;
	libelf-dev) header gelf.h ;;
	libssl-dev) header openssl/ssl.h ;;
	liburcu-dev) header urcu.h ;;
	python3-*) module "${1#python3-}" ;;
	gcc)
		CROSS_COMPILE=''
		[ "$2" = "$1" ] || . "$top/kernel/arch/$2"
		there "${CROSS_COMPILE}gcc" ;;
	gcc-*) there "${1#gcc-}-gcc" ;;
	qemu-system-*)
		QEMU=''
		. "$top/kernel/arch/$2"
		[ -z "$QEMU" ] || there "${QEMU%% *}" ;;
	libc6-dev-*)
		GUEST_CFLAGS=-static COMPAT=''
		. "$top/kernel/arch/$2"
		if [ -n "$COMPAT" ]; then
			static "${COMPAT%% *}" "${COMPAT#* }"
		else
			static "${CROSS_COMPILE}gcc" "$GUEST_CFLAGS"
		fi ;;
	# most have the name of their tool
	*) there "$1" ;;
	esac
}
if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
	tmp=$(mktemp)
	trap 'rm -f "$tmp" "$tmp.c"' EXIT
	lacked=
	for p in $packages; do
		package=${p%@*}
		of_package "$package" "${p#*@}"
	done
	[ -n "$lacked" ] || exit 0
	echo "install-tools: there is no apt here; install ${lacked#, }" >&2
	exit 1
fi

# With apt ------------------------------------------------------------------------------

# libpython and ocaml: spatch opens and compiles the scripts in cocci/ by them; it
# takes the libpython of the python3 that it finds
python() {
	{
		dpkg-query -W -f '${Depends}\n' python3 2> /dev/null || :
		apt-cache show --no-all-versions python3 2> /dev/null || :
		echo "python3.$(sed -n 's/^13.*/13/p; s/^12.*/11/p' /etc/debian_version 2> /dev/null)"
	} | sed -n 's/.*\(python3\.[0-9][0-9]*\).*/\1/p' | head -n 1
}
# The packages that are there are enough where one index of several can't be had.
update() {
	mkdir -p "$top/build"
	apt-get update > "$top/build/apt.log" 2>&1 < /dev/null || :
}
updated='' python=$(python)
if [ -z "$python" ] && [ "$(id -u)" = 0 ]; then
	update
	updated=1 python=$(python)
fi
missing=
for p in ${python:+lib$python} $packages; do
	p=${p%@*}
	case "$missing " in *" $p "*) continue ;; esac
	s=$(dpkg-query -W -f '${db:Status-Status}' "$p" 2> /dev/null) || s=
	[ "$s" = installed ] || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
line="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" != 0 ]; then
	# which libpython there is only the lists of apt say
	echo "install-tools: run this as root$([ -n "$python" ] || echo ", then make again"): $([ -n "$python" ] || echo "apt-get update && ")$line" >&2
	exit 1
fi
echo "  APT    $missing"
export DEBIAN_FRONTEND=noninteractive
[ -n "$updated" ] || update
# an install that was killed is ended first
{ $line -o DPkg::Lock::Timeout=300 || { dpkg --configure -a && $line; }; } >> "$top/build/apt.log" 2>&1 < /dev/null || {
	echo "install-tools: failed, see $top/build/apt.log: $(grep -a '^E:' "$top/build/apt.log" | tail -n 1)" >&2
	exit 1
}
