# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by the proofs: "setup NAME ARCH BASE" gives an allmodconfig of ARCH
# for the series of BASE, in a work tree of its own, so that nobody moves the
# sources under the build.  Sets tree (sources), out (logs, lists, out/obj for
# O=) and $ARCH.  Exit 2 with a line when that can't be had.

top=${top:-$(cd "$(dirname "$0")/../.." && pwd)}
jobs=${J:-$(nproc)}

cannot() { echo "$proof: $*" >&2; exit 2; }

setup() {
	proof=$1
	[ $# = 3 ] || { proof=$1; cannot "usage: $proof.sh ARCH BASE"; }
	[ -f "$top/kernel/arch/$2" ] ||
		cannot "unknown ARCH '$2': there is $(cd "$top/kernel/arch" && echo *)"
	. "$top/kernel/arch/$2"
	src=$top/build/$3/linux
	# series.sh moves the branches of this repository while it runs.
	mkdir -p "$top/build/$3"
	exec 8> "$top/build/$3/lock"
	flock -s 8
	git -C "$src" rev-parse -q --verify series > /dev/null 2>&1 ||
		cannot "no series for $3 yet: run 'make series'"
	out=$top/build/$3/objects-$2
	mkdir -p "$out"
	exec 9> "$out.lock"
	flock 9
	tree=$out/src
	if ! git -C "$tree" rev-parse -q --verify base > /dev/null 2>&1; then
		rm -rf "$tree"
		git -C "$src" worktree prune
		git -C "$src" worktree add -q -f --detach "$tree" base
	fi
	rm -f "$(git -C "$tree" rev-parse --git-dir)/index.lock"
	at base
	cc=$(command -v ccache || :)
	if [ ! -f "$out/obj/.config" ]; then
		mkdir -p "$out/obj"
		kmake allmodconfig > /dev/null
		# Line numbers in WARN tables and what only takes time.
		"$tree/scripts/config" --file "$out/obj/.config" \
			-d DEBUG_BUGVERBOSE -d WERROR -d DRM_WERROR -d GCC_PLUGINS \
			-d KCOV -d KASAN -d UBSAN -d DEBUG_INFO_DWARF5 -e DEBUG_INFO_NONE
		kmake olddefconfig > /dev/null
	fi
}

at() { git -C "$tree" checkout -q -f --detach "$1"; }

kmake() {
	make -s -C "$tree" O="$out/obj" ARCH="$ARCH" CROSS_COMPILE="$CROSS_COMPILE" \
		CC="${cc:+$cc }${CROSS_COMPILE}gcc" HOSTCC="${cc:+$cc }gcc" -j"$jobs" "$@"
}

# The objects of a list of sources, of no other architecture, one a line.
objects() {
	grep '\.c$' | grep -vE '^(tools|scripts|samples|Documentation)/' | sort -u |
	awk -F / -v a="$(case $ARCH in i386|x86_64) echo x86 ;; *) echo "$ARCH" ;; esac)" \
		'$1 != "arch" || $2 == a' | sed 's/c$/o/'
}

# build LIST LOG: the objects in LIST anew; LOG.built gets those that exist then.
# $check (C=2): has the kernel's make run sparse too.
build() {
	kmake prepare modules_prepare > "$out/prepare.log" 2>&1 ||
		{ tail -n 3 "$out/prepare.log" >&2; cannot "make prepare failed: $out/prepare.log"; }
	(cd "$out/obj" && xargs rm -f < "$1")
	: > "$2"
	[ ! -s "$1" ] || xargs make -s -k ${check-} -C "$tree" O="$out/obj" ARCH="$ARCH" \
		CROSS_COMPILE="$CROSS_COMPILE" CC="${cc:+$cc }${CROSS_COMPILE}gcc" \
		HOSTCC="${cc:+$cc }gcc" -j"$jobs" < "$1" > "$2" 2>&1 || :
	(cd "$out/obj" && xargs ls < "$1" 2> /dev/null) > "$2.built" || :
}
