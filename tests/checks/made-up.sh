#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# made-up.sh BASE [without SCRIPT] - the series for a tree that nobody has seen
#
# That is the base and the files of tests/made-up: a driver, a helper of an
# architecture, a file of mm/ and a header.  A line of theirs that ends in
# "flags" must have vm_flags_t in the series' tree, for each unsigned long; one
# that ends in "stays" must be what it was; "print N" has N conversions for flags,
# and they must be %ll.  Compiler and sparse must have nothing to say of them.
# without SCRIPT: the same with cocci/SCRIPT.cocci taken out of its topic, in a
# copy of ours, must fail; "without each" does it for each that must find something.
# KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: made-up BASE
#   when: test-all
#   of: series
#   reads: kernel cocci tests/made-up tests/build.sh tests/traced.awk tests/tree.sh
#   takes: 10 min
# Check: made-up-without BASE without each
#   what: the same without each semantic patch: it must fail
#   when: test-all
#   of: series
#   reads: kernel cocci tests/made-up tests/build.sh tests/traced.awk tests/tree.sh
#   takes: 60 min
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
base=${1:?usage: made-up.sh BASE}
made=$top/tests/made-up
unset KERNEL O || :

without() { # script
	copy=$top/build/made-up/$base-without-$1
	rm -rf "$copy"
	mkdir -p "$copy/build"
	(cd "$top" && cp -R Makefile cocci kernel sparse-checks tests "$copy")
	ln -s "$top/build/$base" "$copy/build/$base"
	sed -i "/^cocci $1\$/d" "$copy"/kernel/topics/*
	! diff -r "$top/kernel/topics" "$copy/kernel/topics" > /dev/null ||
		{ echo "made-up: no topic has a step 'cocci $1'"; exit 2; }
	rc=0
	"$copy/tests/checks/made-up.sh" "$base" > "$copy/log" 2>&1 || rc=$?
	why=
	[ $rc = 1 ] && grep '^not ok' "$copy/log" > "$copy/failed" || why="it exits with $rc"
	result "fails without $1" "$why"
	sed 's/^/  /' "$copy/log"
	rm -rf "$copy"
}

if [ "${2:-}" = without ]; then
	# shellcheck disable=SC2046 # words
	[ "$3" != each ] || set -- "$1" "$2" $(sed -n "s/^cocci //p" "$top"/kernel/topics/*)
	shift 2
	ktap_starts
	for script; do
		# what may find nothing is missed by nobody
		grep -q '^// Optional: ' "$top/cocci/$script.cocci" || without "$script"
	done
	echo "1..$n"
	echo "# made-up: fails without $((n - failed)) of $n semantic patches, as it must"
	[ "$failed" = 0 ]
	exit
fi

work=$("$top/kernel/engine/work.sh" "$base") || exit 2
git -C "$work/linux" rev-parse -q --verify base > /dev/null 2>&1 ||
	{ echo "made-up: no series for $base yet: run 'make series'"; exit 2; }
tmp=$top/build/made-up/$base
KERNEL=$tmp/tree
rm -rf "$KERNEL"
mkdir -p "$tmp"
git clone -q --shared -n "$work/linux" "$KERNEL"
git -C "$KERNEL" checkout -q --detach base
(cd "$made" && find . -type f) > "$tmp/files"
while read -r f; do
	[ -d "$KERNEL/$(dirname "$f")" ] || { echo "made-up: $base has no $(dirname "$f")"; exit 2; }
	cp "$made/$f" "$KERNEL/$f"
	case $f in *.c) echo "obj-y += $(basename "$f" .c).o" >> "$KERNEL/$(dirname "$f")/Makefile" ;; esac
done < "$tmp/files"
# Debian's .gitignore ends in /*
git -C "$KERNEL" add -f -A
# the same commit each time: nothing is made again when nothing has changed
GIT_AUTHOR_DATE=2026-11-21T00:00:00Z GIT_COMMITTER_DATE=2026-11-21T00:00:00Z git -C "$KERNEL" \
	-c user.name=a -c user.email=a@example.org commit -q -m "made up"
export KERNEL

ktap_starts
"$top/kernel/engine/series.sh" "$base" > "$tmp/said" 2>&1 && why='' || why=$(tail -n 3 "$tmp/said")
result "the series is made" "$why"

out=$("$top/kernel/engine/work.sh" "$base")
while read -r f; do
	f=${f#./}
	git -C "$out/linux" show "series:$f" > "$tmp/now" 2> /dev/null || : > "$tmp/now"
	why=$(awk '
		{ tag = match($0, /\/\* (flags|print [0-9]+) \*\/$/) ? substr($0, RSTART + 3, RLENGTH - 6) : "" }
		{ said = said $0 }
		tag == "flags" && (/unsigned long/ || !/vm_flags_t/) { print FNR ": is no vm_flags_t:" $0 }
		tag ~ /print/ && gsub(/%[#0-9]*ll[xu]/, "", said) != substr(tag, 7) { print FNR ": conversions:" $0 }
		/[;{}]/ { said = "" }' "$tmp/now"
		[ "$(grep -c '\*/$' "$made/$f")" = "$(grep -c '\*/$' "$tmp/now")" ] || echo "lines are lost"
		grep 'stays \*/$' "$made/$f" | while IFS= read -r line; do
			grep -qxF -e "$line" "$tmp/now" || echo "did not stay: $line"
		done)
	result "$f: $(grep -c 'flags \*/$' "$made/$f") lines with flags, $(grep -c 'stays \*/$' "$made/$f") that look like it" "$why"
done < "$tmp/files"

if ! git -C "$out/linux" rev-parse -q --verify refs/steps/flip > /dev/null; then
	result "gcc" "there is no series"
	result "sparse" "there is no series"
else
	. "$top/tests/build.sh"
	setup made-up i386 "$base"
	at series
	objects=$(sed -n 's|^\./\(.*\)\.c$|\1.o|p' "$tmp/files")
	prepare
	# shellcheck disable=SC2086 # names
	kmake -k $objects > "$tmp/gcc.log" 2>&1 && why='' || why="does not build"
	why="$why$(grep -A3 'made_up.*\(warning\|error\):' "$tmp/gcc.log" || :)"
	result "gcc" "$why"
	# shellcheck disable=SC2086 # names
	by_sparse "$tmp/sparse.log" $objects
	why=$(grep 'made_up.*\(warning\|error\):' "$tmp/sparse.log" || :)
	[ "$(grep -c '^  CHECK .*made_up' "$tmp/sparse.log")" -gt 0 ] || why="sparse did not read them${why:+: $why}"
	result "sparse" "$why"
fi

ktap_ends made-up
