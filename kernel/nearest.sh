#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# nearest.sh DIR - the base whose hand-written commits suit the kernel tree DIR
#
# Prints the newest of kernel/bases that isn't newer than the tree, the oldest
# when all are, or when DIR doesn't say what it is.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
v=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p' "$1/Makefile" 2> /dev/null | tr -d '\n')
for b in "$top"/kernel/bases/*; do
	(. "$b" && echo "$VERSION ${b##*/}")
done | sort -V | awk -v v="$v" '
	function newer(a, b,  x, y) {
		split(a, x, "."); split(b, y, ".")
		return x[1] + 0 != y[1] + 0 ? x[1] + 0 > y[1] + 0 : x[2] + 0 > y[2] + 0
	}
	NR == 1 || !newer($1, v) { best = $2 }
	END { print best }'
