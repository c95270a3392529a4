#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# accepted.sh [FILE] - of "FILE:LINE:why" on stdin, in the top of a kernel tree, those
# for which sparse-checks/accepted/ has no reason
#
# There a line is "FILE: the source line, blanks squeezed", or "FILE: why", a shell
# pattern, below its "# reason".  The others are added to FILE, with a tab and their reason.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-/dev/null}

# The reason for $said or $f: $why, if there is one.
reason() {
	for a in "$here"/accepted/*; do
		was='' reason=''
		while IFS= read -r line; do
			# shellcheck disable=SC2254
			case $line in
			'#'*)	case $was in
				'#'*) reason="$reason ${line#\# }" ;;
				*) reason=${line#\# } ;;
				esac ;;
			?*)	case $said in $line) echo "$reason"; return 0 ;; esac
				# shellcheck disable=SC2254
				case $f:\ ${why#[0-9]*: } in $line) echo "$reason"; return 0 ;; esac ;;
			esac
			was=$line
		done < "$a"
	done
	return 1
}

while IFS=: read -r f n why; do
	said=$f:$(sed -n "$n{s/[[:space:]][[:space:]]*/ /g; s/^ *\([^ ]\)/ \1/; s/ \$//; p}" "$f" 2> /dev/null || :)
	if for_it=$(reason); then
		printf '%s:%s:%s\t%s\n' "$f" "$n" "$why" "$for_it" >> "$to"
	else
		echo "$f:$n:$why"
	fi
done
