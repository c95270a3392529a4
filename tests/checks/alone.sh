#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# alone.sh ARCH BASE - each topic builds on the base with what it needs, and nothing else
#
# As who takes one topic has it: "git am" of what the topic's file names as needed and
# of the topic itself, on the base.  Not ok: an object of its sources, or of what the
# series touches and that includes a header of it, which the base builds and this tree
# doesn't.  KTAP.  Exit: 0, 1; 2 can't run here.
#
# Check: alone ARCH BASE
#   what: each topic builds on the base with what it needs, and nothing else
#   when: arch
#   of: series
#   reads: kernel/topics kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh kernel/engine/words.sh kernel/engine/work.sh
#   takes: 15 min
#   blind: the commits within a topic: that is bisect
#   shows: topics built alone=topics
set -eu
export LC_ALL=C GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
. "$(dirname "$0")/../build.sh"
. "$top/tests/ktap.sh"
base=${2:-}
setup alone "${1:-}" "$base"
series=${OUT:-$top/patches/$base}
[ -f "$series/made-from" ] || cannot "no $series/made-from: run 'make series'"

git -C "$tree" diff --name-only base series | objects > "$out/all"
build "$out/all" "$out/base.log"
[ -s "$out/base.log.built" ] || cannot "the base builds nothing of what the series touches: $(grep -m 1 -E 'error|\*\*\*' "$out/base.log" || :); see $out/base.log"
ktap_starts
built=0
for topic in $(sed -n 's/^topics //p' "$series/made-from"); do
	rm -f "$tree.whole"
	git -C "$tree" checkout -q -f --detach base
	why=
	from=
	for t in $(needs "$topic" | awk '!seen[$0]++') "$topic"; do
		[ -f "$series/$t/series" ] || continue
		from=$(git -C "$tree" rev-parse HEAD)
		grep -v '^#' "$series/$t/series" | sed "s|^|$series/$t/|" |
			xargs -d '\n' git -C "$tree" am -q > "$out/am.log" 2>&1 || {
			why="git am of $t: $(grep -m 1 'Patch failed' "$out/am.log")"
			git -C "$tree" am --abort 2> /dev/null || :
			break
		}
	done
	: > "$tree.whole"
	if [ -z "$why" ]; then
		git -C "$tree" diff --name-only "$from" HEAD > "$out/names"
		{ objects < "$out/names"; grep '\.h$' "$out/names" | includers "$out/base.log.built"; } | sort -u > "$out/list"
		if [ ! -s "$out/list" ]; then
			skipped "$topic" "has no object of $ARCH"
			continue
		fi
		build "$out/list" "$out/topic.log"
		sort "$out/base.log.built" | comm -12 - "$out/list" | comm -23 - "$out/topic.log.built" > "$out/lost"
		why=$(sed '1s/^/no longer builds: /' "$out/lost" | tr '\n' ' ')
		[ -z "$why" ] || why="$why($(grep -m 1 'error:' "$out/topic.log" || :))"
		echo "# $topic: $(wc -l < "$out/topic.log.built") built, of $(sort "$out/base.log.built" | comm -12 - "$out/list" | wc -l) that the base builds"
	fi
	result "$topic" "$why"
	[ -n "$why" ] || built=$((built + 1))
done
at base
echo "# = topics=$built/$((built + failed))"
ktap_ends alone
