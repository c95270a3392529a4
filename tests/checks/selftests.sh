#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# selftests.sh ARCH BASE - the tree's own selftests of mm, on the base and on the series
#
# tools/testing/selftests/mm of each, built static by its own Makefile, in a guest of
# tests/qemu.sh with its kernel: the programs of tests/selftests/programs, or those of
# PROGRAMS.  What passes on the base must pass on the series, case by case.  The table,
# a program a line with "pass/fail/skip" of base and of series, is printed; it is
# compared with tests/selftests/BASE-ARCH if there is one, so that a change of any
# result is a line of git diff.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: selftests ARCH BASE
#   what: the tree's own selftests of mm, on the base and on the series
#   when: arch
#   of: series
#   reads: tests/selftests tests/qemu.sh tests/guest/init.c kernel/config
#   takes: 30 min
#   blind: what these tests don't test; hugetlb pages, NUMA
#   shows: selftests=cases
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
cannot() { echo "selftests: $*"; exit 2; }
arch=${1:-} base=${2:-}
[ -n "$base" ] && [ -f "$top/kernel/arch/$arch" ] || cannot "usage: selftests.sh ARCH BASE"
CROSS_COMPILE='' ARCH='' NOBOOT='' LIBC=''
. "$top/kernel/arch/$arch"
[ -z "$NOBOOT" ] || cannot "$arch: $NOBOOT"
[ -z "$LIBC" ] || cannot "$arch: no package has a libc for it"
command -v "${CROSS_COMPILE}gcc" > /dev/null || cannot "${CROSS_COMPILE}gcc is missing: apt-get install $PACKAGES"
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
. "$top/tests/tree.sh"
own_out "$work" "selftests-$arch"
programs=${PROGRAMS:-$(sed 's/#.*//' "$top/tests/selftests/programs")}

# for WHICH AT: the guest of that tree; its lines are in $out/WHICH.cases
guest() {
	tree=$out/$1
	tree_at "$work/linux" "$tree" "$2"
	rm -rf "$out/programs-$1" "$out/built-$1"
	mkdir -p "$out/programs-$1/mm" "$out/built-$1"
	# headers and programs in a tree of their own: both write into the source
	tree_at "$work/linux" "$out/tools" "$2"
	make -C "$out/tools" O="$out/headers-$1" ARCH="$ARCH" headers > "$out/log-headers-$1" 2>&1 ||
		cannot "make headers failed: $out/log-headers-$1"
	# what lacks a library fails alone
	make -k -C "$out/tools/tools/testing/selftests/mm" ARCH="$ARCH" CROSS_COMPILE="$CROSS_COMPILE" \
		CC="${CROSS_COMPILE}gcc -static" OUTPUT="$out/built-$1" -j"${J:-$(nproc)}" \
		KHDR_INCLUDES="-isystem $out/headers-$1/usr/include" > "$out/log-$1" 2>&1 || :
	for p in $programs; do
		[ ! -x "$out/built-$1/$p" ] || cp "$out/built-$1/$p" "$out/programs-$1/mm/"
	done
	[ -n "$(ls "$out/programs-$1/mm")" ] || cannot "no program was built: $out/log-$1"
	rc=0
	GUESTS=$out/programs-$1 "$top/tests/qemu.sh" "$arch" "$tree" "$out/boot-$1" > "$out/said-$1" 2>&1 || rc=$?
	[ $rc != 2 ] || cannot "$(tail -n 1 "$out/said-$1")"
	# "PROGRAM<tab>result<tab>case": a case that comes more than once is numbered
	awk '
		/^  (not )?ok / {
			r = /^  ok/ ? "pass" : "fail"
			if (/# ?SKIP/) r = "skip"
			sub(/^  (not )?ok +[0-9]* *(- )?/, "")
			sub(/ *# ?SKIP.*/, "")
			# addresses and times are no part of a name
			gsub(/0x[0-9a-f]+/, "0x")
			if (seen[$0]++) $0 = $0 " (" seen[$0] ")"
			case_[++n] = r "\t" $0
			next
		}
		/^(not )?ok [0-9]+ / {
			name = $1 == "not" ? $4 : $3
			if (!n) case_[++n] = (/# SKIP/ ? "skip" : $1 == "not" ? "fail" : "pass") "\tall"
			for (i = 1; i <= n; i++) print name "\t" case_[i]
			split("", seen)
			n = 0
		}' "$out/boot-$1/console.log" > "$out/$1.cases"
}

ktap_starts
guest base base
why=
grep -q '^guest: all [0-9]* tests run$' "$out/boot-base/console.log" || why=$(tail -n 1 "$out/said-base")
result "the base comes to its end" "$why"
guest series refs/made
why=
grep -q '^guest: all [0-9]* tests run$' "$out/boot-series/console.log" || why=$(tail -n 1 "$out/said-series")
[ -n "$why" ] || [ ! -s "$out/boot-series/splats" ] || [ -s "$out/boot-base/splats" ] || why=$(head -n 1 "$out/boot-series/splats")
result "the series comes to its end, its log clean" "$why"

# passed on the base, and not on the series
awk -F '\t' 'FNR == NR { r[$1, $3] = $2; next } $2 == "pass" && r[$1, $3] != "pass" { print $1 ": " $3 ": " (($1, $3) in r ? r[$1, $3] : "not there") }' \
	"$out/series.cases" "$out/base.cases" > "$out/lost"
result "what passes on the base passes on the series" "$([ ! -s "$out/lost" ] || echo "$(wc -l < "$out/lost") cases, the first $(head -n 1 "$out/lost")")"
sed 's/^/# /' "$out/lost"

{
	echo "# SPDX-License-Identifier: GPL-2.0-only"
	echo "# make selftests ARCH=$arch BASE=$base: cases that pass/fail/are skipped"
	printf '%-24s %-12s %s\n' '#' base series
	for p in $programs; do
		printf '%-24s' "$p"
		for w in base series; do
			printf ' %-12s' "$(
			if grep -q "^$p	" "$out/$w.cases"; then
				awk -F '\t' -v p="$p" '$1 == p { n[$2]++ } END { print n["pass"] + 0 "/" n["fail"] + 0 "/" n["skip"] + 0 }' "$out/$w.cases"
			elif [ -x "$out/built-$w/$p" ]; then echo "not-run"
			elif [ -f "$out/$w/tools/testing/selftests/mm/$p.c" ]; then echo "not-built"
			else echo "not-there"; fi)"
		done
		echo
	done | sed 's/ *$//'
} > "$out/table"
sed 's/^/# /' "$out/table"
known=$top/tests/selftests/$base-$arch
if [ ! -f "$known" ]; then
	skipped "the table is as before" "there is no tests/selftests/$base-$arch; the table is $out/table"
else
	# of these programs
	{ sed -n 1,3p "$known"; for p in $programs; do grep "^$p " "$known" || :; done; } > "$out/known"
	diff -u "$out/known" "$out/table" > "$out/diff" || :
	result "the table is as before" "$([ ! -s "$out/diff" ] || echo "it differs from tests/selftests/$base-$arch")"
	sed 's/^/# /' "$out/diff"
fi
echo "# = cases=$(awk -F '\t' '$2 == "pass"' "$out/series.cases" | wc -l)/$(wc -l < "$out/series.cases")"
ktap_ends selftests ", of $(echo "$programs" | wc -w) programs"
