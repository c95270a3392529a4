#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# checkpatch.sh BASE - the base's own checkpatch.pl --strict over the series
#
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
ignore=$(grep -v '^#' "$top/kernel/checkpatch" | cut -d ' ' -f 1 | paste -sd ,)
n=0 failed=0
cd "$src"	# it leaves a cache of names where it runs
echo "KTAP version 1"
echo "1..$(grep -vc '^#' "$patches/series")"
for p in $(grep -v '^#' "$patches/series"); do
	n=$((n + 1))
	if said=$(perl "$src/scripts/checkpatch.pl" --root="$src" --strict --no-summary --terse \
			--show-types ${ignore:+--ignore "$ignore"} "$patches/$p"); then
		echo "ok $n - $p"
	else
		echo "not ok $n - $p"
		echo "$said" | sed 's/^/# /'
		failed=$((failed + 1))
	fi
done
[ "$failed" = 0 ]
