#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# cocci.sh [SCRIPT|SCRIPT/NAME...] - what each semantic patch must change, and
# what it must leave
#
# cocci/tests/SCRIPT/NAME.in.c, run through cocci/SCRIPT.cocci until nothing
# changes any more, must give NAME.out.c.  Modes report, org and context must
# speak of it exactly when the two differ, or when NAME.report says what report
# has to print of it.  What reads facts of a whole tree
# must give the same by way of those; NAME.also.c is another file of that tree,
# which knows what NAME.in.c alone does not.  NAME.list stands for the
# VM_FLAGS_LIST of a tree.  Coccinelle says nothing of code that it
# can't read, so each file must parse.  The tree is cocci/tests/tree.
#
# Environment: J  processes, default: all processors
# KTAP.  Exit: 0, 1; 2 can't run.
set -eu
export LC_ALL=C
unset VM_FLAGS_READ VM_FLAGS_FACTS VM_FLAGS_LIST MODE || :
top=$(cd "$(dirname "$0")/.." && pwd)
tests=$top/cocci/tests
export VM_FLAGS_TREE="$tests/tree"

for tool in spatch parallel; do
	command -v "$tool" > /dev/null ||
		{ echo "cocci: $tool is missing: run 'make install-tools' as root"; exit 2; }
done

# everything there is
if [ "${COCCI_TMP:-}" = "" ] && [ $# = 0 ]; then
	for script in "$top"/cocci/*.cocci; do
		set -- "$@" "$(basename "$script" .cocci)"
	done
	for pair in $(cd "$tests" && ls -- */*.in.c */*.out.c); do
		set -- "$@" "${pair%.*.c}"
	done
fi

# many: a process each, results in order and numbered
if [ "${COCCI_TMP:-}" = "" ]; then
	COCCI_TMP=$top/build/cocci-test
	export COCCI_TMP
	rm -rf "$COCCI_TMP"
	mkdir -p "$COCCI_TMP"
	printf '%s\n' "$@" | sort -u > "$COCCI_TMP/list"
	echo "KTAP version 1"
	echo "1..$(wc -l < "$COCCI_TMP/list")"
	parallel -k -j "${J:-$(nproc)}" "$0" < "$COCCI_TMP/list" | awk '
		/^(not )?ok - / { n++; sub(/ok - /, "ok " n " - "); bad += /^not/ }
		{ print }
		END {
			print "# " n - bad " of " n " as expected"
			exit bad > 0
		}'
	exit
fi

# one
name=$1
tmp=$COCCI_TMP/$name.d
mkdir -p "$tmp"
: > "$tmp/log"

fail() { # what
	echo "not ok - $name: $1"
	sed 's/^/# /' "$tmp/log"
	exit
}

run() { # spatch's arguments; its output goes to $tmp/said
	spatch --sp-file "$script" --no-includes --very-quiet "$@" "$f" \
		> "$tmp/said" 2> "$tmp/log" || fail "spatch failed"
	# a script's result may serve as a filter alone
	! grep -v 'inherited metavariable .* not used' "$tmp/log" || fail "spatch complains"
}

patched() { # spatch's arguments: $f, until nothing changes, must be $out
	cp "$in" "$f"
	for i in 1 2 3 4 5; do
		cp "$f" "$tmp/before"
		run "$@" --in-place
		! cmp -s "$f" "$tmp/before" || break
	done
	cmp -s "$f" "$tmp/before" || fail "changes in run $i yet"
	diff -u "$out" "$f" > "$tmp/log" || fail "differs, with $*"
}

facts() { # of $in and these files: from now on those count
	cp "$in" "$f"
	VM_FLAGS_READ="$f $*" run -D report
	grep "$(printf '\t')" "$tmp/said" > "$tmp/facts"
	export VM_FLAGS_FACTS="$tmp/facts"
}

case $name in
*/*)
	script=$top/cocci/${name%/*}.cocci
	in=$tests/$name.in.c out=$tests/$name.out.c
	for f in "$in" "$out" "$script"; do
		[ -f "$f" ] || fail "there is no ${f#"$top"/}"
	done
	f=$tmp/${name#*/}.c
	also=$tests/$name.also.c
	[ ! -f "$tests/$name.list" ] || export VM_FLAGS_LIST="$tests/$name.list"
	[ ! -f "$also" ] || facts "$also"
	patched -D patch
	for mode in report org context; do
		cp "$in" "$f"
		run -D $mode
		cmp -s "$in" "$f" || fail "$mode changes the file"
		cp "$tmp/said" "$tmp/log"
		if [ -f "$tests/$name.report" ]; then
			[ -s "$tmp/said" ] || fail "$mode says nothing"
			[ $mode != report ] ||
				sed 's|^[^:]*:||' "$tmp/said" | diff -u "$tests/$name.report" - > "$tmp/log" ||
				fail "reports something else"
		elif cmp -s "$in" "$out"; then
			[ ! -s "$tmp/said" ] || fail "$mode speaks of what must stay"
		else
			[ -s "$tmp/said" ] || fail "$mode says nothing"
		fi
	done
	if [ ! -f "$also" ] && grep -q VM_FLAGS_FACTS "$script"; then
		facts
		patched -D patch
	fi
	;;
*)
	spatch -D patch --parse-cocci "$top/cocci/$name.cocci" > "$tmp/log" 2>&1 ||
		fail "does not parse"
	set -- "$tests/$name"/*.c
	[ -f "$1" ] || fail "has no test"
	spatch --parse-c "$@" > "$tmp/log" 2>&1 || fail "spatch failed"
	grep -q "total files = $#; perfect = $#;" "$tmp/log" ||
		fail "Coccinelle can't read a test's C code"
	;;
esac
echo "ok - $name"
