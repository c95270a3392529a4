#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bisect.sh ARCH BASE [FROM] - every commit of the series builds
#
# For each commit (from number FROM on) builds the objects it touches, before
# and after it; for one that touches headers, all those that the series
# touches.  An object that its parent builds and it doesn't is a failure.
# Says also how many objects are the same, but for debug information: up to
# "print vma flags" and the constants that should be all of them, unless an
# int got wider or the log says what changed.  KTAP.  Exit: 0, 1; 2 can't run.
set -eu
export LC_ALL=C
. "$(dirname "$0")/build.sh"
from=${3:-1}
setup bisect "${1:-}" "${2:-}"

sums() { # of the code and data, without what holds line numbers and names
	(cd "$obj" && while read -r o; do
		"${CROSS_COMPILE}objcopy" -g -R .comment -R .note.gnu.build-id "$o" "$out/bare.o" 2> /dev/null &&
			echo "$o $(sha256sum < "$out/bare.o")"
	done < "$1")
}

git -C "$tree" diff --name-only base series | objects > "$out/all"
git -C "$tree" rev-list --reverse base..series > "$out/commits"
[ -s "$out/commits" ] || cannot "the series of $2 has no commits"
echo "KTAP version 1"
echo "1..$(wc -l < "$out/commits")"
n=0 failed=0 last=
while read -r c <&3; do
	n=$((n + 1))
	[ "$n" -ge "$from" ] || continue
	git -C "$tree" diff --name-only "$c^" "$c" > "$out/names"
	if grep -q '\.h$' "$out/names"; then cp "$out/all" "$out/list"; else objects < "$out/names" > "$out/list"; fi
	title="$n - $(git -C "$tree" log -1 --format=%s "$c")"
	if [ ! -s "$out/list" ]; then
		echo "ok $title # SKIP touches no object of $ARCH"
		continue
	fi
	# The parent's objects may be here from the last round.
	if [ "$last" != "$(cat "$out/list")" ]; then
		at "$c^"
		build "$out/list" "$out/before"
		sums "$out/before.built" > "$out/before.sums"
	else
		mv "$out/after.built" "$out/before.built"
		mv "$out/after.sums" "$out/before.sums"
	fi
	at "$c"
	build "$out/list" "$out/after"
	sums "$out/after.built" > "$out/after.sums"
	lost=$(comm -23 "$out/before.built" "$out/after.built" | tr '\n' ' ')
	same=$(sort "$out/before.sums" "$out/after.sums" | uniq -d | wc -l)
	differ=$(sort "$out/before.sums" "$out/after.sums" | uniq -u | cut -d ' ' -f 1 | sort -u | tr '\n' ' ')
	if [ -n "$lost" ]; then
		echo "not ok $title"
		echo "# no longer builds: $lost"
		grep -m 5 'error:' "$out/after" | sed 's/^/# /'
		failed=$((failed + 1))
	else
		echo "ok $title"
	fi
	echo "# $(wc -l < "$out/after.built") built, $same identical${differ:+, not: $differ}"
	last=$(cat "$out/list")
done 3< "$out/commits"
[ "$failed" = 0 ]
