#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# check.sh CHECK [ARCH] - one check of make test or make test-all
#
# Prints a line: the check, its result, seconds, and the last line it said, with the
# first case that failed behind it.  All that it said is in build/BASE/test/CHECK-ARCH.log, the line (tab-separated: check,
# arch, result, seconds, last line) in .result.  Result: ok, FAILED (exit 1), or
# skipped, when it exits with 2, as what can't run here does, and says why.
#
# KEEP=1: takes an earlier ok for an answer, when nothing that the check reads
# has changed since: the series, the scripts, the architecture's file, the tools.
# SLOT: which of several at a time it is (tests/proofs/build.sh has a work tree
# for each).
set -u
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
base=${BASE:-6.12}
check=$1 arch=${2:-}
log=$top/build/$base/test
id=$log/$check${arch:+-$arch}
fresh=$top/build/$base/fresh
mkdir -p "$log"

# The series of a base made again, in build/, and compared with the committed one when
# that was made from the base which is installed.
regenerate() { # base
	new=$top/build/$1/fresh
	OUT=$new kernel/series.sh "$1" || return 1
	if [ "$(grep '^tree ' "$new/made-from")" = "$(grep '^tree ' "patches/$1/made-from" 2> /dev/null)" ]; then
		diff -r "patches/$1" "$new" || {
			differ=$(diff -rq "patches/$1" "$new" | sed -n '1s/^Files \([^ ]*\) .*/\1/p; 1s/^Only in .*: //p')
			echo "patches/$1 is not what 'make series' makes: $differ; run it and commit"
			return 1
		}
		echo "patches/$1 is what 'make series' makes from $(sed -n 's/^tree //p' "patches/$1/made-from")"
	else
		echo "patches/$1 was made from $(sed -n 's/^tree [0-9a-f]* //p' "patches/$1/made-from" 2> /dev/null | grep . || echo "no tree"); the series for $(sed -n 's/^tree [0-9a-f]* //p' "$new/made-from") is made and applies"
	fi
}
# Of another base the same, if its source can be had.
other() { # base
	source=$(kernel/fetch.sh "$1" 2>&1) || { echo "$source"; return 2; }
	regenerate "$1"
}

# What it runs, and what of ours that reads.
reads="kernel cocci tests sparse-checks Makefile patches/$base"
proof="tests/ccache.sh tests/proofs kernel/arch/$arch kernel/words.sh kernel/work.sh"
case $check in
cocci)	set -- tests/cocci.sh; reads='cocci tests/cocci.sh' ;;
words)	set -- tests/words.sh; reads='cocci kernel/vma-flags.awk tests/words tests/words.sh' ;;
bad-input) set -- tests/bad-input.sh ;;
by-hand) set -- tests/by-hand.sh; reads="kernel cocci sparse-checks tests/by-hand.sh tests/small-tree.sh" ;;
flow)	set -- tests/flow.sh; reads="kernel cocci sparse-checks tests/flow.sh tests/small-tree.sh" ;;
carriers) set -- tests/carriers.sh; reads="kernel cocci sparse-checks tests/carriers.sh tests/small-tree.sh" ;;
comments) set -- tests/comments.sh; reads="kernel cocci sparse-checks tests/comments.sh tests/small-tree.sh" ;;
make)	set -- tests/make.sh; reads="Makefile kernel cocci tests sparse-checks" ;;
install) set -- tests/install.sh; reads="tests/install.sh tests/install-tools.sh kernel/arch" ;;
killed)	set -- tests/killed.sh 10; reads="kernel cocci tests/killed.sh tests/small-tree.sh" ;;
killed-busy) export LOAD=8; set -- tests/killed.sh 100; reads="kernel cocci tests/killed.sh tests/small-tree.sh" ;;
concerned) set -- tests/concerned.sh; reads="kernel tests/proofs tests/concerned.sh tests/small-tree.sh" ;;
driver)	set -- tests/driver.sh; reads="kernel cocci sparse-checks tests/driver tests/driver.sh tests/small-tree.sh" ;;
driver-build) set -- tests/proofs/driver.sh "$base"; reads="kernel cocci sparse-checks tests/driver tests/proofs" ;;
fetch)	set -- tests/fetch.sh; reads="kernel/fetch.sh tests/fetch.sh tests/small-tree.sh" ;;
recall)	set -- tests/recall.sh "$base"; reads='cocci kernel tests/recall.sh' ;;
sublevels) set -- tests/sublevels.sh "$base"; KEEP='' ;;	# the archive's move
apply)	set -- tests/apply.sh; reads="kernel tests/apply.sh tests/small-tree.sh" ;;
coccicheck) set -- tests/coccicheck.sh "$base"; reads="cocci tests/coccicheck.sh" ;;
vma)	set -- tests/vma.sh "$base"; reads=tests/vma.sh ;;
made-up | made-up-without)
	reads="kernel cocci tests/made-up tests/made-up.sh tests/proofs"
	without=${check#made-up}
	set -- tests/made-up.sh "$base" ${without:+without each} ;;
series)	set -- regenerate "$base"; KEEP='' ;;	# it knows by itself
series-*) set -- other "${check#series-}"; KEEP='' ;;
checkpatch) set -- tests/proofs/checkpatch.sh "$base"; reads='kernel/checkpatch patches tests/proofs/checkpatch.sh' ;;
fixtures) set -- sparse-checks/fixtures.sh "$base"; reads=sparse-checks ;;
audit)	set -- sparse-checks/audit.sh "$base"; reads='sparse-checks cocci kernel' ;;
mutate)	set -- sparse-checks/mutate.sh "$base"; reads='sparse-checks cocci kernel tests/proofs' ;;
objects) set -- tests/proofs/objects.sh "$arch" "$base"; reads=$proof ;;
sparse)	set -- sparse-checks/sparse.sh "$arch" "$base"; reads="$proof sparse-checks" ;;
every)	set -- sparse-checks/every.sh "$arch" "$base"; reads="$proof sparse-checks" ;;
bisect)	set -- tests/proofs/bisect.sh "$arch" "$base"; reads=$proof ;;
identical | ends) set -- tests/proofs/bisect.sh "$arch" "$base" "$check"; reads=$proof ;;
assembly) set -- tests/proofs/assembly.sh "$arch" "$base"; reads=$proof ;;
boot)	set -- tests/qemu.sh "$arch" "build/$base/linux" "build/$base/boot-$arch"
	reads="tests/qemu.sh tests/ccache.sh tests/guest kernel/config kernel/arch/$arch"
	reads="$reads $(. "kernel/arch/$arch"; echo "${LIBC:+tests/libc} ${FIRMWARE:+tests/firmware}")" ;;
