#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# check.sh CHECK [ARCH] - one check of make test or make test-all
#
# What a check is stands in the head of its script (tests/checks.sh).
#
# Prints a line: the check, its result, seconds, and the last line it said, with the
# first case that failed behind it.  All that it said is in build/BASE/test/CHECK-ARCH.log,
# the line (tab-separated: check, arch, result, seconds, last line, figures) in .result.  Result: ok, FAILED (exit 1), or
# skipped, when it exits with 2, as what can't run here does, and says why.
#
# KEEP=1: takes an earlier ok for an answer, when nothing that the check reads
# has changed since: the series, the scripts, the architecture's file, the tools.
# SLOT: which of several at a time it is (tests/build.sh has a work tree
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

if ! command=$(BASE=$base tests/checks.sh command "$check" "$arch" 2>&1); then
	# its line in the table says so
	set -- sh -c "echo \"$command\"; exit 1"
	of=ours reads=
else
	# shellcheck disable=SC2086 # words
	set -- $command
	of=$(tests/checks.sh field "$check" of)
	reads="$(tests/checks.sh field "$check" reads) tests/checks.sh tests/ktap.sh $1"
	[ -z "$arch" ] || reads="$reads kernel/arch/$arch"
	case " $reads " in *" none "*) KEEP='' reads=$1 ;; esac
fi
# what the check series of this run has made, or what is committed
unset OUT
series=
if [ "$of" != ours ]; then
	series=$top/patches/$base
	if [ -f "$fresh/made-from" ]; then export OUT="$fresh"; series=$fresh; fi
fi

key=$(
	{
		# shellcheck disable=SC2086 # paths
		find $reads -type f -exec sha256sum {} + | sort
		# what is said of the series as a whole changes nothing
		[ -z "$series" ] || cat "$series"/*/*[1-9]*-*.patch 2> /dev/null
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
# as on a machine where git knows nobody, nor guesses
printf '[user]\n\tuseConfigOnly = true\n[safe]\n\tdirectory = *\n' > "$id.gitconfig"
export GIT_CONFIG_GLOBAL="$id.gitconfig"
start=$(date +%s)
"$@" > "$id.log" 2>&1 < /dev/null
rc=$?
s=$(($(date +%s) - start))
case $rc in
0)	result=ok ;;
2)	# so does a shell that meets what it can't read or open
	if tail -n 1 "$id.log" | grep -qE '^[^ :]+: ([0-9]+|line [0-9]+): ' || grep -q '^not ok ' "$id.log"
	then result=FAILED; else result=skipped; fi ;;
*)	result=FAILED ;;
esac
said=$(tail -n 1 "$id.log" | tr '\t' ' ' | sed 's/^# //')
figures=$(sed -n 's/^# = //p' "$id.log" | tail -n 1)
# what a full disk breaks is not what the check is for
full=
if [ $result = FAILED ]; then
	room=$(df -Pk "$log" | awk 'NR == 2 { print $4 }')
	if [ "$room" -lt 1024 ] || grep -v '^ *\(not \)*ok ' "$id.log" | grep -q 'No space left on device'
	then full="the disk is full, make room and run it again; "; fi
fi
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
said=$full$said
printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$check" "$arch" "$result" "$s" "$said" "$figures" > "$id.result"
printf '%-24s %-8s%5ss  %s\n' "$check${arch:+-$arch}" "$result" "$s" "$said"
case $result in
ok)	echo "$key" > "$id.key" ;;
FAILED)	grep -E '^ *not ok' "$id.log" | head -n 20
	tail -n 20 "$id.log" | sed 's/^/    /'
	echo "    ... $id.log"
	exit 1 ;;
esac
exit 0
