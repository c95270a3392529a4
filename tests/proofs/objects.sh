#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# objects.sh ARCH BASE - no new gcc warning or error in what the series touches
#
# Builds, of an allmodconfig, the object of every file that the series touches
# or that mentions vm_flags (a %lx there is wrong after the flip), before the
# series and after it.  A warning counts as new by file and text, not by line.
# Objects that the base can't build in this configuration count as skipped.
# Reads build/BASE/linux, where 'make series' left both.  Exit: 0 none new,
# 1 some, each printed as gcc said it; 2 can't run here.
set -eu
export LC_ALL=C

top=$(cd "$(dirname "$0")/../.." && pwd)
arch=${1:?usage: objects.sh ARCH BASE} base=${2:?usage: objects.sh ARCH BASE}
[ -f "$top/kernel/arch/$arch" ] || { echo "objects: unknown arch '$arch'" >&2; exit 2; }
. "$top/kernel/arch/$arch"
src=$top/build/$base/linux
git -C "$src" rev-parse -q --verify series > /dev/null 2>&1 ||
	{ echo "objects: no series for $base yet: run 'make series'" >&2; exit 2; }
out=$top/build/$base/objects-$arch
jobs=${J:-$(nproc)}
mkdir -p "$out"
exec 9> "$out.lock"
flock 9

# A tree of its own, so that nobody moves the sources under the build.
tree=$out/src
[ -e "$tree/.git" ] || { rm -rf "$tree"; git -C "$src" worktree prune
	git -C "$src" worktree add -q -f --detach "$tree" base; }
at() { git -C "$tree" checkout -q -f --detach "$1"; }
cc=$(command -v ccache || :)
kmake() {
	make -s -C "$tree" O="$out/obj" ARCH="$ARCH" CROSS_COMPILE="$CROSS_COMPILE" \
		CC="${cc:+$cc }${CROSS_COMPILE}gcc" HOSTCC="${cc:+$cc }gcc" -j"$jobs" "$@"
}

at base
if [ ! -f "$out/obj/.config" ]; then
	mkdir -p "$out/obj"
	kmake allmodconfig > /dev/null
	"$tree/scripts/config" --file "$out/obj/.config" -d DEBUG_BUGVERBOSE \
		-d WERROR -d DRM_WERROR -d GCC_PLUGINS -d KCOV -d KASAN -d UBSAN -d DEBUG_INFO_DWARF5 -e DEBUG_INFO_NONE
	kmake olddefconfig > /dev/null
fi
{
	git -C "$tree" diff --name-only base series -- '*.c'
	git -C "$tree" grep -lw vm_flags base -- '*.c' | sed 's/^base://'
} | sort -u | grep -vE '^(tools|scripts|samples|Documentation)/' |
	awk -F / -v a="$(case $ARCH in i386|x86_64) echo x86 ;; *) echo "$ARCH" ;; esac)" \
		'$1 != "arch" || $2 == a' | sed 's/c$/o/' > "$out/list"

build() { # revision, log
	at "$1"
	kmake prepare modules_prepare > "$out/prepare.log" 2>&1 || { tail -n 3 "$out/prepare.log" >&2; exit 2; }
	xargs rm -f < "$out/absolute"
	# The single targets of one make can't be built with -k when one has
	# no rule, so ask by directory.
	xargs -d '\n' env MAKEFLAGS= make -s -k -C "$tree" O="$out/obj" ARCH="$ARCH" \
		CROSS_COMPILE="$CROSS_COMPILE" CC="${cc:+$cc }${CROSS_COMPILE}gcc" -j"$jobs" \
		< "$out/list" > "$2" 2>&1 || :
	xargs ls < "$out/absolute" 2> /dev/null > "$2.built" || :
	# file: text, without the line, and without the tree's own path
	sed -n 's|^\(\.\./src/\)*||; s|^'"$tree"'/||; s/^\([^: ]*\):[0-9:]* \(warning\|error\): /\1: \2: /p' "$2" |
		sort | uniq -c | sed 's/^ *//' > "$2.said"
}
sed "s|^|$out/obj/|" "$out/list" > "$out/absolute"
build base "$out/base"
build series "$out/series"

new=0
cut -d ' ' -f 2- "$out/base.said" | sort -u > "$out/base.texts"
cut -d ' ' -f 2- "$out/series.said" | sort -u | comm -13 "$out/base.texts" - > "$out/new"
if [ -s "$out/new" ]; then
	new=$(wc -l < "$out/new")
	cat "$out/new"
fi
lost=$(comm -23 "$out/base.built" "$out/series.built" | sed "s|$out/obj/||")
for o in $lost; do echo "$o: built before the series, not after it"; new=$((new + 1)); done
n=$(wc -l < "$out/list") b=$(wc -l < "$out/base.built")
echo "objects $arch: $(wc -l < "$out/series.built") built, $((n - b)) skipped (not in its allmodconfig), $new new warnings or errors"
[ "$b" -gt 50 ] || { echo "objects $arch: only $b of $n built in the base: see $out/base" >&2; exit 2; }
[ "$new" = 0 ]
