#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# recall.sh BASE - what upstream declared vm_flags_t by hand, against what is retyped here
#
# Linux 7.3 (Debian's archive, trixie-backports) uses vm_flags_t nearly everywhere.
# Each of its declarations of that type, known by function and name, whose
# counterpart is an integer in the base, should be one in the series too.  Counted:
# those that are, those that are missing, and those that are only here while 7.3 has
# an integer of that name there.  It sees nothing of what 7.3 renamed or removed.
#
# Wants the series in build/ (make series).  Lists in build/BASE/recall/.  KTAP.
# Exit: 0 nothing is missing, 1; 2 can't run.
#
# Check: recall BASE
#   when: test-all
#   of: series
#   reads: cocci kernel
#   takes: 20 min
#   blind: what upstream has missed, too
set -eu
export LC_ALL=C
unset KERNEL OUT V VERSION CONTINUE VM_FLAGS_READ VM_FLAGS_FACTS VM_FLAGS_LIST || :
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
base=${1:?usage: recall.sh BASE}
skip() { echo "recall: $*"; exit 2; }
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
[ -f "$work/whole" ] && [ -s "$work/tmp/facts" ] || skip "there is no series in $work: make series BASE=$base"
out=$work/recall
rm -rf "$out"
mkdir -p "$out"
theirs=$top/build/recall-7.3
if [ ! -f "$theirs/unpacked" ]; then
	tarball=$(PACKAGE=linux-source-7.3 SUITES=trixie-backports "$top/kernel/engine/fetch.sh" 7.3 2>&1) || skip "$tarball"
	tarball=$(echo "$tarball" | tail -n 1)
	rm -rf "$theirs"
	mkdir -p "$theirs"
	tar -xf "$tarball" -C "$theirs" --strip-components=1 --wildcards '*.[ch]'
	touch "$theirs/unpacked"
fi

# facts TREE FILES: the declarations in these, by 64 files a process
facts() {
	echo 'int none;' > "$out/none.c"
	(
		cd "$1"
		xargs -n 64 -P "${J:-$(nproc)}" sh -c '
			script=$1 macros=$2 none=$3; shift 3
			VM_FLAGS_TREE=. VM_FLAGS_READ="$*" spatch --sp-file "$script" \
				--macro-file-builtins "$macros" --very-quiet --no-includes "$none"
		' sh "$top/cocci/retype.cocci" "$work/tmp/macros.h" "$out/none.c" < "$2"
	) 2> /dev/null | grep '^decl	'
}
# keys TREE: of facts, "KIND FUNCTION NAME<tab>integer or flags<tab>FILE:LINE"
keys() {
	awk -F '\t' -v tree="$1" '
		$1 != "decl" { next }
		{
			split($3, at, ":")
			width = at[6]
			if (width != "flags" && width != "int" && width != "long") next
			split($2, v, " ")
			if (v[1] == "func" || index($2, "(")) {
				if (at[1] != file) {
					file = at[1]
					n = 0
					split("", line)
					while ((getline l < (tree "/" file)) > 0) line[++n] = l
					close(tree "/" file)
				}
				word = substr(line[at[2]], at[3] + 1)
				sub(/[^A-Za-z0-9_].*/, "", word)
			}
			f = v[2]
			sub(/.*:/, "", f)
			if (v[1] == "var" && v[3] != "-") {
				x = v[4]
				sub(/\.[0-9]*$/, "", x)
				key = v[3] " " x
			} else if (v[1] == "func")
				key = f " " (v[3] == "return" ? "return" : word)
			else if (v[1] == "field")
				key = v[2] " " (index(v[3], "(") ? v[3] " " word : v[3])
			else next
			print key "\t" (width == "flags" ? "flags" : "integer") "\t" at[1] ":" at[2]
		}' | sort -u
}
sort -t "$(printf '\t')" -k 3 "$work/tmp/facts" | grep '^decl	' > "$out/base.facts"
mkdir "$out/base"
# shellcheck disable=SC2046 # words
git -C "$work/linux" archive refs/steps/prep $(cut -f 3 "$out/base.facts" | cut -d : -f 1 | sort -u) | tar -x -C "$out/base"
keys "$out/base" < "$out/base.facts" > "$out/base.keys"
git -C "$work/linux" diff --name-only refs/steps/prep refs/steps/retype > "$out/files"
facts "$work/linux" "$out/files" | keys "$work/linux" > "$out/series.keys"
(cd "$theirs" && grep -rlw --include='*.[ch]' vm_flags_t . | sed 's|^\./||' | grep -vE '^(tools|Documentation|samples)/' | sort) > "$out/their.files"
facts "$theirs" "$out/their.files" | keys "$theirs" > "$out/their.keys"

of() { awk -F '\t' -v w="$2" '$2 == w { print $1 }' "$out/$1.keys" | sort -u; }
of base integer > "$out/was-integer"
of base flags > "$out/was-flags"
comm -23 "$out/was-integer" "$out/was-flags" > "$out/was"
of series flags > "$out/is-flags"
of their flags > "$out/their-flags"
of their integer | comm -23 - "$out/their-flags" > "$out/their-integer"
comm -12 "$out/was" "$out/their-flags" > "$out/counterparts"
comm -12 "$out/counterparts" "$out/is-flags" > "$out/matched"
comm -23 "$out/counterparts" "$out/is-flags" > "$out/missing"
comm -12 "$out/was" "$out/is-flags" > "$out/retyped"
comm -12 "$out/retyped" "$out/their-integer" > "$out/only-here"
# Of a name there can be several: prototypes, stubs, architectures.
at() { awk -F '\t' 'NR == FNR { k[$1]; next } $2 == "integer" && $1 in k' "$out/$1" "$out/base.keys" | wc -l; }
count() { wc -l < "$out/$1"; }
places() { # file of keys, whose places
	while IFS= read -r k; do
		awk -F '\t' -v k="$k" -v who="$2" '$1 == k && !n++ { print "# " who ": " k " (" $3 ")" }' "$out/$3.keys"
	done < "$out/$1"
}
[ "$(count counterparts)" -gt 0 ] || { echo "recall: 7.3 has no counterpart of anything: it was not read"; exit 1; }
ktap_starts
places missing "missing here" base
places only-here "an integer in 7.3" base
why=
[ "$(count missing)" = 0 ] || why="$(count missing) are missing"
result "nothing that 7.3 has as vm_flags_t is missing" "$why"
ktap_ends recall ": $(at matched) of $(at counterparts) places, of $(count matched) of $(count counterparts) names, that 7.3 has as vm_flags_t; $(count retyped) names are retyped, $(count only-here) of them integers in 7.3"
