#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# why.sh FILE:FUNCTION:NAME [BASE] - how vma flags come to a declaration, or why not
#
# NAME is a local or a parameter of FUNCTION, "return" for what it returns; for a
# field, or a hook and its parameters, FUNCTION is the struct.  Of the tree for which
# make series was last run with the same BASE, KERNEL or VERSION.
#
# Prints the shortest way from a vma flag to it, a line a step: what has the value,
# and the line of the tree, as it was when the flow was followed (after the
# preparation), where it is passed on.  Or where the flow ends, and why.
# Exit: 0 it carries flags, 1 it doesn't, or a line that says what is wrong.
set -eu
export LC_ALL=C
unset VM_FLAGS_READ VM_FLAGS_LIST || :
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/kernel/engine/spatch-path.sh"
die() { echo "why: $*" >&2; exit 1; }
what=${1:-}
case $what in
*:*:*) ;;
*) die "WHAT=$what: it is FILE:FUNCTION:NAME, as mm/mlock.c:mlock_fixup:newflags" ;;
esac
base=${2:-}
[ -n "$base" ] || base=$("$top/kernel/engine/nearest.sh" "${KERNEL:-${VERSION:-}}")
work=$("$top/kernel/engine/work.sh" "$base") || exit 1
[ -f "$work/whole" ] && [ -s "$work/tmp/facts" ] ||
	die "there is nothing of a whole run in $work: make series with the same BASE, KERNEL or VERSION"
file=${what%%:*} name=${what##*:}
function=${what#*:}
function=${function%:*}
file=${file#./}
tree=$work/linux
rev=$(git -C "$tree" rev-parse -q --verify refs/steps/prep) || die "$tree has no refs/steps/prep: make series again"
source_line() { git -C "$tree" show "$rev:$1" 2> /dev/null | sed -n "$2s/^[[:space:]]*//; $2p" | sed -n "${3:-1}p"; }
git -C "$tree" cat-file -e "$rev:$file" 2> /dev/null || die "$file: there is no such file in $tree"
git -C "$tree" show "$rev:$file" > "$work/tmp/why.c"

# The declarations of that name.
awk -F '\t' -v file="$file" -v fn="$function" -v name="$name" -v src="$work/tmp/why.c" '
	BEGIN { while ((getline l < src) > 0) line[++n] = l }
	$1 != "decl" { next }
	{
		split($3, at, ":")
		if (at[1] != file) next
		split($2, v, " ")
		f = v[2]
		sub(/.*:/, "", f)
		x = v[4]
		sub(/\.[0-9]*$/, "", x)
		word = substr(line[at[2]], at[3] + 1)
		sub(/[^A-Za-z0-9_].*/, "", word)
		if (v[1] == "var" && v[3] == fn && x == name ||
		    v[1] == "global" && fn == "-" && v[2] == name ||
		    v[1] == "func" && f == fn && (v[3] == name || v[3] != "return" && word == name) ||
		    v[1] == "field" && v[2] == fn && (v[3] == name || index(v[3], name "(") == 1 || word == name))
			print $2 "\t" at[1] ":" at[2]
	}' "$work/tmp/facts" | sort -u > "$work/tmp/why.is"
if [ ! -s "$work/tmp/why.is" ]; then
	at=$(awk -F '\t' -v f="field $function $name" '$1 == "unread" && $2 == f { print $3; exit }' "$work/tmp/facts")
	[ -z "$at" ] || { echo "$at: field $function $name"; echo "  is a bit-field, or in code that Coccinelle can't read: what gets there is listed"; exit 1; }
	die "$file has no integer $name in $function (- for a variable of the file), or Coccinelle can't read it there"
fi

(
	cd "$tree"
	VM_FLAGS_TREE=. VM_FLAGS_FACTS="$work/tmp/facts" VM_FLAGS_LIST="$work/tmp/why.list" VM_FLAGS_WAYS="$work/tmp/ways" \
		spatch --very-quiet --sp-file "$top/cocci/retype.cocci" --no-includes "$work/tmp/none.c"
) > /dev/null 2> "$work/tmp/why.err" || die "$(head -n 1 "$work/tmp/why.err")"

carries=1
while IFS='	' read -r v at; do
	echo "$at: $v"
	way=$(awk -F '\t' -v v="$v" '$1 == v { $1 = ""; sub(/^ /, ""); for (i = 2; i <= NF; i++) print $i }' FS='\t' OFS='\t' "$work/tmp/ways")
	if [ -n "$way" ]; then
		carries=0
		echo "$way" | while IFS= read -r step; do
			place=$(echo "$step" | sed -n 's/.* (\([^()]*:[0-9]*\))$/\1/p')
			case $step in seed) step="a vma flag, or what is a vm_flags_t" ;; esac
			if [ -n "$place" ]; then
				printf '  -> %-50s %s: %s\n' "${step% (*}" "$place" "$(source_line "${place%:*}" "${place##*:}")"
			else
				printf '     %s\n' "$step"
			fi
		done
		case $(awk -F '\t' -v v="$v" '$2 == v { print $1; exit }' "$work/tmp/why.list") in
		flags) echo "  it is a vm_flags_t" ;;
		truth) echo "  it stays: an int that also gets truth values" ;;
		esac
	else
		awk -F '\t' -v v="$v" '$1 == "stop" && $2 == v { print "  the flow ends at " $3 ": " $4 }' "$work/tmp/why.list" |
			sort -u | grep . || echo "  no vma flags get there"
	fi
done < "$work/tmp/why.is"
exit $carries
