#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# objects.sh ARCH BASE [clang] - no new warning or error of gcc in what the series touches
#
# Builds, of an allmodconfig, the object of every file that the series touches
# or that mentions a vma flag, before the series and after it.  A warning counts
# as new by file and text, not by line.
# Objects that the base can't build in this configuration count as skipped.
# clang: by clang, the oldest that is installed and that the base takes.
# Exit: 0 none new; 1 some, each printed; 2 can't run here.
#
# Check: objects ARCH BASE
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh kernel/engine/words.sh kernel/engine/work.sh
#   takes: 4 min
#   blind: what a compiler does not warn of, which is most
#   shows: objects built=built, new warnings=new
# Check: objects-clang ARCH BASE clang
#   what: no new warning or error of clang in what the series touches
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh kernel/engine/words.sh kernel/engine/work.sh
#   takes: 10 min
#   blind: what a compiler does not warn of, which is most
#   shows: objects by clang=built, new warnings of clang=new
set -eu
export LC_ALL=C
. "$(dirname "$0")/../build.sh"
compiler=${3:-gcc}
setup objects "${1:-}" "${2:-}"

concerned | objects > "$out/list"

# file: text, without the line and the path to the tree, which with ccache may be one
# of another clone: it says what was said when the object was made
said() {
	sed -n 's|^\(\.\./src/\)*||; s|^'"$tree"'/||; s|^/[^: ]*/build/[^/: ]*/src/||
		s/^\([^: ]*\):[0-9:]* \(warning\|error\): /\1: \2: /p' "$1" | sort -u
}
build "$out/list" "$out/base"
at series
build "$out/list" "$out/series"

said "$out/base" > "$out/base.said"
said "$out/series" | comm -13 "$out/base.said" - > "$out/new"
comm -23 "$out/base.built" "$out/series.built" |
	sed 's/$/: built before the series, not after it/' >> "$out/new"
cat "$out/new"
all=$(wc -l < "$out/list") built=$(wc -l < "$out/base.built") new=$(wc -l < "$out/new")
[ "$built" -gt 50 ] || cannot "only $built of $all objects built in the base: see $out/base"
echo "# = built=$built skipped=$((all - built)) new=$new"
echo "objects: $built built, $((all - built)) skipped (not in allmodconfig of $ARCH), $new new warnings or errors"
[ "$new" = 0 ]
