#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh test|test-all - the checks, on past failures
#
# Those which say that they belong there (tests/checks.sh), then those that each file
# in kernel/arch names, by tests/check.sh and GNU parallel, whose own variable PARALLEL can send them
# elsewhere.  ARCHS: these files only, default all.  test-all goes on where the
# last one was interrupted.  At the end the table of tests/report.sh.  Exit: 0 when
# none failed and any passed.
set -u
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
export BASE="${BASE:-6.12}"
case ${1:-} in test|test-all) ;; *) echo "run.sh: '${1:-}': it is test or test-all" >&2; exit 1 ;; esac
# of the stress test in a guest
if [ "$1" = test ]; then seconds=30; else seconds=120; fi
export GUEST_ENV="${GUEST_ENV:-DROPPABLE_SECONDS=$seconds}"
log=$top/build/$BASE/test
mkdir -p "$log"
# A disk that is too small is told before, not by what fails on it.  GB, of a first run;
# what build/ holds of the bases and the archive need not come again.
if [ "$1" = test ]; then need=10; else need=25; fi
need=$((need * 1024 * 1024))
room=$(df -Pk "$log" | awk 'NR == 2 { print $4 }')
if [ "$room" -lt "$need" ]; then
	# shellcheck disable=SC2046 # names
	holds=$(cd build && du -skxc archive $(ls "$top/kernel/bases") 2> /dev/null | tail -n 1 | cut -f 1)
	[ $((room + holds)) -ge "$need" ] || {
		echo "run: make $1 needs $((need / 1024 / 1024)) GB below $top/build, which holds $((holds / 1024)) MB of that, and its disk has room for $((room / 1024)) MB more: make room" >&2
		exit 1
	}
fi
KEEP=
[ "$1" = test ] || KEEP=1
export KEEP

# what there is: a head that says something wrong stops here
tests/checks.sh table > "$log/checks" || exit 1
list=$log/list
{
	tests/checks.sh list test
	[ "$1" = test ] || tests/checks.sh list test-all
	for a in kernel/arch/*; do
		case " ${ARCHS:-${a##*/}} " in *" ${a##*/} "*) ;; *) continue ;; esac
		TEST='' TEST_ALL=''
		. "$a"
		[ "$1" = test ] || TEST="$TEST $TEST_ALL"
		for c in $TEST; do
			echo "$c ${a##*/}"
		done
	done
} > "$list"
# How long, on two processors: those of ours go two at a time.
awk -F '\t' '
	FNR == NR {
		split($7, t, " ")
		takes[$1] = t[1] * (t[2] == "s" ? 1 / 60 : t[2] == "hours" ? 60 : 1) / ($5 == "ours" ? 2 : 1)
		next
	}
	{ split($0, c, " "); m += takes[c[1]]; n++ }
	END { printf "run: %d checks, about %d minutes on two processors that are idle\n", n, m + 0.5 }' "$log/checks" "$list"

# What is left of a longer run is not of this one.
for f in "$log"/*.result; do
	c=$(cut -f 1,2 "$f" 2> /dev/null | tr '\t' ' ' | sed 's/ $//')
	[ -n "$KEEP" ] && grep -qxF -e "$c" "$list" || rm -f "$f"
done

# No check keeps all processors busy all the time: several at a time, each with a part
# of them.  First the series, and beside them those on small trees, which need nothing of
# each other and are chains of short processes; here.  Then what builds on what the series
# left, the longest first.
matrix=${MATRIX:-2}
part=$(((${J:-$(nproc)} + matrix - 1) / matrix))
export part
{
	grep -xE 'series|bases' "$list"
	sed '/^series$/,$d' "$list"
} |
	PARALLEL='' parallel --will-cite --tmpdir "$log" --wd "$top" --env KEEP --env BASE --env GUEST_ENV --env part -j "$(nproc)" --lb \
		'case {} in series | bases) J=$part ;; *) J=1 ;; esac; export J; tests/check.sh' '{}'
sed '1,/^series$/d' "$list" | grep -vx bases |
	awk -F '\t' '
		FNR == NR { split($7, t, " "); takes[$1] = t[1] * (t[2] == "s" ? 1 : t[2] == "hours" ? 3600 : 60); next }
		{ split($0, c, " "); print takes[c[1]] "\t" $0 }' "$log/checks" - |
	sort -s -k 1,1nr | cut -f 2 |
	parallel --will-cite --tmpdir "$log" --wd "$top" --env KEEP --env BASE --env GUEST_ENV \
		-j "$matrix" --lb --colsep ' ' "J=$part" 'SLOT={%}' tests/check.sh '{1}' '{2}'

rc=0
tests/report.sh || rc=$?
# A check that was killed, or that no result could be written of, has not passed.
while read -r c a; do
	[ -s "$log/$c${a:+-$a}.result" ] || {
		echo "run: ${c}${a:+ $a} left no result: run it again"
		rc=1
	}
done < "$list"
if [ "$1" = test ]; then
	echo "not run here, but by make test-all: $(tests/checks.sh list test-all | paste -sd ' '); and of kernel/arch: $(
		for a in kernel/arch/*; do
			(TEST_ALL=''; . "$a"; [ -z "$TEST_ALL" ] || echo "${a##*/} ($TEST_ALL)")
		done | paste -sd ',' | sed 's/,/, /g')"
fi
exit $rc
