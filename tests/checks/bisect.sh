#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bisect.sh ARCH BASE [all|ends|identical [FROM]] - each commit builds, and which
# objects it changes
#
# For each commit of the series (identical: up to the flip; FROM: from that number
# on) builds the objects of the files it touches, before and after it, and of all
# that the series touches those that include one of them.  Not ok: an object that
# its parent builds and it doesn't; up to the flip also one whose code changes, if
# the log doesn't say so.  ends: the first and the last commit of each step of
# the topics, which must build what the base builds; nothing is compared.
# What the log says is a paragraph "Code changes in ...", which names objects, or
# "all objects"; a clause of it (they end in ; or .) with "32-bit" or "64-bit" in
# it is for those architectures.  __LINE__ is 0: lines move.  KTAP, and the
# beginning of the difference in assembly; all of it in OUT/differ.
# Exit: 0, 1; 2 can't run.
#
# Check: bisect ARCH BASE
#   what: every commit builds; up to the flip as identical
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh kernel/engine/words.sh kernel/engine/work.sh
#   takes: 60 min
#   shows: commits=commits
# Check: identical ARCH BASE identical
#   what: no commit up to the flip changes code but where its log says so
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh kernel/engine/words.sh kernel/engine/work.sh
#   takes: 60 min
#   shows: commits=commits
# Check: ends ARCH BASE ends
#   what: the first and the last commit of each step builds
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh kernel/engine/words.sh kernel/engine/work.sh
#   takes: 20 min
#   blind: the commits in between
#   shows: ends of steps=commits
set -eu
export LC_ALL=C
. "$(dirname "$0")/../build.sh"
mode=${3:-all}
from=${4:-1}
setup bisect "${1:-}" "${2:-}"
kcflags='-U__LINE__ -D__LINE__=0 -Wno-builtin-macro-redefined'
objdump=${CROSS_COMPILE}objdump

git -C "$tree" rev-list --reverse base..series > "$out/commits"
[ -s "$out/commits" ] || cannot "the series of $2 has no commits"
git -C "$tree" rev-parse -q --verify refs/steps/flip > /dev/null || [ "$mode" != identical ] ||
	cannot "the series of $2 has no step flip, up to which code stays the same"
case $mode in
all)	cat "$out/commits" ;;
identical) git -C "$tree" rev-list --reverse base..refs/steps/flip ;;
ends)	# the steps in the order in which they were made
	last=base
	in_order "$tree" refs/steps | while read -r step; do
		git -C "$tree" rev-list --reverse "$last..$step" > "$out/step"
		head -n 1 "$out/step"
		tail -n 1 "$out/step"
		last=$step
	done | uniq ;;
*)	cannot "'$mode' is not all, ends or identical" ;;
esac > "$out/wanted"

# keep DIR BUILT: the objects in BUILT without names and line numbers, in DIR,
# and their sums.
keep() {
	rm -rf "$1"
	mkdir -p "$1"
	while read -r o; do
		bare=$1/$(echo "$o" | tr / :)
		"${CROSS_COMPILE}objcopy" -g -R .comment -R .note.gnu.build-id "$obj/$o" "$bare" 2> /dev/null &&
			echo "$o $(sha256sum < "$bare")"
	done < "$2" > "$1.sums"
}

# Those of the objects on stdin of which the log of commit $1 doesn't say that
# they change.
unsaid() {
	git -C "$tree" log -1 --format=%b "$1" | awk -v bits="$BITS" '
		/^Code changes in / { on = 1 }
		/^$/ { on = 0 }
		on { text = text " " $0 }
		END {
			n = split(text, clause, /;|\. |\.$/)
			for (i = 1; i <= n; i++)
				if (clause[i] !~ /32-bit|64-bit/ || clause[i] ~ bits "-bit")
					print clause[i]
		}' | tr -s ' ,:' '\n' > "$out/says"
	if tr '\n' ' ' < "$out/says" | grep -q 'all objects'; then
		return 0
	fi
	grep -vxF -f "$out/says" || :
}

# Of functions that have a section each, too.
disassemble() {
	"$objdump" -dr "$1" 2> /dev/null | sed 1,3d
	"$objdump" -s -j .rodata -j .data "$1" 2> /dev/null | sed 1,3d
}

