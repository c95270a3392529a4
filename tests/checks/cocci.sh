#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# cocci.sh [SCRIPT|SCRIPT/NAME...] - what each semantic patch must change, and
# what it must leave
#
# cocci/tests/SCRIPT/NAME.in.c, run through cocci/SCRIPT.cocci until nothing
# changes any more, must give NAME.out.c.  Modes report, org and context must
# speak of it exactly when the two differ, or when NAME.report says what report
# has to print of it.  NAME.also.c is another file of the same tree, which knows
# what NAME.in.c alone does not.  NAME.list stands for the VM_FLAGS_LIST of a tree.
# Coccinelle says nothing of code that it can't read, so each file must parse, but
# for what NAME.report says it can't.  The tree is cocci/tests/tree, or NAME.tree.
#
# Half of spatch's time for such a file is compiling the script, so all cases of a
# script that need nothing else are the files of one directory: it takes each alone.
#
# Environment: J  processes, default: all processors
# KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: cocci
#   when: test
#   of: ours
#   reads: cocci
#   takes: 20 s
#   blind: code of other shapes than the pairs in cocci/tests
set -eu
export LC_ALL=C
unset VM_FLAGS_READ VM_FLAGS_FACTS VM_FLAGS_LIST MODE || :
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/kernel/engine/spatch-path.sh"
tests=$top/cocci/tests
export VM_FLAGS_TREE="$tests/tree"

for tool in spatch parallel; do
	command -v "$tool" > /dev/null ||
		{ echo "cocci: $tool is missing: run 'make install-tools' as root"; exit 2; }
done

