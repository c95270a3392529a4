#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# new-flag.sh BASE - a vma flag above bit 31, on a 32-bit machine: what it takes
#
# The patch tests/new-flag/BASE.patch adds bit 41 to the series' tree.  It must apply
# there, be clean for checkpatch.pl --strict, build for i386 without a warning, and
# do in a guest what tests/new-flag/guest expects: be set, shown, kept by all that
# splits, moves and copies a mapping.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: new-flag BASE
#   when: test-all
#   of: series
#   reads: tests/new-flag tests/qemu.sh tests/guest/init.c kernel/config kernel/arch/i386
#   takes: 10 min
#   blind: whatever your flag is for
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
base=${1:?usage: new-flag.sh BASE}
cannot() { echo "new-flag: $*"; exit 2; }
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
. "$top/tests/tree.sh"
patch=$top/tests/new-flag/$base.patch
[ -f "$patch" ] || cannot "there is no tests/new-flag/$base.patch"
own_out "$work" new-flag
ktap_starts

tree_at "$work/linux" "$out/linux" refs/made
rm -f "$out/linux.whole"
why=
git -C "$out/linux" apply "$patch" 2> "$out/log" || why=$(head -n 1 "$out/log")
result "the patch applies to the series" "$why"
[ -z "$why" ] || { echo "1..$n"; exit 1; }

why=
(cd "$out/linux" && perl scripts/checkpatch.pl --strict --no-tree --terse --no-summary --ignore MISSING_SIGN_OFF \
	"$patch") > "$out/log" 2>&1 || why=$(grep -m 1 . "$out/log")
result "checkpatch has nothing to say" "$why"

why=
GUESTS=$top/tests/new-flag/guest "$top/tests/qemu.sh" i386 "$out/linux" "$out/boot" > "$out/log" 2>&1 || why=$(grep -E '^ *not ok|qemu.sh:' "$out/log" | tail -n 1)
sed 's/^/# /' "$out/log"
[ -n "$why" ] || grep -q '1 of 1 tests' "$out/log" || why="no test was run: $(tail -n 1 "$out/log")"
result "i386: set, shown, kept and copied" "$why"
why=$(grep -m 1 'warning:' "$out/boot/build.log" || :)
result "i386: builds without a warning" "$why"

ktap_ends new-flag
