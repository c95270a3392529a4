#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# coccicheck.sh BASE - the semantic patches work in a tree's scripts/coccinelle,
# under "make coccicheck", in each mode that they have
#
# On a bare tree of the base, over what cocci/tests has for each: report, org
# and context must name every file that is to change and none that is to stay,
# patch must change those and no others.
# KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: coccicheck BASE
#   when: test
#   of: series
#   reads: cocci
#   takes: 20 s
set -eu
export LC_ALL=C
unset VM_FLAGS_TREE VM_FLAGS_FACTS VM_FLAGS_LIST VM_FLAGS_READ KERNEL O V BASE MAKEFLAGS || :
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
. "$top/kernel/engine/spatch-path.sh"
base=${1:?usage: coccicheck.sh BASE}
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
git -C "$work/linux" rev-parse -q --verify base > /dev/null 2>&1 ||
	{ echo "coccicheck: no series for $base yet: run 'make series'"; exit 2; }
tree=$work/coccicheck
rm -rf "$tree"
mkdir -p "$tree"
git -C "$work/linux" archive base -- Makefile 'arch/*/Makefile' scripts include |
	tar -xf - -C "$tree"
mkdir -p "$tree/scripts/coccinelle/vm_flags"
cp "$top"/cocci/*.cocci "$tree/scripts/coccinelle/vm_flags"
cd "$tree"

ktap_starts
for script in "$top"/cocci/*.cocci; do
	name=$(basename "$script" .cocci)
	rm -rf m changes stays
	mkdir m
	: > changes
	: > stays
	for in in "$top/cocci/tests/$name"/*.in.c; do
		pair=${in%.in.c}
		# what needs more than the file, or is reported and left
		[ ! -f "$pair.also.c" ] && [ ! -f "$pair.list" ] && [ ! -f "$pair.report" ] || continue
		f=$(basename "$pair").c
		cp "$in" "m/$f"
		if cmp -s "$in" "$pair.out.c"; then echo "$f" >> stays; else echo "$f" >> changes; fi
	done
	for mode in report org context patch; do
		grep -q "^virtual $mode$" "$script" || continue
		why=
		make -s coccicheck MODE=$mode COCCI="scripts/coccinelle/vm_flags/$name.cocci" \
			M="$tree/m" J="${J:-$(nproc)}" > said 2> log < /dev/null || why="exit $?: $(tail -n 1 log)"
		! grep -q "^EXN" said || why=$(grep -m 1 "^EXN" said)
		grep -o 'm/[a-z0-9_-]*\.c' said | sed 's|m/||' | sort -u > named
		sort changes | comm -3 - named > differ
		[ -n "$why" ] || [ ! -s differ ] ||
			why="not as in cocci/tests: $(paste -sd ' ' differ | tr '\t' '+')"
		result "$name, MODE=$mode: $(grep -c . changes) to change, $(grep -c . stays || :) to stay" "$why"
	done
done
ktap_ends coccicheck
