#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# fixtures.sh BASE - what sparse must say of flags that are lost, and must not
#
# Each sparse-checks/fixtures/NAME.c holds between check-error-start and
# check-error-end what sparse has to print of it, in sparse's own words, as in
# sparse's validation/.  The type is the series' own, for 32 and for 64 bits.
# KTAP.  Exit: 0; 1; 2 can't run here.
#
# Check: fixtures BASE
#   when: test
#   of: series
#   reads: sparse-checks kernel/bases tests/tree.sh
#   takes: 5 s
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/tests/ktap.sh"
base=${1:?usage: fixtures.sh BASE}
tree=$top/build/$base/linux
command -v sparse > /dev/null ||
	{ echo "fixtures: sparse is missing: run 'make install-tools' as root"; exit 2; }
. "$top/tests/tree.sh"
has_series "$top/build/$base" || { echo "fixtures: $no_series"; exit 2; }
tmp=$top/build/sparse-fixtures
rm -rf "$tmp"
mkdir -p "$tmp"
git -C "$tree" show series:include/linux/mm_types.h |
	awk '/^typedef .*vm_flags_t;/ { on = 1 } on { print } /vm_flags_low\(/ { last = 1 } on && last && /^}/ { exit }' \
	> "$tmp/vm_flags_type.h"
. "$top/kernel/bases/$base"
[ "$VMA_FLAGS" = word ] || { echo "fixtures: skipped: vma flags of $base are a $VMA_FLAGS, and vm_flags_t is no type of its own"; exit 2; }
grep -q '__bitwise vm_flags_t;' "$tmp/vm_flags_type.h" ||
	{ echo "fixtures: vm_flags_t is not a restricted type in the series"; exit 1; }
cp "$top"/sparse-checks/fixtures/*.[ch] "$tmp"
cd "$tmp"

set -- *.c
ktap_starts
for f in "$@"; do
	sed -n '/check-error-start/,/check-error-end/p' "$f" | sed '1d;$d' > want
	name=$(sed -n 's/^ \* check-name: //p' "$f")
	for bits in 32 64; do
		sparse -m$bits -Wno-decl "$f" > got 2>&1 || :
		why=
		diff -u want got > differ || why="sparse says something else"
		result "${f%.c} $bits: $name" "$why" differ
	done
done
ktap_ends fixtures
