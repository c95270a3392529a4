#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh test|test-all - the checks one after the other, on past failures
#
# A line a check with its seconds; the output of each in build/test/, its end
# shown when it failed.  A check that exits with 2 could not run here and says
# why: it is skipped, not passed.  Exit: 0 when none failed and any passed.
set -u
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
base=${BASE:-6.1}
export GUEST_ENV="${GUEST_ENV:-DROPPABLE_SECONDS=120}"
log=$top/build/test
mkdir -p "$log"
passed=0 failed=0 skipped=0

check() { # name command...
	name=$1
	shift
	start=$(date +%s)
	printf '%-24s ' "$name"
	"$@" > "$log/$name.log" 2>&1 < /dev/null
	rc=$?
	s=$(($(date +%s) - start))
	case $rc in
	0)	passed=$((passed + 1))
		echo "ok      ${s}s  $(tail -n 1 "$log/$name.log")" ;;
	2)	skipped=$((skipped + 1))
		echo "skipped ${s}s  $(tail -n 1 "$log/$name.log")" ;;
	*)	failed=$((failed + 1))
		echo "FAILED  ${s}s  $log/$name.log"
		grep -E '^ *not ok' "$log/$name.log" | head -n 20
		tail -n 20 "$log/$name.log" | sed 's/^/    /' ;;
	esac
}

# The series made again, in build/, and compared with the committed one when
# that was made from the base which is installed.
regenerate() {
	OUT=$top/build/$base/fresh kernel/series.sh "$base" || return 1
	if cmp -s "build/$base/fresh/made-from" "patches/$base/made-from"; then
		diff -r "patches/$base" "build/$base/fresh" ||
			{ echo "patches/$base is not what 'make series' makes: run it and commit"; return 1; }
		echo "patches/$base is what 'make series' makes from $(sed -n 's/^tree //p' "patches/$base/made-from")"
	else
		echo "patches/$base was made from another tree: the fresh series is tested instead"
	fi
}

check cocci		tests/cocci.sh
check bad-input		tests/bad-input.sh
check series		regenerate
OUT=$top/build/$base/fresh
export OUT
check checkpatch	tests/proofs/checkpatch.sh "$base"
check fixtures		sparse-checks/fixtures.sh "$base"
check audit		sparse-checks/audit.sh "$base"

run() { # check architecture
	case $1 in
	objects) check "objects-$2"	tests/proofs/objects.sh "$2" "$base" ;;
	sparse)	check "sparse-$2"	sparse-checks/sparse.sh "$2" "$base" ;;
	bisect)	check "bisect-$2"	tests/proofs/bisect.sh "$2" "$base" ;;
	boot)	check "boot-$2"		tests/qemu.sh "$2" "build/$base/linux" "build/$base/boot-$2" ;;
	*)	check "$1-$2"		sh -c "echo 'no such check'; exit 1" ;;
	esac
}
for a in kernel/arch/*; do
	TEST='' TEST_ALL=''
	. "$a"
	[ "$1" = test ] || TEST="$TEST $TEST_ALL"
	for t in $TEST; do
		run "$t" "${a##*/}"
	done
done

[ "$1" = test ] ||
check mutate		sparse-checks/mutate.sh "$base"

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
