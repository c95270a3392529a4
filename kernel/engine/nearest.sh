#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# nearest.sh DIR|VERSION - the base for the kernel tree DIR, or for Linux VERSION
#
# First by how the tree's mm_types.h declares vma flags (VMA_FLAGS of a base): what
# is written for a word is none for a bitmap.  Of those that suit, the newest that
# isn't newer than the tree; the oldest when all are, or when DIR doesn't say what
# it is.  Exit: 0; 1 with a line when there is none.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
if [ -d "$1" ]; then
	v=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p' "$1/Makefile" 2> /dev/null | tr -d '\n')
	kind=word
	! grep -q '\<vma_flags_t;' "$1/include/linux/mm_types.h" 2> /dev/null || kind=bitmap
else
	v=$1 kind=
fi
best=$(for b in "$top"/kernel/bases/*; do
	(. "$b" && [ "${kind:-$VMA_FLAGS}" = "$VMA_FLAGS" ] && echo "$RELEASE ${b##*/}") || :
done | sort -V | awk -v v="$v" '
	function newer(a, b,  x, y) {
		split(a, x, "."); split(b, y, ".")
		return x[1] + 0 != y[1] + 0 ? x[1] + 0 > y[1] + 0 : x[2] + 0 > y[2] + 0
	}
	NR == 1 || !newer($1, v) { best = $2 }
	END { print best }')
[ -n "$best" ] || {
	case $kind in bitmap) by=vma_flags_t ;; *) by=vm_flags_t ;; esac
	echo "$1: in Linux ${v:-of this tree} vma flags are a ${kind:-word} ($by in include/linux/mm_types.h), and no base in kernel/bases is of that kind: there is no series for it yet" >&2
	exit 1
}
echo "$best"
