#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# series.sh BASE [others] - the series made again, and whether it is the committed one
#
# Of BASE, in build/BASE/fresh, or of all other bases whose source can be had, so that
# none of them rots unseen.  It is compared with patches/BASE when that was made from
# the same tree; else what was made has to apply (kernel/engine/series.sh verifies that).
# Exit: 0, 1; 2 can't run.
#
# Check: series BASE
#   when: test
#   of: series
#   reads: none
#   takes: 3 min
#   blind: whether it is right: that is all the others
# Check: bases BASE others
#   what: the series of the other bases, made again
#   when: test
#   of: series
#   reads: none
#   takes: 4 min
#   blind: the same
set -eu
export LC_ALL=C
unset OUT || :
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
base=${1:?usage: series.sh BASE [others]}
list=$base
[ "${2:-}" != others ] || list=$(cd kernel/bases && ls | grep -vxF -e "$base") || :
[ -n "$list" ] || { echo "there is no other base"; exit 2; }
said='' rc=0 none=1
for b in $list; do
	if [ "$b" != "$base" ] && ! source=$(kernel/engine/fetch.sh "$b" 2>&1); then
		echo "$source"
		said="$said; $b is skipped: $(echo "$source" | tail -n 1)"
		continue
	fi
	none=
	new=build/$b/fresh
	if ! OUT=$top/$new kernel/engine/series.sh "$b"; then
		said="$said; no series for $b, see above"
		rc=1
	elif [ "$(grep '^tree ' "$new/made-from")" = "$(grep '^tree ' "patches/$b/made-from" 2> /dev/null)" ]; then
		# Another Coccinelle is to make the same.
		if diff -r -I "^coccinelle " "patches/$b" "$new"; then
			said="$said; patches/$b is what 'make series' makes from $(sed -n 's/^tree //p' "patches/$b/made-from"), by $(sed -n 's/^coccinelle //p' "$new/made-from")"
		else
			differ=$(diff -rq -I "^coccinelle " "patches/$b" "$new" | sed -n '1s/^Files \([^ ]*\) .*/\1/p; 1s/^Only in //p')
			said="$said; patches/$b is not what 'make series' makes: $differ; run it and commit"
			rc=1
		fi
	else
		said="$said; patches/$b was made from $(sed -n 's/^tree [0-9a-f]* //p' "patches/$b/made-from" 2> /dev/null | grep . || echo "no tree"); the series for $(sed -n 's/^tree [0-9a-f]* //p' "$new/made-from") is made and applies"
	fi
done
echo "${said#; }"
[ -z "$none" ] || exit 2
exit $rc