*)	set -- sh -c "echo \"no check '$check'\"; exit 1" ;;
esac

# Ours alone, or of the series too?
case $check in cocci | words | bad-input | by-hand | flow | carriers | comments | fetch | apply | killed* | make | install | concerned | driver) series='' ;; *) series=1 ;; esac

key=$(
	{
		# shellcheck disable=SC2086 # paths
		find $reads -type f -exec sha256sum {} + | sort
		# what is said of the series as a whole changes nothing
		[ -z "$series" ] || cat "$fresh"/*[1-9]*-*.patch 2> /dev/null
		for tool in spatch sparse ${arch:+$(. "kernel/arch/$arch"; QEMU=${QEMU:-}; echo "${CROSS_COMPILE}gcc ${QEMU%% *}")}; do
			"$tool" --version 2> /dev/null | head -n 1
		done
		echo "$* ${GUEST_ENV:-}"
	} | sha256sum
)
if [ -n "${KEEP:-}" ] && [ "$key" = "$(cat "$id.key" 2> /dev/null)" ] && [ -e "$id.result" ]; then
	awk -F '\t' '{ printf "%-24s %-8s%5ss  %s (before)\n", $1 ($2 == "" ? "" : "-" $2), $3, $4, $5 }' "$id.result"
	exit 0
fi
rm -f "$id.key" "$id.result"
start=$(date +%s)
OUT=$fresh
[ -z "$series" ] || export OUT
"$@" > "$id.log" 2>&1 < /dev/null
rc=$?
s=$(($(date +%s) - start))
case $rc in
0)	result=ok ;;
2)	result=skipped ;;
*)	result=FAILED ;;
esac
said=$(tail -n 1 "$id.log" | tr '\t' ' ' | sed 's/^# //')
# The first case that failed, with what failed in it, and how many others; of a check
# without cases the first place that it names.
[ $result != FAILED ] || said="$said$(awk -v said="$said" '
	/^ +not ok / { if (inner == "") inner = $0; next }
	/^ok / { inner = "" }
	/^not ok / { if (!n++) { first = $0; within = inner } inner = "" }
	/^([a-z-]+: )?[^ \t:]+\.[choS]:/ && place == "" { place = $0 }
	END {
		if (first == "") { first = inner; n = 1 }
		sub(/^ *not ok [0-9]*( -)? */, "", first)
		sub(/^ *not ok [0-9]*( -)? */, "", within)
		sub(/ *#.*/, "", first)
		if (first == "") { first = place; n = 1 }
		if (first != "" && first != said) print "; not ok: " first (within == "" ? "" : ": " within) (n > 1 ? ", and " n - 1 " more" : "")
	}' "$id.log" | tr '\t' ' ' | cut -c 1-300)"
printf '%s\t%s\t%s\t%s\t%s\n' "$check" "$arch" "$result" "$s" "$said" > "$id.result"
printf '%-24s %-8s%5ss  %s\n' "$check${arch:+-$arch}" "$result" "$s" "$said"
case $result in
ok)	echo "$key" > "$id.key" ;;
FAILED)	grep -E '^ *not ok' "$id.log" | head -n 20
	tail -n 20 "$id.log" | sed 's/^/    /'
	echo "    ... $id.log"
	exit 1 ;;
esac
exit 0
