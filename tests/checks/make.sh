#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# make.sh - what make passes on, and what it says on a terminal, in a log and in its
# table
#
# -jN is what every script has as J; progress is a line that moves, or one a minute;
# a check that fails names its case; make test makes the other bases' series, too.
# On copies of ours, with scripts that only say what they got.  KTAP.  Exit: 0, 1;
# 2 can't run.
#
# Check: make
#   when: test
#   of: ours
#   reads: Makefile kernel cocci tests sparse-checks
#   takes: 10 s
set -eu
unset J MAKEFLAGS MFLAGS MAKELEVEL KEEP ARCHS USR_SRC FORMAT || :
top=$(cd "$(dirname "$0")/../.." && pwd)
needs='make script parallel xz'
. "$top/tests/small-tree.sh"
mkdir -p "$tmp/bin"
ktap_starts

# -jN ---------------------------------------------------------------------------

rm -rf "$tmp/repo"
mkdir -p "$tmp/repo"
cp -a "$top/Makefile" "$top/kernel" "$top/tests" "$top/sparse-checks" "$tmp/repo"
# every script that a target calls says what J is
find "$tmp/repo" -name '*.sh' ! -name install-tools.sh ! -name nearest.sh ! -name work.sh | while IFS= read -r f; do
	printf '#!/bin/sh\necho "${0##*/} J=${J:-all}"\n' > "$f"
done
printf '#!/bin/sh\n' > "$tmp/repo/kernel/engine/install-tools.sh"
gets() { # N ARGUMENTS...
	want=$1
	shift
	why=
	(cd "$tmp/repo" && make --no-print-directory "$@") > "$tmp/said" 2>&1 || why=failed
	grep ' J=' "$tmp/said" > "$tmp/got" || why="${why:-no script is run}"
	! grep -v " J=$want\$" "$tmp/got" > "$tmp/other" || why="${why:-$(head -n 1 "$tmp/other")}"
	result "make $*" "$why"
}
gets all series
gets 4 -j4 series
gets 4 series -j 4
gets 1 -j1 series
gets all -j series
gets 3 J=3 series
gets 2 -kj2 boot ARCH=arm
gets 2 -j2 audit
# shellcheck disable=SC2046 # names
gets 5 -j5 $(sed -n 's/^\([a-z-]*\):.*##.*/\1/p' "$top/Makefile" | grep -vx -e help -e clean -e install-tools)
# what is installed: for an ARCH that is asked for, and for none that is in the
# environment, as kernel developers have one there
printf '#!/bin/sh\necho "$*"\n' > "$tmp/repo/kernel/engine/install-tools.sh"
for_arch() { # VARIABLE|ARGUMENT TOOLS
	result "install-tools, ARCH=mips as $1" "$([ "$(cat "$tmp/said")" = "$2" ] || paste -sd ' ' "$tmp/said")"
}
(cd "$tmp/repo" && make --no-print-directory install-tools ARCH=mips) > "$tmp/said" 2>&1
for_arch "an argument" "test
mips"
(cd "$tmp/repo" && ARCH=mips make --no-print-directory install-tools) > "$tmp/said" 2>&1
for_arch "a variable" test
printf '#!/bin/sh\n' > "$tmp/repo/kernel/engine/install-tools.sh"
# and those that run the kernel's make give it that; none knows it by another name
printf '#!/bin/sh\necho "$*" >> "%s/made"\nexit 1\n' "$tmp" > "$tmp/bin/make"
chmod +x "$tmp/bin/make"
tree
touch "$tmp/tree/Kbuild"
mkdir -p "$top/build/make-test"	# kbuild has no spaces
cp -a "$tmp/tree" "$top/build/make-test/"
if PATH="$tmp/bin:$PATH" J=3 "$top/tests/qemu.sh" x86_64 "$top/build/make-test/tree" "$top/build/make-test/out" > "$tmp/said" 2>&1; then :; fi
rm -rf "$top/build/make-test"
if [ ! -s "$tmp/made" ] && grep -q 'missing:' "$tmp/said"; then
	echo "ok $((n += 1)) - the kernel's make for a boot # SKIP $(head -n 1 "$tmp/said")"
else
	result "the kernel's make for a boot" "$(grep -q -- ' -j3 ' "$tmp/made" || echo "$(head -n 1 "$tmp/made")")"
