#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# reproducers.sh ARCH BASE - each fix of the base that names a selftest: it fails before, passes after
#
# The commits of the topic fixes stand alone on the plain base.  Where a log says
# "Tested by the droppable selftest NAME", that program runs in a guest of ARCH on the
# kernel before the commit and on the one with it: a case at least has to go from not ok
# to ok, and none the other way.  The fixes without a reproducer are named.
# Wants the series in build/ (make series), and an ARCH whose base has droppable memory.
# KTAP.  Exit: 0, 1; 2 can't run here.
#
# Check: reproducers ARCH BASE
#   when: arch
#   of: series
#   reads: tests/qemu.sh tests/guest tests/tree.sh tests/libc kernel/config
#   takes: 15 min
#   blind: fixes without a reproducer, and why a case fails
#   shows: fixes reproduced=fixes
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
arch=${1:-} base=${2:-}
cannot() { echo "reproducers: $*"; exit 2; }
[ -n "$base" ] || cannot "usage: reproducers.sh ARCH BASE"
. "$top/tests/ktap.sh"
. "$top/tests/tree.sh"
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
own_out "$work" "reproducers-$arch"
src=$work/linux tree=$out/linux
git -C "$src" rev-parse -q --verify refs/topics/fixes > /dev/null || cannot "$base has no topic fixes"

# cases COMMIT NAME: what the guest says of each case, "ok CASE" or "not ok CASE"
cases() {
	tree_at "$src" "$tree" "$1"
	rc=0
	"$top/tests/qemu.sh" "$arch" "$tree" "$out/boot" "$2" > "$out/said" 2>&1 || rc=$?
	[ $rc != 2 ] || cannot "$(tail -n 1 "$out/said")"
	grep -qE '^ +(not )?ok ' "$out/said" || cannot "$2 has no case on $1: $(tail -n 1 "$out/said")"
	# numbers and figures differ from run to run
	sed -nE 's/^ +(not ok|ok) [0-9]+ (- )?/\1\t/p' "$out/said" | grep -v '# SKIP' | sed -E 's/[0-9]+/N/g' | sort -u
}

ktap_starts
fixes=0
for c in $(git -C "$src" rev-list --reverse base..refs/topics/fixes); do
	subject=$(git -C "$src" log -1 --format=%s "$c")
	name=$(git -C "$src" log -1 --format=%b "$c" | tr '\n' ' ' | sed -n 's/.*Tested by the droppable selftest \([a-z_]*\).*/\1/p')
	if [ -z "$name" ]; then
		echo "# no reproducer, see its log: $subject"
		continue
	fi
	cases "$c^" "$name" > "$out/before"
	cases "$c" "$name" > "$out/after"
	sed -n 's/^not ok\t//p' "$out/before" | sort -u > "$out/failed"
	sed -n 's/^ok\t//p' "$out/after" | sort -u > "$out/passes"
	sed -n 's/^not ok\t//p' "$out/after" | sort -u > "$out/fails"
	sed -n 's/^ok\t//p' "$out/before" | sort -u > "$out/passed"
	comm -12 "$out/failed" "$out/passes" | comm -23 - "$out/fails" > "$out/mended"
	comm -12 "$out/passed" "$out/fails" | comm -23 - "$out/failed" > "$out/broken"
	sed "s/^/# not ok before: /" "$out/mended"
	why=
	[ -s "$out/mended" ] || why="no case of $name goes from not ok to ok"
	[ ! -s "$out/broken" ] || why="${why:-$(head -n 1 "$out/broken") is not ok any more}"
	result "$subject: $name, $(wc -l < "$out/mended") cases" "$why" "$out/said"
	[ -n "$why" ] || fixes=$((fixes + 1))
done
[ "$n" -gt 0 ] || cannot "no fix of $base names a selftest"
echo "# = fixes=$fixes"
ktap_ends reproducers ", on $arch"