cases() { # of a script: NAME a line
	(cd "$tests" && ls -- "$1"/*.in.c "$1"/*.out.c) 2> /dev/null | sed 's/\.[a-z]*\.c$//' | sort -u
}

# everything there is
if [ $# = 0 ]; then
	for script in "$top"/cocci/*.cocci; do
		set -- "$@" "$(basename "$script" .cocci)"
	done
	for dir in "$tests"/*/; do
		# shellcheck disable=SC2046 # words
		set -- "$@" $(cases "$(basename "$dir")")
	done
fi

# many: a process a script, and one for each case that stands alone
if [ "${COCCI_TMP:-}" = "" ]; then
	COCCI_TMP=$top/build/cocci-test
	export COCCI_TMP
	rm -rf "$COCCI_TMP"
	mkdir -p "$COCCI_TMP"
	printf '%s\n' "$@" | sort -u > "$COCCI_TMP/list"
	grep / "$COCCI_TMP/list" | while read -r name; do
		if [ -f "$tests/$name.also.c" ] || [ -f "$tests/$name.list" ] || [ -d "$tests/$name.tree" ]; then
			echo "$name"
		else
			echo "$name" >> "$COCCI_TMP/${name%/*}.cases"
			echo "all ${name%/*}"
		fi
	done | sort -u > "$COCCI_TMP/jobs"
	grep -v / "$COCCI_TMP/list" >> "$COCCI_TMP/jobs" || :
	echo "KTAP version 1"
	echo "1..$(wc -l < "$COCCI_TMP/list")"
	parallel -k -j "${J:-$(nproc)}" "$0" < "$COCCI_TMP/jobs" | awk '
		/^(not )?ok - / {
			n++; sub(/ok - /, "ok " n " - "); bad += /^not/
			if (/^not/) failed = failed " " $5
		}
		{ print }
		END {
			print "# " n - bad " of " n " as expected" (failed != "" ? "; not:" failed : "")
			exit bad > 0
		}'
	exit
fi

# one, or "all SCRIPT"
name=$1
script=$top/cocci/${name%%/*}.cocci

fail() { # what, log
	echo "not ok - $name: $1"
	[ ! -f "${2-}" ] || sed 's/^/# /' "$2" | head -n 40
	bad=1
}

all_fail() { # what
	for name in $names; do
		fail "$1" "$tmp/log"
		: > "$tmp/log"	# once will do
	done
}

# spatch's arguments, in $dir; its output goes to $tmp/said
run() {
	spatch --sp-file "$script" --no-includes --very-quiet "$@" > "$tmp/said" 2> "$tmp/log" || return 1
	# a script's result may serve as a filter alone
	! grep -v 'inherited metavariable .* not used' "$tmp/log" || return 1
}

# All of $names, NAME.c of each in $dir, until nothing changes.
# shellcheck disable=SC2120 # one caller gives none
patched() { # spatch's further arguments
	for name in $names; do cp "$tests/$name.in.c" "$dir/${name#*/}.c"; done
	for i in 1 2 3 4 5 6 7 8 9; do
		rm -rf "$tmp/before"
		cp -r "$dir" "$tmp/before"
		run -D patch "$@" --in-place --dir "$dir" || { all_fail "spatch complains"; return; }
		! diff -rq "$dir" "$tmp/before" > /dev/null || break
	done
	for name in $names; do
		f=${name#*/}.c
		if ! cmp -s "$dir/$f" "$tmp/before/$f"; then
			echo "changes in run $i yet" >> "$tmp/bad/$f"
		elif ! diff -u "$tests/$name.out.c" "$dir/$f" > "$tmp/diff"; then
			{ echo "differs $*"; sed 's/^/# /' "$tmp/diff"; } >> "$tmp/bad/$f"
		fi
	done
}

# What the modes say of each.
spoken() {
	for mode in report org context; do
		for name in $names; do cp "$tests/$name.in.c" "$dir/${name#*/}.c"; done
		run -D $mode --dir "$dir" || { all_fail "spatch complains, in mode $mode"; return; }
		for name in $names; do
			f=${name#*/}.c
			cmp -s "$tests/$name.in.c" "$dir/$f" || echo "$mode changes the file" >> "$tmp/bad/$f"
			# a diff has lines of the file below its header
			awk -v f="/$f" '
				/^--- / || /^[^-+ @].*\.c:/ || /^\* TODO/ { on = index($0, f ":") || $2 ~ f "$" }
				on' "$tmp/said" > "$tmp/of"
			if [ -f "$tests/$name.report" ]; then
				[ $mode = context ] || [ -s "$tmp/of" ] || echo "$mode says nothing" >> "$tmp/bad/$f"
				if [ $mode = report ] && ! sed -e "s|^[^:]*:||" -e "s|$dir/||g" "$tmp/of" | sort -t : -k 1,1n -k 2,2n | diff -u "$tests/$name.report" - > "$tmp/diff"; then
					{ echo "reports something else"; sed 's/^/# /' "$tmp/diff"; } >> "$tmp/bad/$f"
				fi
			elif cmp -s "$tests/$name.in.c" "$tests/$name.out.c"; then
				[ ! -s "$tmp/of" ] || { echo "$mode speaks of what must stay"; sed 's/^/# /' "$tmp/of"; } >> "$tmp/bad/$f"
			else
				[ -s "$tmp/of" ] || echo "$mode says nothing" >> "$tmp/bad/$f"
			fi
		done
	done
}

case $name in
"all "* | */*)
	tmp=$COCCI_TMP/$(echo "$name" | tr ' /' __)
	dir=$tmp/dir bad=
	mkdir -p "$dir" "$tmp/bad"
	case $name in
	all*)	script=$top/cocci/${name#all }.cocci
		names=$(cat "$COCCI_TMP/${name#all }.cases") ;;
	*)	names=$name
		[ ! -f "$tests/$name.list" ] || export VM_FLAGS_LIST="$tests/$name.list"
		[ ! -d "$tests/$name.tree" ] || export VM_FLAGS_TREE="$tests/$name.tree" ;;
	esac
	there=
	for name in $names; do
		if [ -f "$tests/$name.in.c" ] && [ -f "$tests/$name.out.c" ] && [ -f "$script" ]; then
			there="$there $name"
		else
			fail "needs $name.in.c, $name.out.c and cocci/${name%/*}.cocci"
		fi
	done
	names=$there
	for name in $names; do
		if [ -f "$tests/$name.also.c" ]; then
			cp "$tests/$name.in.c" "$dir/${name#*/}.c"
			echo 'int none;' > "$tmp/none.c"
			VM_FLAGS_READ="$dir/${name#*/}.c $tests/$name.also.c" \
				run -D report "$tmp/none.c" || fail "spatch complains" "$tmp/log"
			cp "$tmp/said" "$tmp/facts"
			export VM_FLAGS_FACTS="$tmp/facts"
		fi
	done
	# shellcheck disable=SC2119
	[ -n "$bad" ] || patched
	[ -n "$bad" ] || spoken
	[ -z "$bad" ] || exit 0
	for name in $names; do
		if [ -s "$tmp/bad/${name#*/}.c" ]; then
			fail "$(head -n 1 "$tmp/bad/${name#*/}.c")"
			sed -n '2,40p' "$tmp/bad/${name#*/}.c"
		else
			echo "ok - $name"
		fi
	done
	;;
*)
	tmp=$COCCI_TMP/$name.parse
	spatch -D patch --parse-cocci "$top/cocci/$name.cocci" > "$tmp" 2>&1 ||
		{ fail "does not parse" "$tmp"; exit 0; }
	for f in "$tests/$name"/*.c; do
		[ ! -f "${f%.in.c}.report" ] || ! grep -q "can't read" "${f%.in.c}.report" || continue
		[ ! -f "${f%.out.c}.report" ] || ! grep -q "can't read" "${f%.out.c}.report" || continue
		set -- "$@" "$f"
	done
	shift
	[ -f "${1-}" ] || { fail "has no test"; exit 0; }
	spatch --parse-c "$@" > "$tmp" 2>&1 || { fail "spatch failed" "$tmp"; exit 0; }
	grep -q "total files = $#; perfect = $#;" "$tmp" ||
		{ fail "Coccinelle can't read a test's C code" "$tmp"; exit 0; }
	echo "ok - $name"
	;;
esac