fi
result "no other name for it" "$(grep -rnw 'JOBS' "$top/Makefile" "$top/kernel" "$top/tests" "$top/sparse-checks" --include='*.sh' --include=Makefile | grep -v '/tests/checks/make\.sh:' | head -n 1)"

# Progress ------------------------------------------------------------------------

# A clock that goes on by 17 s whenever it is asked.
cat > "$tmp/bin/date" <<'S'
#!/bin/sh
t=$(cat "$CLOCK" 2> /dev/null || echo 1000)
echo $((t + 17)) > "$CLOCK"
echo "$t"
S
chmod +x "$tmp/bin/date"
export CLOCK="$tmp/clock"
mkdir "$tmp/files"
seq 100 > "$tmp/list"
sort "$tmp/list" > "$tmp/list.sorted"
(cd "$tmp/files" && xargs touch < "$tmp/list")
# some take longer, so that they end in another order
cat > "$tmp/long.sh" <<'S'
#!/bin/sh
export top tmp jobs=4 chunk=8
die() { echo "$*"; exit 1; }
cd "$tmp/files"
sed -n '/^in_chunks()/,/^}/p' "$top/kernel/engine/flow.sh" > "$tmp/in_chunks"
. "$tmp/in_chunks"
case $1 in tty) exec 5> /dev/tty ;; *) exec 5>&2 ;; esac
in_chunks "LONG   " "$tmp/list" sh -c 'case $1 in ?5) sleep 0.3 ;; esac; echo "$@"' sh
S
export top tmp
PATH="$tmp/bin:$PATH" sh "$tmp/long.sh" log > "$tmp/out" 2> "$tmp/said"
result "all files are read once" "$(xargs -n 1 < "$tmp/out" 2>&1 | sort | diff - "$tmp/list.sorted" | head -n 1)"
numbers() { tr '\r' '\n' < "$tmp/said" | sed -n 's|^  LONG    *\([0-9]*\)/100$|\1|p' > "$tmp/numbers"; }
numbers
why=
sort -nu "$tmp/numbers" | cmp -s - "$tmp/numbers" || why="goes backwards: $(paste -sd ' ' "$tmp/numbers")"
[ "$(tail -n 1 "$tmp/numbers")" = 100 ] || why="${why:-does not end with 100}"
# 13 chunks, 17 s each: one after the first and each fourth, the last among them
[ "$(wc -l < "$tmp/numbers")" = 3 ] || why="${why:-$(wc -l < "$tmp/numbers") lines for 221 s}"
[ "$(wc -l < "$tmp/said")" = "$(wc -l < "$tmp/numbers")" ] || why="${why:-says something else, too}"
result "in a log a line a minute" "$why"
rm -f "$CLOCK"
script -qec "PATH='$tmp/bin:$PATH' sh '$tmp/long.sh' tty > '$tmp/out'" "$tmp/said" > /dev/null < /dev/null || :
sed -i '/^Script /d' "$tmp/said"
numbers
why=
sort -nu "$tmp/numbers" | cmp -s - "$tmp/numbers" || why="goes backwards: $(paste -sd ' ' "$tmp/numbers")"
[ "$(wc -l < "$tmp/numbers")" = 13 ] || why="${why:-not one for each of 13 chunks: $(paste -sd ' ' "$tmp/numbers")}"
[ "$(grep -c . "$tmp/said")" = 1 ] || why="${why:-$(grep -c . "$tmp/said") lines}"
result "on a terminal one line that moves" "$why"

# The table -------------------------------------------------------------------------

