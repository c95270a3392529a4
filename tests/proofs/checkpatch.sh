#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# checkpatch.sh BASE - the base's own checkpatch.pl --strict over the series
#
# And over what is in patches/ for other bases, by theirs if their tree is there.
# KTAP, a line a patch.  What checkpatch may say all the same stands in
# kernel/checkpatch, a type a line with its reason.  Exit: 0, 1; 2 can't run.
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
n=0 failed=0
for dir in "$patches" "$top"/patches/*; do
	[ "$dir" != "$top/patches/$base" ] || [ "$dir" = "$patches" ] || continue
	name=$base
	[ "$dir" = "$patches" ] || name=${dir##*/}
	grep -v '^#' "$dir/series" | sed "s|^|$name $dir/|"
done | sort -u > "$top/build/$base/checkpatch.list"
echo "KTAP version 1"
echo "1..$(wc -l < "$top/build/$base/checkpatch.list")"
while read -r name p; do
	n=$((n + 1))
	tree=$top/build/$name/linux
	[ -f "$tree/scripts/checkpatch.pl" ] || tree=$src
	cd "$tree"	# it leaves a cache of names where it runs
	if said=$(perl "$tree/scripts/checkpatch.pl" --root="$tree" --strict --no-summary --terse \
			--show-types ${ignore:+--ignore "$ignore"} "$p"); then
		echo "ok $n - $name: ${p##*/}"
	else
		echo "not ok $n - $name: ${p##*/}"
		echo "$said" | sed 's/^/# /'
		failed=$((failed + 1))
	fi
done < "$top/build/$base/checkpatch.list"
echo "# checkpatch: $((n - failed)) of $n as expected"
[ "$failed" = 0 ]
