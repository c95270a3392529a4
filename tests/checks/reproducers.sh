#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# reproducers.sh ARCH BASE - each fix of the base that names a selftest: it fails before, passes after
#
# The commits of the topic fixes stand alone on the plain base.  Where a log says
# "Tested by the droppable selftest NAME", that program runs in a guest of ARCH on the
# kernel before the commit and on the one with it: a case at least has to go from not ok
# to ok, and none the other way.  A case that was not reached before, as the program or
# the kernel ended early, counts as not ok.  The fixes without a reproducer are named.
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
unset KERNEL VERSION GUESTS REPEAT || :
top=$(cd "$(dirname "$0")/../.." && pwd)
arch=${1:-} base=${2:-}
cannot() { echo "reproducers: $*" >&2; exit 2; }
[ -n "$base" ] || cannot "usage: reproducers.sh ARCH BASE"
. "$top/tests/ktap.sh"
. "$top/tests/tree.sh"
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
own_out "$work" "reproducers-$arch"
src=$work/linux tree=$out/linux
git -C "$src" rev-parse -q --verify refs/topics/fixes > /dev/null || cannot "$base has no topic fixes"

# cases COMMIT NAME WHERE: what the guest says of each case, to WHERE.ok and WHERE.not,
# without its number and what is behind the colon, which differ; WHERE.early if it
# didn't come to its end
cases() {
	tree_at "$src" "$tree" "$1"
	rc=0
	TIMEOUT=120 "$top/tests/qemu.sh" "$arch" "$tree" "$out/boot" "$2" 8>&- 9>&- > "$3" 2>&1 || rc=$?
	[ $rc != 2 ] || cannot "$(tail -n 1 "$3")"
	[ -s "$out/boot/console.log" ] || cannot "the kernel of $1 was not built: $(tail -n 1 "$3")"
	rm -f "$3.early"
	grep -qE '^ +1\.\.[0-9]' "$3" || : > "$3.early"
	for how in ok not; do
		sed -nE "s/^ +$how( ok)? [0-9]+ (- )?//p" "$3" | grep -v '# SKIP' | sed 's/: .*//; s/[0-9][0-9]*/N/g' | sort -u > "$3.$how"
	done
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
	rm -f "$out/boot/console.log"
	cases "$c^" "$name" "$out/before"
	rm -f "$out/boot/console.log"
	cases "$c" "$name" "$out/after"
	cp "$out/before.not" "$out/failed"
	if [ -e "$out/before.early" ]; then
		sort "$out/before.ok" "$out/before.not" | comm -13 - "$out/after.ok" >> "$out/failed"
	fi
	sort -u "$out/failed" | comm -12 - "$out/after.ok" | comm -23 - "$out/after.not" > "$out/mended"
	comm -23 "$out/before.ok" "$out/before.not" | comm -12 - "$out/after.not" > "$out/broken"
	sed "s/^/# not ok before: /" "$out/mended"
	why=
	[ -s "$out/mended" ] || why="no case of $name goes from not ok to ok"
	[ ! -e "$out/after.early" ] || why="$name does not come to its end with it"
	[ ! -s "$out/broken" ] || why="${why:-$(head -n 1 "$out/broken") is not ok any more}"
	result "$subject: $name, $(wc -l < "$out/mended") cases" "$why" "$out/after"
	[ -n "$why" ] || fixes=$((fixes + 1))
done
[ "$n" -gt 0 ] || cannot "no fix of $base names a selftest"
echo "# = fixes=$fixes"
ktap_ends reproducers ", on $arch"