repo
cp -a "$top/Makefile" "$tmp/repo"
mkdir -p "$tmp/repo/patches"
says() { # NAME EXIT LINES: check.sh and report.sh of a check that prints these
	printf '#!/bin/sh\n#\n# words.sh - words\n#\n# Check: words\n#   when: test\n#   of: ours\n#   takes: 1 s\n\ncat <<X\n%s\nX\nexit %s\n' "$3" "$2" > "$tmp/repo/tests/checks/words.sh"
	chmod +x "$tmp/repo/tests/checks/words.sh"
	rm -rf "$tmp/repo/build"
	(cd "$tmp/repo" && BASE=6.1 tests/check.sh words) > "$tmp/said" 2>&1 || :
	(cd "$tmp/repo" && BASE=6.1 tests/report.sh) > "$tmp/reported" 2>&1 || :
	why=
	head -n 1 "$tmp/said" | grep -qF -e "$4" || why="the line is: $(head -n 1 "$tmp/said")"
	grep '^words: ' "$tmp/reported" | grep -qF -e "$4" || why="${why:-the report: $(grep '^words' "$tmp/reported")}"
	grep '<tr><th>words' "$tmp/repo/build/report/6.1.html" | grep -qF -e "$4" || why="${why:-not on the page}"
	result "$1" "$why"
}
says "a case that fails" 1 'ok 1 - one
not ok 2 - two: is wrong
ok 3 - three
# 2 of 3 as expected' '2 of 3 as expected; not ok: two: is wrong'
says "several" 1 'ok 1 - one
not ok 2 - two
not ok 3 - three
# 1 of 3 as expected' '1 of 3 as expected; not ok: two, and 1 more'
says "a test within a test" 1 ' ok 1 - first
ok 1 fork
 ok 1 - first
 not ok 2 - second
not ok 2 mlock
# 2 tests' '2 tests; not ok: mlock: second'
says "places" 1 'mm/a.c:12: no vm_flags_t
mm/b.c:13: no vm_flags_t
audit: 2 places' 'audit: 2 places; not ok: mm/a.c:12: no vm_flags_t'
says "a full disk" 1 'ok 1 - one
cat: write error: No space left on device' 'the disk is full, make room and run it again; cat: write error'
says "a full disk is not what a case names" 1 'ok 1 - one
not ok 2 - full: said No space left on device
words: 1 of 2' 'words: 1 of 2; not ok: full: said'

# The shell exits with 2, too, when it can't go on.
printf '#!/bin/sh\n#\n# words.sh - words\n#\n# Check: words\n#   when: test\n#   of: ours\n#   takes: 1 s\n\necho "ok 1 - one"\ncat < /none/such\n' > "$tmp/repo/tests/checks/words.sh"
rm -rf "$tmp/repo/build"
(cd "$tmp/repo" && BASE=6.1 tests/check.sh words) > "$tmp/said" 2>&1 || :
result "a script that breaks off is not skipped" "$(grep -q '^words  *FAILED ' "$tmp/said" || head -n 1 "$tmp/said")"
printf '#!/bin/sh\n#\n# words.sh - words\n#\n# Check: words\n#   when: test\n#   of: ours\n#   takes: 1 s\n\necho "words: git is missing: run this"\nexit 2\n' > "$tmp/repo/tests/checks/words.sh"
(cd "$tmp/repo" && BASE=6.1 tests/check.sh words) > "$tmp/said" 2>&1 || :
result "what can't run is" "$(grep -q '^words  *skipped .*git is missing' "$tmp/said" || head -n 1 "$tmp/said")"

# Other bases -------------------------------------------------------------------------

