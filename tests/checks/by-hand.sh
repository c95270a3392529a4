#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# by-hand.sh - hand-written commits on trees that have moved
#
# A hunk gets its one place in the function that the patch names, or is listed; the
# variant is the one for the tree's version and no other; what is listed is the same
# in the cover letter, in the table, from apply and in the exit status; CONTINUE=1
# goes on from what was mended, and keeps it.  On a copy of kernel/ and cocci/ and a
# tree of five files.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: by-hand
#   when: test
#   of: ours
#   reads: kernel cocci sparse-checks tests/small-tree.sh tests/guest
#   takes: 40 s
#   blind: more than a file or two of a real tree
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
needs='parallel flock'
. "$top/tests/small-tree.sh"

# The file that the patch is for, and what it makes of it.
original() {
	cat <<'C'
#include "a.h"

int first(int a);
int second(int a);

static int one(struct vm_area_struct *vma)
{
	int ret = 0;

	if (vma->vm_flags & VM_READ)
		ret = check(vma);

	start(vma);
	finish(vma);
	return ret;
}

static int two(struct vm_area_struct *vma)
{
	int ret = 0;

	if (vma->vm_flags & VM_WRITE)
		ret = check(vma);

	start(vma);
	between(vma);
	finish(vma);
	return ret;
}

int last(int a)
{
	return a;
}

static int far(struct vm_area_struct *vma)
{
	int old, left = check(vma);

	start(vma);
	begin(vma);
	open(vma);
	enter(vma);
	close(vma);
	leave(vma);
	end(vma);
	return left;
}
C
}
# patch NAME SED...: a hand-written commit that does to the file what sed does
patch_of() {
	name=$1
	shift
	rm -rf "$tmp/p"
	mkdir -p "$tmp/p/mm"
	original > "$tmp/p/mm/b.c"
	git -C "$tmp/p" init -q
	git -C "$tmp/p" add -f -A
	git -C "$tmp/p" -c user.name=a -c user.email=a@b commit -q -m base
	sed -i "$@" "$tmp/p/mm/b.c"
	git -C "$tmp/p" -c user.name=a -c user.email=a@b commit -q -a -m "mm: $name" -m "Do it."
	git -C "$tmp/p" format-patch -q -1 --stdout
}
# moved SED...: the tree, with the file as sed makes it
moved() {
	tree
	original > "$tmp/tree/mm/b.c"
	[ $# = 0 ] || sed -i "$@" "$tmp/tree/mm/b.c"
	# what the patches use
	echo 'void mark(void), old_mark(void), new_mark(void), note(void);' > "$tmp/tree/mm/marks.h"
	commit moved
}
# The flow has its own tests: without it this is quicker.
recipe() {
	printf '\npatch prep\ncocci constants\n' > "$tmp/repo/kernel/topics/conversion"
	mv "$(prep)/0001-one.patch" "$(prep)/0009-one.patch"	# always has a place
}
prep() { echo "$tmp/repo/kernel/commits/prep"; }
run() { "$tmp/repo/kernel/engine/series.sh" 6.1 > "$tmp/said" 2>&1; }
work() { KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/work.sh" 6.1; }
made() { git -C "$(work)/linux" show "series:mm/b.c" > "$tmp/b.c" 2> /dev/null || : > "$tmp/b.c"; }
# what the function has in the series' tree
body() { made; sed -n "/^[a-z].*\<$1(.*)\$/,/^}/p" "$tmp/b.c"; }

ktap_starts
export KERNEL="$tmp/tree"
mark='s|^\tbetween(vma);|\tmark(vma);\n&|'

# placed NAME FUNCTION SED...: exit 0, and the mark is once in the file, there
placed() {
	name=$1 function=$2
	shift 2
	moved "$@"
	why=
	run || why="failed"
	[ "$(body "$function" | grep -c 'mark(vma)')" = 1 ] || why="${why:-is not in $function()}"
	made
	[ "$(grep -c 'mark(vma)' "$tmp/b.c")" = 1 ] || why="${why:-is not there once}"
	result "$name" "$why"
}
# listed NAME LINE PATTERN SED...: exit 1, b.c as it was, and one line that says so
listed() {
	name=$1 line=$2 pattern=$3
	shift 3
	moved "$@"
	why=
	! run || why="went on"
	made
	! grep -q 'mark(' "$tmp/b.c" || why="put it somewhere"
	grep -q "^series: mm/b.c:$line" "$tmp/said" || why="${why:-names no line $line}"
	grep '^series: mm/b.c' "$tmp/said" | grep -q -- "$pattern" || why="${why:-does not say '$pattern'}"
	[ "$(grep -c '^series: mm/b.c' "$tmp/said")" = 1 ] || why="${why:-says it more than once}"
	result "$name" "$why"
}

repo
recipe
patch_of "mark what is between" "$mark" > "$(prep)/0001-mark.patch"

placed "the tree it was made on" two
placed "forty lines down" two "1s|^|$(printf '/* %s */\\n' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)|"
placed "a line of context differs" two '/^static int two/,/^}/s/check(vma);/check(vma, 0);/'
placed "two lines of context differ" two '/^static int two/,/^}/s/return ret;/return ret ? 1 : 0;/; /^static int two/,/^}/s/^$/\n/'
placed "a parameter more, and another type" two 's/^static int two(.*/static long two(struct vm_area_struct *vma, int b)/'
placed "its function stands above the other" two '/^static int one/,/^}/d'
placed "a function of another name in between" two 's/^int last(int a)/int more(int b)\n{\n\tstart(b);\n\tfinish(b);\n\treturn b;\n}\n\n&/'
listed "its function has another name" 2 "there is no two() here" 's/^static int two(/static int three(/'
listed "only another function has these lines" 2[0-9] "its lines are in one(), not in two()" \
	-e '/^static int two/,/^}/{s/between(vma);/around(vma);/;s/start(vma);/begin(vma);/}' \
	-e '/^static int one/,/^}/s/^\tfinish(vma);/\tbetween(vma);\n&/'
listed "the same two lines elsewhere in its function, and what was around them is not" 2 "nothing else of what was around" \
	-e '/^static int two/,/^}/{s/^\tstart(vma);/\tbegin(vma);/;s/^\treturn ret;/\tother(ret);\n\tmore(ret);\n\tand(ret);\n\tmore(ret);\n\tthat(ret);\n\tis(ret);\n\tit(ret);\n\tso(ret);\n\tfar(ret);\n\tstart(vma);\n\tbetween(vma);\n\tend(ret);\n&/}'
listed "twice in its function" 2 "2 places have its lines" \
	'/^static int two/,/^}/{s/^\tint ret = 0;/&\n\n\tstart(vma);\n\tbetween(vma);\n\tfinish(vma);\n/;s/^\treturn ret;/again(ret);\n&/}'
listed "the line beside it is gone" 2 "its lines are not there" \
	'/^static int two/,/^}/{s/^\tstart(vma);/\tbegin(vma);/;s/^\tfinish(vma);/\tend(vma);/;s/^\tbetween(vma);/\tamong(vma);/}'
moved "$mark"
why=
run || why="failed"
made
[ "$(grep -c 'mark(vma)' "$tmp/b.c")" = 1 ] || why="is there $(grep -c 'mark(vma)' "$tmp/b.c") times"
result "the tree has it already: nothing is listed, nothing comes twice" "$why"
tree
why=
! run || why="went on"
grep -q '^series: mm/b.c:1: mm: mark what is between (prep/0001-mark, hunk 1 of 1): there is no such file; its text: ' "$tmp/said" || why="${why:-does not say so}"
result "the file is not there" "$why"

# At file scope.
mark='s|^int last|int mark(vma)\n{\n\treturn vma;\n}\n\n&|'
patch_of "a function more" "$mark" > "$(prep)/0001-mark.patch"
moved 's/^int last/int more(int b)\n{\n\treturn b;\n}\n\n&/'
why=
run || why=failed
made
[ "$(sed -n 's/^\(static \)*int \([a-z]*\)(.*)$/\2/p' "$tmp/b.c" | tr '\n' ' ')" = "one two more mark last far " ] || why="${why:-is elsewhere}"
result "between functions, one of which is new" "$why"

# A hunk removes a declaration that this tree has a use more for.
patch_of "far needs no left" '/^static int far/,/^}/{s/, left = check(vma);/;/;s/return left;/return check(vma);/}' > "$(prep)/0001-far.patch"
for how in 's/^\tenter(vma);/\tleft |= enter(vma);/' 's/^\topen(vma);/\tif (open(vma) > left)\n\t\treturn 1;/' 's/^\tenter(vma);/\tenter(\&left);/'; do
	moved "$how"
	why=
	! run || why="went on"
	grep -q '^series: mm/b.c:4[0-9], in far: mm: far needs no left (prep/0001-far, hunk 1 of 2): far() uses left here, ' "$tmp/said" || why="${why:-does not say so}"
	result "its declaration is taken away: $how" "$why"
done
for how in 's/^\tenter(vma);/\tenter(vma->left); \/* left *\//' 's/^\tenter(vma);/\tif (enter(vma)) {\n\t\tint left = 0;\n\n\t\tenter(left);\n\t}/' '/^static int one/,/^}/s/return ret/return left/'; do
	moved "$how"
	why=
	run || why=failed
	result "another of that name: $how" "$why"
done
# It goes, and comes again as something else.
for how in '/^static int far/,/^}/{s/^\(static int far(.*\))$/\1, int left)/;s/, left = check(vma);/;/}' '/^static int far/,/^}/s/\(.*\), left = check(vma);/\1;\n\tint left =\n\t\tcheck(vma);/'; do
	patch_of "far has another left" "$how" > "$(prep)/0001-far.patch"
	moved
	why=
	run || why=failed
	result "its declaration is another now: $how" "$why"
done
rm "$(prep)/0001-far.patch"

# Some hunks, not all: what has a place is there, in a commit that says what is not.
patch_of "mark both" -e 's|^\tbetween(vma);|\tmark(vma);\n&|' -e 's|^\treturn a;|\tmark(a);\n&|' > "$(prep)/0001-mark.patch"
moved 's/^static int two(/static int three(/'
why=
! run || why="went on"
body last | grep -q 'mark(a)' || why="${why:-the other hunk was not done}"
git -C "$(work)/linux" log --format=%B base..series | grep -q '^  mm/b.c:[0-9]*, in two: mm: mark both .*: there is no two() here' || why="${why:-the log does not say it}"
grep -q '^INCOMPLETE: 1 places' "$(work)/patches/conversion/0000-cover-letter.patch" || why="${why:-the cover letter does not say it}"
grep -q '^open, to be done by hand: 1 places' "$tmp/said" || why="${why:-the table does not say it}"
[ -s "$(work)/left/prep-0001-1.patch" ] || why="${why:-no text of it}"
result "a hunk of two: log, cover letter, table, its text" "$why"
why=
! "$tmp/repo/kernel/engine/apply.sh" apply > "$tmp/said" 2>&1 || why="exit 0"
grep -q '^apply: mm/b.c:2[0-9]*, in two: mm: mark both' "$tmp/said" || why="${why:-does not list it}"
[ "$(git -C "$tmp/tree" symbolic-ref --short HEAD)" = vm_flags_t ] || why="${why:-no branch}"
result "apply lists it, too" "$why"

# Going on: mended on the branch that apply made.
sed -i 's|^\tbetween(vma);|\tmark(vma);\n&|' "$tmp/tree/mm/b.c"
git -C "$tmp/tree" commit -q -a -m "mended"
why=
"$tmp/repo/kernel/engine/series.sh" 6.1 > "$tmp/said" 2>&1 && why="took a tree with the series in it for a base"
grep -q 'which .make apply. made' "$tmp/said" || why="${why:-does not say so}"
result "a tree that the series is in" "$why"
why=
CONTINUE=1 run || why=failed
[ ! -s "$(work)/open" ] || why="${why:-still lists it}"
body three | grep -q 'mark(vma)' || why="${why:-is not in the series}"
[ "$(git -C "$(work)/linux" log --format=%s base..series | grep -c 'mark both')" = 1 ] || why="${why:-not one commit}"
! git -C "$(work)/linux" log --format=%B base..series | grep -q Incomplete || why="${why:-its log says incomplete}"
result "CONTINUE=1 takes what was mended on a branch, into its commit" "$why"
git -C "$tmp/tree" checkout -q master
sed -i 's/^PATCHLEVEL = 1/PATCHLEVEL = 1\nEXTRAVERSION = x/; s/^SUBLEVEL = 0/SUBLEVEL = 1/' "$tmp/tree/Makefile"
sed -i '1i /* the next one */' "$tmp/tree/mm/b.c"
commit "next sublevel"
why=
run || why=failed
body three | grep -q 'mark(vma)' || why="${why:-it is lost}"
grep -q 'PATCH   prep/0001-mark.patch, as it was mended for this tree' "$tmp/said" || why="${why:-the run does not say that it takes it}"
result "and it is kept for the next sublevel" "$why"

# Mended below build/, of two commits that touch the same file.
repo
recipe
patch_of "mark both" -e 's|^\tbetween(vma);|\tmark(vma);\n&|' > "$(prep)/0001-mark.patch"
patch_of "mark the last" -e 's|^\treturn a;|\tmark(a);\n&|' > "$(prep)/0002-mark.patch"
moved -e 's/^static int two(/static int three(/' -e 's/^int last(/int final(/'
run || :
why=
[ "$(wc -l < "$(work)/open")" = 2 ] || why="not two places"
result "two commits with open places" "$why"
refuses "CONTINUE=1, and nothing was mended" "nothing was mended" env CONTINUE=1 "$tmp/repo/kernel/engine/series.sh" 6.1
linux=$(work)/linux
sed -i 's|^\tbetween(vma);|\tmark(vma);\n&|' "$linux/mm/b.c"
git -C "$linux" -c user.name=a -c user.email=a@b commit -q -a -m "which?"
echo '/* more */' >> "$tmp/tree/mm/a.c"
commit more
refuses "a run without CONTINUE=1, of a tree that has moved" "there is work in .* that is in no series" "$tmp/repo/kernel/engine/series.sh" 6.1
git -C "$tmp/tree" reset -q --hard HEAD~1
refuses "a file of which two commits have open places" "which of these does 'which?' mend" env CONTINUE=1 "$tmp/repo/kernel/engine/series.sh" 6.1
git -C "$linux" -c user.name=a -c user.email=a@b commit -q --amend -m "fixup! mm: mark both"
why=
! CONTINUE=1 run || why="went on"
body three | grep -q 'mark(vma)' || why="${why:-it is not there}"
[ "$(wc -l < "$(work)/open")" = 1 ] || why="${why:-not one place left}"
result "one of them mended by its subject, the other still listed" "$why"
git -C "$linux" -c user.name=a -c user.email=a@b commit -q --allow-empty -m "fixup! mm: mark the last"
why=
CONTINUE=1 run || why=failed
[ ! -s "$(work)/open" ] || why="${why:-still listed}"
body three | grep -q 'mark(vma)' || why="${why:-the first is lost}"
result "an empty commit says that nothing is missing" "$why"
echo '/* more */' >> "$tmp/tree/mm/a.c"
commit more
sed -i 's/^static int three(/static int four(/' "$tmp/tree/mm/b.c"
commit "moved again"
why=
! run || why="went on"
grep -q '^series: mm/b.c:2' "$tmp/said" || why="${why:-not listed}"
result "what was mended is listed when it has no place any more" "$why"

# Variants by version.
repo
recipe
patch_of "mark" 's|^\tbetween(vma);|\told_mark(vma);\n&|' > "$(prep)/0001-old.patch"
patch_of "mark" 's|^\tbetween(vma);|\tnew_mark(vma);\n&|' | sed 's/^Subject:/Since: 6.1.5\n&/' > "$(prep)/0001-new.patch"
patch_of "note" 's|^\treturn a;|\tnote(a);\n&|' | sed 's/^Subject:/Until: 6.1\n&/' > "$(prep)/0002-note.patch"
version() {
	moved
	sed -i "s/^PATCHLEVEL.*/PATCHLEVEL = $1/; s/^SUBLEVEL.*/SUBLEVEL = $2/" "$tmp/tree/Makefile"
	commit "6.$1.$2"
}
for v in "1 4 old note" "1 5 new note" "1 10 new note" "2 0 new"; do
	# shellcheck disable=SC2086 # words
	set -- $v
	version "$1" "$2"
	why=
	run || why=failed
	made
	grep -q "${3}_mark" "$tmp/b.c" || why="${why:-not the $3 one}"
	[ "$(grep -c _mark "$tmp/b.c")" = 1 ] || why="${why:-not one}"
	if [ -n "${4:-}" ]; then grep -q 'note(a)' "$tmp/b.c" || why="${why:-no $4}"
	else ! grep -q 'note(a)' "$tmp/b.c" || why="${why:-a patch that is not for it}"; fi
	result "6.$1.$2 gets the $3 one${4:+ and the $4}" "$why"
done
version 1 5
sed -i 's/^static int two(/static int three(/' "$tmp/tree/mm/b.c"
commit renamed
patch_of "mark" 's|^\tfinish(vma);\n\treturn|\told_mark(vma);\n&|; /^static int one/,/^}/s|^\tfinish(vma);|\told_mark(vma);\n&|' > "$(prep)/0001-old.patch"
why=
! run || why="went on"
made
! grep -q old_mark "$tmp/b.c" || why="took another version's patch"
grep -q 'prep/0001-new, hunk 1 of 1' "$tmp/said" || why="${why:-not listed}"
result "never another version's, though that one would apply" "$why"

# A tree of the bitmap's kind that is older than the first base of that kind.
repo
recipe
patch_of "mark" 's|^\tbetween(vma);|\told_mark(vma);\n&|' > "$(prep)/0001-old.patch"
patch_of "mark" 's|^\tbetween(vma);|\tnew_mark(vma);\n&|' | sed 's/^Subject:/Since: 7.3\n&/' > "$(prep)/0001-new.patch"
moved
sed -i 's/^VERSION.*/VERSION = 7/; s/^PATCHLEVEL.*/PATCHLEVEL = 2/' "$tmp/tree/Makefile"
echo 'typedef struct { unsigned long bits[1]; } vma_flags_t;' >> "$tmp/tree/include/linux/mm_types.h"
commit 7.2
why=
"$tmp/repo/kernel/engine/series.sh" "" > "$tmp/said" 2>&1 || why=failed
git -C "$(KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/work.sh" 7.3)/linux" show series:mm/b.c > "$tmp/b.c" 2> /dev/null || why="${why:-no series}"
[ "$(grep -c new_mark "$tmp/b.c")" = 1 ] && ! grep -q old_mark "$tmp/b.c" || why="${why:-not the new one}"
result "7.2 gets the one of 7.3, the first base of its kind" "$why"

# A hunk has its place and uses what the tree lacks: it is taken out again, and so is
# what used what it brought.
repo
recipe
beyond='s|^\tbetween(vma);|\tfor_each_beyond(vma)\n\t\tmark(vma);\n&|'
patch_of "go beyond" -e "$beyond" -e 's|^\treturn a;|\tmark(a);\n&|' > "$(prep)/0001-beyond.patch"
moved
why=
! run || why="went on"
grep -q '^series: mm/b.c:[23][0-9], in two: mm: go beyond (prep/0001-beyond, hunk 1 of 2): uses for_each_beyond, which this tree doesn.t have' "$tmp/said" || why="${why:-does not say so}"
made
! grep -q beyond "$tmp/b.c" || why="${why:-it is still there}"
body last | grep -q 'mark(a)' || why="${why:-the other hunk is not}"
result "a macro that this tree doesn't have" "$why"
# in another file, whatever that does with it
echo '#define for_each_beyond(x) while (x)' >> "$tmp/tree/mm/marks.h"
commit beyond
why=
run || why=failed
body two | grep -q beyond || why="${why:-it is not there}"
result "and that it has" "$why"
moved
patch_of "bring" -e 's|^\tbetween(vma);|\tbring(vma, BROUGHT_ALL);\n&|' \
	-e 's|^static int far|#define BROUGHT_ALL 1\n\nstatic void bring(struct vm_area_struct *vma, int how)\n{\n\tint once = how;\n\n\tmark(vma, once);\n}\n\n&|' > "$(prep)/0001-beyond.patch"
patch_of "use it" -e 's|^\treturn a;|\tbring(a);\n&|' > "$(prep)/0002-use.patch"
why=
run || why=failed
[ "$(made; grep -c 'bring(' "$tmp/b.c")" = 3 ] || why="${why:-not all of it is there}"
result "what one hunk brings, others use" "$why"
moved 's/^static int far/static int away/'
why=
! run || why="went on"
[ "$(grep -c '^series: mm/b.c' "$tmp/said")" = 3 ] || why="${why:-$(grep -c '^series: mm/b.c' "$tmp/said") places, not three}"
[ "$(grep -cE 'uses (bring|BROUGHT_ALL), which comes with a hunk that is not in' "$tmp/said")" = 2 ] || why="${why:-does not say why}"
made
! grep -q bring "$tmp/b.c" || why="${why:-some of it is still there}"
result "what brings it has no place" "$why"

rm "$(prep)/0001-beyond.patch" "$(prep)/0002-use.patch"
patch_of "see" '/^static int far/,/^}/{s/^\tint old.*/&\n\tint seen;/;s/^\tend(vma);/\tseen = end(vma);/;s/return left;/return left + seen;/}' > "$(prep)/0001-see.patch"
moved
why=
run || why=failed
body far | grep -q '^	int seen;' || why="${why:-it is not there}"
result "a local and its use, in two hunks" "$why"
moved '/^static int far/,/^}/{s/^\tleave(vma);/\tgone(vma);/;s/^\tend(vma);/\tover(vma);/}'
why=
! run || why="went on"
grep -q '^series: mm/b.c:39, in far: .*hunk 1 of 2): declares seen, for which there is no use' "$tmp/said" || why="${why:-does not say so}"
! body far | grep -q seen || why="${why:-it is still there}"
result "a local whose use has no place" "$why"

# Below a label git names that, and not the function.
labels="$tmp/labels"
rm -rf "$labels"
mkdir "$labels"
with_label() { # FUNCTION BELOW...: a function with what stands below its label
	printf 'int %s(int a)\n{\n\tif (a)\n\t\tgoto out;\n\treturn 0;\nout:\n' "$1"
	shift
	printf '\t%s(a);\n' "$@"
	printf '\treturn 1;\n}\n\n'
}
{ with_label one stop first second third fourth; with_label two stop leave; } > "$labels/b.c"
git -C "$labels" init -q
git -C "$labels" add b.c
sed -i 's/third(a)/other(a)/' "$labels/b.c"
git -C "$labels" diff > "$tmp/label.patch"
place() { (cd "$labels" && awk -f "$top/kernel/engine/heads.awk" -f "$top/kernel/engine/place.awk" "$tmp/label.patch"); }
why=
grep -q '^@@ .* out:$' "$tmp/label.patch" || why="git names something else"
with_label one stop first second third fourth > "$labels/b.c"
place | grep -qx '+	other(a);' || why="${why:-$(place)}"
result "a hunk below a label: in the function that has it" "$why"
{ with_label one stop; with_label two stop first second third fourth; } > "$labels/b.c"
result "of two that have it, and one with the lines: listed" "$(place | grep -q '^no	.*not in no function' || place)"

# A new file, whatever .gitignore says; a tree without room for one of ours.
repo
recipe
tree
printf '/*\n' > "$tmp/tree/.gitignore"
git -C "$tmp/tree" add -f .gitignore
commit "ignore all"
printf '/* new */\n' > "$tmp/new.rst"
{
	sed '/^---$/,$d' "$top/kernel/commits/documentation/0002-Documentation-droppable-memory.patch"
	printf -- '---\n\ndiff --git a/new.rst b/new.rst\nnew file mode 100644\nindex 000000000..111111111\n--- /dev/null\n+++ b/new.rst\n@@ -0,0 +1 @@\n+/* new */\n-- \n'
} > "$(prep)/0001-new.patch"
why=
run || why=failed
git -C "$(work)/linux" show series:new.rst > "$tmp/b.c" 2> /dev/null || why="${why:-not in the commit}"
grep -q '^+/\* new \*/' "$(work)"/patches/conversion/0001-*.patch || why="${why:-not in the patch}"
result "a new file, below a .gitignore that ignores all" "$why"
printf 'add selftest tests/guest/droppable tools/testing/selftests/[vm]m/map_droppable\n' >> "$tmp/repo/kernel/topics/conversion"
refuses "a tree without selftests" "tools/testing/selftests/.vm.m:1: selftests/mm: tests of droppable memory (files of tests/guest/droppable): there is no such directory" \
	"$tmp/repo/kernel/engine/series.sh" 6.1
result "and all else is done" "$([ -s "$(work)/patches/series" ] || echo "no patches")"

ktap_ends by-hand
