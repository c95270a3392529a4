#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# cocci.sh - what each semantic patch must change, and what it must leave
#
# cocci/tests/SCRIPT/NAME.in.c run through cocci/SCRIPT.cocci must give
# NAME.out.c; with modes report, org and context it must say something exactly
# when the two differ.  The tree is cocci/tests/tree.  KTAP.  Exit: 0, 1; 2
# can't run.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
command -v spatch > /dev/null ||
	{ echo "cocci: spatch is missing: apt-get install coccinelle"; exit 2; }
tmp=$top/build/cocci-test
rm -rf "$tmp"
mkdir -p "$tmp"
export VM_FLAGS_TREE="$top/cocci/tests/tree"
n=0 failed=0
result() { # what failed, or nothing; name; file with details
	n=$((n + 1))
	if [ -z "$1" ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2: $1"
		sed 's/^/# /' "$3"
		failed=$((failed + 1))
	fi
}

echo "KTAP version 1"
for script in "$top"/cocci/*.cocci; do
	name=$(basename "$script" .cocci)
	why=
	spatch --parse-cocci "$script" > "$tmp/log" 2>&1 || why="does not parse"
	result "$why" "$name" "$tmp/log"
	ls "$top/cocci/tests/$name"/*.in.c > /dev/null 2>&1 ||
		result "has no test" "$name" /dev/null
	for in in "$top/cocci/tests/$name"/*.in.c; do
		out=${in%.in.c}.out.c
		case $in in */mm*) f=$tmp/mm.h ;; *) f=$tmp/$(basename "$in" .in.c).c ;; esac
		for mode in patch report org context; do
			cp "$in" "$f"
			why=
			# shellcheck disable=SC2046
			spatch --sp-file "$script" -D $mode --no-includes --very-quiet \
				$([ $mode != patch ] || echo --in-place) "$f" > "$tmp/said" 2> "$tmp/log" ||
				why="spatch failed"
			! grep -qiE 'error|exception|traceback' "$tmp/log" || why="spatch failed"
			if [ -n "$why" ]; then :
			elif [ $mode = patch ]; then
				diff -u "$out" "$f" > "$tmp/log" || why="differs"
			elif cmp -s "$in" "$out"; then
				[ ! -s "$tmp/said" ] || why="speaks of what must stay"
				cp "$tmp/said" "$tmp/log"
			else
				[ -s "$tmp/said" ] || why="says nothing"
			fi
			result "$why" "$name/$(basename "$in" .in.c) $mode" "$tmp/log"
		done
	done
done
echo "1..$n"
echo "# $((n - failed)) of $n as expected"
[ "$failed" = 0 ]