repo
cp "$top/Makefile" "$tmp/repo"
tree
mkdir -p "$tmp/usr-src" "$tmp/plain" "$tmp/repo/patches/6.12"
cp -a "$tmp/tree/." "$tmp/plain"
rm -rf "$tmp/plain/.git"
tar -cJf "$tmp/usr-src/linux-source-6.1.tar.xz" -C "$tmp" plain
sed -i '/^cocci retype/d' "$tmp/repo/kernel/topics/conversion"
export USR_SRC="$tmp/usr-src"
find "$tmp/repo/kernel/bases" -type f ! -name 6.1 ! -name 6.12 -delete
other() { (cd "$tmp/repo" && BASE=6.12 tests/check.sh bases) > "$tmp/said" 2>&1 || :; }
is() { head -n 1 "$tmp/said" | grep -q "^bases *$1 .*$2" || echo "it says: $(head -n 1 "$tmp/said")"; }
other
result "another base, of which nothing is committed" "$(is ok 'made from no tree; the series for 6.1.0 is made and applies')"
cp -R "$tmp/repo/build/6.1/fresh" "$tmp/repo/patches/6.1"
other
result "another base, as it is committed" "$(is ok "patches/6.1 is what 'make series' makes from .* 6.1.0")"
sed -i 's/^Prepare/Rotten/' "$tmp/repo/kernel/commits/prep/0001-one.patch"
other
result "another base that makes something else now" "$(is FAILED "patches/6.1 is not what 'make series' makes")"
sed -i 's/^tree [0-9a-f]* .*/tree 1234 6.1.999/' "$tmp/repo/patches/6.1/made-from"
other
result "another base that has moved on" "$(is ok 'made from 6.1.999; the series for 6.1.0 is made and applies')"
sed -i 's| a file| no file|' "$tmp/repo/kernel/commits/prep/0001-one.patch"
other
result "another base whose series has open places" "$(is FAILED 'mm/a.c')"
rm -rf "$tmp/usr-src/linux-source-6.1.tar.xz" "$tmp/repo/build/6.1"
printf '#!/bin/sh\nexit 1\n' > "$tmp/bin/apt-get"
cp "$tmp/bin/apt-get" "$tmp/bin/apt-cache"
chmod +x "$tmp/bin/apt-get" "$tmp/bin/apt-cache"
PATH="$tmp/bin:$PATH" other
result "another base that can't be had" "$(is skipped 'fetch: ')"
# and that make test asks for each, once
printf '#!/bin/sh\necho "$*" >> "%s/asked"\n' "$tmp" > "$tmp/repo/tests/check.sh"
(cd "$tmp/repo" && BASE=6.12 tests/run.sh test) > "$tmp/said" 2>&1 || :
result "make test asks for the other bases once" "$([ "$(grep -c '^bases' "$tmp/asked")" = 1 ] || echo "not")"
result "and says how long it takes, and what it doesn't run" "$(grep -q '^run: [0-9]* checks, about [0-9]* minutes' "$tmp/said" && grep -q '^not run here.*mutate.*arm (' "$tmp/said" || echo "not")"
result "and names those that left no result" "$(grep -q '^run: scripts left no result' "$tmp/said" && grep -q '^run: boot i386 left no result' "$tmp/said" || echo "not")"
why=
printf '#!/bin/sh\necho Filesystem 1024-blocks Used Available Capacity Mounted\necho x 9 9 5000000 99 /\n' > "$tmp/bin/df"
chmod +x "$tmp/bin/df"
: > "$tmp/asked"
# what else lies there is no room: here all that du says of build/ as a whole
printf '#!/bin/sh\ncase $* in *archive*) printf "4\\ttotal\\n" ;; *) printf "99999999\\tbuild\\n" ;; esac\n' > "$tmp/bin/du"
chmod +x "$tmp/bin/du"
! (cd "$tmp/repo" && PATH="$tmp/bin:$PATH" BASE=6.12 tests/run.sh test) > "$tmp/said" 2>&1 || why="goes on"
[ ! -s "$tmp/asked" ] || why="${why:-asks for $(head -n 1 "$tmp/asked")}"
[ "$(wc -l < "$tmp/said")" = 1 ] && grep -q '^run: make test needs .* room for 4882 MB' "$tmp/said" || why="${why:-it says: $(head -n 1 "$tmp/said")}"
rm "$tmp/bin/df" "$tmp/bin/du"
result "a disk that is too small is told before" "$why"
# one file makes a check
printf '#!/bin/sh\n#\n# new.sh - something new\n#\n# Check: new\n#   when: test\n#   of: ours\n#   takes: 1 s\n\necho "new: it is run"\n' > "$tmp/repo/tests/checks/new.sh"
chmod +x "$tmp/repo/tests/checks/new.sh"
cp "$top/tests/check.sh" "$tmp/repo/tests"
why=
(cd "$tmp/repo" && make help) | grep -q '^new .*something new' || why="not in make help"
(cd "$tmp/repo" && make new) | grep -q "new: it is run" || why="${why:-make new does not run it}"
(cd "$tmp/repo" && tests/checks.sh list test) | grep -qx new || why="${why:-not in make test}"
(cd "$tmp/repo" && tests/check.sh new) > "$tmp/said" 2>&1 || :
(cd "$tmp/repo" && BASE=6.12 tests/report.sh) 2>&1 | grep -q . && grep -q "<tr><th>new" "$tmp/repo/build/report/6.12.html" || why="${why:-not in the report}"
result "a check is one file" "$why"
sed -i "s/when: test/when: tset/" "$tmp/repo/tests/checks/new.sh"
why=
! (cd "$tmp/repo" && BASE=6.12 tests/run.sh test) > "$tmp/said" 2>&1 || why="make test went on"
grep -q "^tests/checks/new.sh: check new: when: .tset. is not" "$tmp/said" || why="${why:-does not name it}"
result "a head that says something wrong" "$why"

ktap_ends make
