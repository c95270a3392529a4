#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# needed.sh ARCH BASE [HUNK...] - is each change of some topics tested?
#
# Takes the hunks of their code out of the kernel, one at a time (or those of
# these numbers), builds and boots what is left, and says which guest tests see
# it.  A hunk that no test sees is one that nobody would miss, or a test that is
# missing; one that only takes lines away is named, to be read.  About a minute a
# hunk, more for one in a header of everyone.
# TOPICS: which, default "droppable fault-policy sigbus", those of them that BASE has.
# Exit: 0 all are seen (by the compiler, too); 1 some not; 2 can't run here.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
arch=${1:?usage: needed.sh ARCH BASE [HUNK...]}
base=${2:?usage: needed.sh ARCH BASE [HUNK...]}
shift 2
cannot() { echo "needed: $*" >&2; exit 2; }
[ -f "$top/kernel/arch/$arch" ] ||
	cannot "unknown ARCH '$arch': there is $(cd "$top/kernel/arch" && echo *)"
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
. "$top/tests/tree.sh"
has_series "$work" || cannot "$no_series"
out=$work/needed-$arch
tree=$out/src
mkdir -p "$out/hunks"
exec 9> "$out/lock"
flock -n 9 || cannot "another run works in $out: wait for it to end"
tree_at "$work/linux" "$tree" refs/topics/sigbus

# A hunk a file, with the lines that say which file it is of.
rm -f "$out/hunks"/*
topics=${TOPICS:-droppable fault-policy sigbus}
for topic in ${TOPICS:-}; do
	git -C "$tree" rev-parse -q --verify "refs/topics/$topic" > /dev/null ||
		cannot "$base has no topic '$topic': there is $(git -C "$tree" for-each-ref --format='%(refname:lstrip=2)' refs/topics | xargs)"
done
before=base
in_order "$tree" refs/topics | while read -r topic; do
	case " $topics " in
	*" ${topic##*/} "*)
		git -C "$tree" diff --no-color "$before" "$topic" -- '*.c' '*.h' ':!tools' ':!include/uapi' ':!*/tests/*' ;;
	esac
	before=$topic
done |
	awk -v dir="$out/hunks" '
		/^diff / { head = ""; inside = 0 }
		/^@@/ { inside = 1; file = sprintf("%s/%02d", dir, ++n); printf "%s", head > file }
		inside { print > file }
		!inside { head = head $0 "\n" }'
[ -n "$(ls "$out/hunks")" ] || cannot "the topics $topics of $base have no hunks of code"
# shellcheck disable=SC2046 # words
[ $# -gt 0 ] || set -- $(ls "$out/hunks")

# All but the stress test, which sees what they see, later.
tests=$(cd "$top/tests/guest" && find droppable -name '*.c' ! -name stress.c -printf '%f\n' | sed 's/\.c$//' | sort)
tests="$tests vm_flags use_mm"

# without HUNK...: builds and boots what is left without these; sets seen.
without() {
	tree_at "$work/linux" "$tree" refs/topics/sigbus
	log=$out/$(echo "$*" | tr ' ' +).log
	# From the last one on, so that the lines of the others stay where they are.
	for h in $(printf '%s\n' "$@" | sort -r); do
		if ! git -C "$tree" apply -R "$out/hunks/$h" 2> "$log"; then
			seen='can not be taken out alone'
			return
		fi
	done
	rc=0
	# shellcheck disable=SC2086 # names
	"$top/tests/qemu.sh" "$arch" "$tree" "$out/kernel" $tests > "$log" 2>&1 || rc=$?
	if [ "$rc" = 0 ]; then
		seen=NONE
	elif grep -q 'kmake' "$log"; then
		seen=compiler
	else
		seen=$(sed -n 's/^not ok [0-9]* //p' "$log" | xargs)
		seen="${seen:-$(tail -n 1 "$log")}: $(grep -m 1 '^ .*not ok' "$log" | sed 's/^ *//')"
	fi
}

of() { sed -n 's|^+++ b/||p' "$out/hunks/$1" 2> /dev/null; }

unseen=0 dead=0
for n; do
	hunk=$out/hunks/$n
	[ -f "$hunk" ] || cannot "no hunk $n: there are $(ls "$out/hunks" | tail -n 1)"
	what=$(of "$n"):$(sed -n 's/^@@ -[0-9,]* +\([0-9]*\).*@@ *\(.*\)/\1: \2/p' "$hunk")
	if ! grep '^[-+][^-+]' "$hunk" | grep -qv '^.[[:space:]]*[/ ]\*'; then
		printf '%s %s\n      comment only\n' "$n" "$what"
		continue
	fi
	without "$n"
	# A variable and its use: that it doesn't build alone says nothing.
	alone=$seen
	for m in $(seq -f %02g $((${n#0} - 1)) 2 $((${n#0} + 1))); do
		case $alone in compiler | can*) ;; *) break ;; esac
		[ "$(of "$m")" = "$(of "$n")" ] || continue
		without "$n" "$m"
		case $seen in compiler | can*) seen=$alone ;; *) seen="with $m: $seen"; break ;; esac
	done
	case $seen in
	*NONE)
		if grep -q '^+[^+]' "$hunk"; then
			unseen=$((unseen + 1))
		else
			# nothing that runs tells it from what another hunk has made unreachable
			dead=$((dead + 1))
			seen="$seen; it takes lines away only: read that they are unreachable"
		fi ;;
	esac
	printf '%s %s\n      %s\n' "$n" "$what" "$seen"
done
tree_at "$work/linux" "$tree" refs/topics/sigbus
echo "needed: $# hunks taken out, $unseen that no test sees, and $dead that take lines away only, to be read"
[ "$unseen" = 0 ]
