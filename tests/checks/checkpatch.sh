#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# checkpatch.sh BASE - the base's own checkpatch.pl --strict over the series
#
# And over what is in patches/ for other bases, by theirs if their tree is there.
# KTAP, a line a patch.  What checkpatch may say all the same stands in
# kernel/checkpatch, a type a line with its reason.  Exit: 0, 1; 2 can't run.
#
# Check: checkpatch BASE
#   when: test
#   of: series
#   reads: kernel/checkpatch patches
#   takes: 1 min
#   blind: what only people see
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
base=${1:?usage: checkpatch.sh BASE}
src=$top/build/$base/linux
[ -f "$src/scripts/checkpatch.pl" ] ||
	{ echo "checkpatch: no tree for $base yet: run 'make series'" >&2; exit 2; }
patches=${OUT:-$top/patches/$base}
[ -f "$patches/series" ] ||
	{ echo "checkpatch: no series in $patches: run 'make series'" >&2; exit 2; }
ignore=$(grep -v '^#' "$top/kernel/checkpatch" | cut -d ' ' -f 1 | paste -sd ,)

for dir in "$patches" "$top"/patches/*; do
	[ "$dir" != "$top/patches/$base" ] || [ "$dir" = "$patches" ] || continue
	name=$base
	[ "$dir" = "$patches" ] || name=${dir##*/}
	grep -v '^#' "$dir/series" | sed "s|^|$name $dir/|"
done | sort -u > "$top/build/$base/checkpatch.list"
out=$top/build/$base/checkpatch
rm -rf "$out"
mkdir "$out"
echo "KTAP version 1"
echo "1..$(wc -l < "$top/build/$base/checkpatch.list")"
# several at a time; what is said of the nth is in OUT/n
export top src ignore out
nl -ba -w1 -s ' ' "$top/build/$base/checkpatch.list" | tr ' ' '\n' | xargs -d '\n' -n 3 -P "${J:-$(nproc)}" sh -c '
	tree=$top/build/$2/linux
	[ -f "$tree/scripts/checkpatch.pl" ] || tree=$src
	cd "$tree"	# it leaves a cache of names where it runs
	of=${3%/*}
	if said=$(perl "$tree/scripts/checkpatch.pl" --root="$tree" --strict --no-summary --terse \
			--show-types ${ignore:+--ignore "$ignore"} "$3"); then
		echo "ok $1 - $2: ${of##*/}/${3##*/}"
	else
		echo "not ok $1 - $2: ${of##*/}/${3##*/}"
		echo "$said" | sed "s/^/# /"
	fi > "$out/$1"' sh
n=$(ls "$out" | wc -l)
for i in $(seq "$n"); do cat "$out/$i"; done
failed=$(cat "$out"/* | grep -c '^not ok') || :
[ "$n" = "$(wc -l < "$top/build/$base/checkpatch.list")" ] || failed=$((failed + 1))
echo "# checkpatch: $((n - failed)) of $n as expected"
[ "$n" != 0 ] && [ "$failed" = 0 ]