# What lost and OUT/unsaid say of a commit.
verdict() {
	if [ -z "$lost" ] && [ ! -s "$out/unsaid" ]; then
		echo "ok $title"
		return
	fi
	echo "not ok $title"
	if [ -n "$lost" ]; then
		echo "# no longer builds: $lost"
		grep -m 5 'error:' "$out/after.log" | sed 's/^/# /'
	else
		echo "# changes, and its log doesn't say so: $(tr '\n' ' ' < "$out/unsaid")"
	fi
	failed=$((failed + 1))
}

git -C "$tree" diff --name-only base series | objects > "$out/all"
# What the commit before has: its objects are kept, so that none is built twice.
first=$(sed -n "${from}p" "$out/wanted")
[ -n "$first" ] || cannot "$mode has $(wc -l < "$out/wanted") commits, FROM is $from"
if [ "$mode" = ends ]; then at base; else at "$first^"; fi
build "$out/all" "$out/now.log"
[ "$mode" = ends ] || keep "$out/now" "$out/now.log.built"
mkdir -p "$out/differ"
echo "KTAP version 1"
echo "1..$(wc -l < "$out/wanted")"
n=0 failed=0
while read -r c <&3; do
	n=$((n + 1))
	[ "$n" -ge "$from" ] || continue
	git -C "$tree" diff --name-only "$c^" "$c" > "$out/names"
	{ objects < "$out/names"; includers "$out/now.log.built" < "$out/names"; } | sort -u > "$out/list"
	title="$n - $(git -C "$tree" log -1 --format=%s "$c")"
	if [ ! -s "$out/list" ]; then
		echo "ok $title # SKIP touches no object of $ARCH"
		continue
	fi
	grep -xF -f "$out/list" "$out/now.log.built" > "$out/before.built" || :
	at "$c"
	# what C files alone change is their objects
	prepared=1
	if [ "$mode" = ends ] || grep -qvE '\.c$' "$out/names" ||
	   grep -qE 'offsets|bounds' "$out/names"; then
		prepared=''
	fi
	build "$out/list" "$out/after.log" "$prepared"
	mv "$out/after.log.built" "$out/after.built"
	: > "$out/unsaid"
	lost=$(comm -23 "$out/before.built" "$out/after.built" | tr '\n' ' ')
	if [ "$mode" = ends ]; then
		verdict
		echo "# $(wc -l < "$out/after.built") built"
		continue
	fi
	keep "$out/after" "$out/after.built"
	awk 'NR == FNR { in_list[$1]; next } $1 in in_list' "$out/list" "$out/now.sums" > "$out/before.sums"
	same=$(sort "$out/before.sums" "$out/after.sums" | uniq -d | wc -l)
	sort "$out/before.sums" "$out/after.sums" | uniq -u | cut -d ' ' -f 1 | sort | uniq -d > "$out/differ.list"
	if git -C "$tree" merge-base --is-ancestor "$c" refs/steps/flip 2> /dev/null; then
		unsaid "$c" < "$out/differ.list" > "$out/unsaid"
	fi
	verdict
	echo "# $(wc -l < "$out/after.built") built, $same identical$(sed '1s/^/, not: /' "$out/differ.list" | tr '\n' ' ')"
	while read -r o; do
		f=$(echo "$o" | tr / :)
		disassemble "$out/now/$f" > "$out/before.s"
		disassemble "$out/after/$f" > "$out/after.s"
		diff -u "$out/before.s" "$out/after.s" > "$out/differ/$n-$f.diff" || :
		! grep -qxF "$o" "$out/unsaid" || head -n 30 "$out/differ/$n-$f.diff" | sed 's/^/#   /'
	done < "$out/differ.list"
	find "$out/after" -type f -exec mv -t "$out/now" {} +
	awk 'NR == FNR { in_list[$1]; next } !($1 in in_list)' "$out/list" "$out/now.sums" |
		cat - "$out/after.sums" > "$out/sums.new"
	mv "$out/sums.new" "$out/now.sums"
	grep -vxF -f "$out/list" "$out/now.log.built" | cat - "$out/after.built" | sort > "$out/built.new"
	mv "$out/built.new" "$out/now.log.built"
done 3< "$out/wanted"
echo "# = commits=$((n - failed))/$n"
echo "# $((n - failed)) of $n commits"
[ "$failed" = 0 ]
