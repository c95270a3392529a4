#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# environment.sh - each variable of the environment that a script reads is on the page
#
# The page is kernel/environment.  What counts as read: a name with a default in braces, and
# what the Makefile exports, in the scripts; os.environ and Sys.getenv in cocci/.
# Variables of a file that is sourced (kernel/arch, kernel/bases) and of tools aren't ours.
# KTAP.  Exit: 0, 1.
#
# Check: environment
#   when: test
#   of: ours
#   reads: kernel Makefile tests sparse-checks cocci
#   takes: 5 s
#   blind: a variable that is read without a default and that make does not export
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
cd "$top"
tmp=$(mktemp)
trap 'rm -f "$tmp" "$tmp.page" "$tmp.not"' EXIT
# fields of sourced files, and what other tools read or give
cat kernel/arch/* kernel/bases/* | sed -n 's/^#\{0,1\} *\([A-Z][A-Z_0-9]*\)\(=\| \).*/\1/p' | sort -u > "$tmp.not"
printf '%s\n' PATH PWD HOME IFS PPID TMPDIR GIT_DIR GIT_INDEX_FILE CCACHE_DIR CCACHE_SLOPPINESS CCACHE_BASEDIR CCACHE_PREFIX ALLCONFIG \
	COCCI_TMP CLOCK DATE CONFIG CROSS_COMPILE GUEST_CFLAGS SPARSE_MAKE KBUILD_SYNC IMAGE NF DROPPABLE_SECONDS DROPPABLE_SEED >> "$tmp.not"
{
	sed -n 's/^export //p' Makefile | tr ' ' '\n'
	sed -n 's/.*os\.environ\.get("\([A-Z_]*\)".*/\1/p; s/.*Sys\.getenv\(_opt\)\{0,1\} "\([A-Z_]*\)".*/\2/p' cocci/*.cocci
	find kernel tests sparse-checks -name '*.sh' ! -path 'tests/guest/*' -exec grep -ohE '\$\{[A-Z][A-Z_0-9]*(:?[-+=?])' {} + | tr -cd 'A-Z_0-9\n'
	sed -n 's/.*\${\?\([A-Z][A-Z_0-9]*\):[-=].*/\1/p' kernel/identity
} | grep . | sort -u | grep -vxF -f "$tmp.not" > "$tmp"
grep -v '^#' kernel/environment | cut -f 1 | sort > "$tmp.page"
ktap_starts
result "all that are read are on the page" "$(comm -23 "$tmp" "$tmp.page" | paste -sd ' ')"
result "each on the page is read" "$(comm -13 "$tmp" "$tmp.page" | while read -r v; do
	grep -rqw "$v" --include='*.sh' --include=Makefile --include='*.cocci' kernel tests sparse-checks cocci Makefile || echo "$v"
done | paste -sd ' ')"
result "once, in order" "$(sort -u "$tmp.page" | comm -3 - "$tmp.page" | head -n 1)"
result "with a target and what it is" "$(grep -v '^#' kernel/environment | awk -F '\t' 'NF != 3 || $3 == "" { print $1 }' | head -n 1)"
ktap_ends environment
