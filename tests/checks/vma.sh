#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# vma.sh BASE - tools/testing/vma, which tests mm/vma.c in user space, says of the
# series what it says of the base
#
# KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: vma BASE
#   when: test
#   of: series
#   takes: 40 s
#   blind: all of mm/ but vma.c
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
base=${1:?usage: vma.sh BASE}
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
cannot() { echo "vma: $*"; exit 2; }
. "$top/tests/tree.sh"
has_series "$work" || cannot "$no_series"
git -C "$work/linux" cat-file -e base:tools/testing/vma 2> /dev/null ||
	cannot "${KERNEL:-$base} has no tools/testing/vma"
echo '#include <urcu.h>' | cc -E -o /dev/null - 2> /dev/null ||
	cannot "liburcu-dev is missing: run 'make install-tools' as root"

# 6.12.y got a fix of mm/vma.c that calls vma_close() of mm/, and no stub for it.
lacks='vma_close(v)=({ if ((v)->vm_ops && (v)->vm_ops->close) (v)->vm_ops->close(v); })'

tested() { # commit, compiler
	dir=$work/vma/$1
	rm -rf "$dir" "$dir".*
	mkdir -p "$dir"
	git -C "$work/linux" archive "$1" -- tools/testing/vma tools/testing/shared \
		tools/testing/radix-tree tools/include tools/lib tools/arch tools/scripts \
		mm include lib scripts | tar -xf - -C "$dir"
	make -C "$dir/tools/testing/vma" CC="$2" > "$work/vma/$1.log" 2>&1 || return 1
	grep -E 'warning:|error:' "$work/vma/$1.log" > "$work/vma/$1.warnings" || :
	rc=0
	"$dir/tools/testing/vma/vma" > "$work/vma/$1.said" 2>&1 || rc=$?
	echo "exit $rc" >> "$work/vma/$1.said"
}

mkdir -p "$work/vma"
ktap_starts
cc=cc
tested base "$cc" || {
	# gcc 12 lets the linker say it
	grep -qE "undefined reference to .vma_close|implicit declaration of function .*vma_close" "$work/vma/base.log" ||
		cannot "does not build in the base: $(grep -m 1 'error' "$work/vma/base.log")"
	echo "# the base alone does not build: no vma_close(); it gets one here"
	cc="cc '-D$lacks'"
	tested base "$cc" || cannot "does not build in the base: $work/vma/base.log"
}
grep -qE '^[1-9][0-9]* tests run' "$work/vma/base.said" ||
	cannot "runs no test in the base: $(tail -n 1 "$work/vma/base.said")"
if ! tested series "$cc"; then
	grep -m 5 "error:" "$work/vma/series.log" > "$work/vma/why" || :
	result "builds" "it does not" "$work/vma/why"
	result "says the same as of the base" "nothing: it does not build"
else
	# where a line is doesn't count
	bare() { sed 's/:[0-9:]*:/:/' "$work/vma/$1.warnings" | sort -u; }
	bare base > "$work/vma/base.bare"
	bare series | comm -13 "$work/vma/base.bare" - > "$work/vma/new"
	why=
	[ ! -s "$work/vma/new" ] || why="with new warnings"
	result "builds, with no new warning" "$why" "$work/vma/new"
	why=
	diff "$work/vma/base.said" "$work/vma/series.said" > "$work/vma/diff" || why="it differs"
	result "says the same as of the base" "$why" "$work/vma/diff"
fi
ktap_ends vma ": $(tail -n 2 "$work/vma/series.said" 2> /dev/null | paste -sd ' ')"
