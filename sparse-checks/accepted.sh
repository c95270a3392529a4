#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# accepted.sh - of "FILE:LINE:why" on stdin, in the top of a kernel tree, those for
# which sparse-checks/accepted/ has no reason
#
# There a line is "FILE: the source line, blanks squeezed", a shell pattern, below
# its "# reason".
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
while IFS=: read -r f n why; do
	said=$f:$(sed -n "$n{s/[[:space:]][[:space:]]*/ /g; s/^ *\([^ ]\)/ \1/; s/ \$//; p}" "$f")
	sed -n '/^[^#]/p' "$here"/accepted/* | {
		while IFS= read -r pattern; do
			# shellcheck disable=SC2254
			case $said in $pattern) exit 0 ;; esac
		done
		exit 1
	} || echo "$f:$n:$why"
done
