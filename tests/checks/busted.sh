#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# busted.sh BASE - of each kind of check a twin that must fail: what it checks is broken
#
# A copy of ours and of the series has one thing wrong for each: a pair of a semantic
# patch, a fixture, a patch's form, a cover letter, a file that warns, one that keeps
# flags in an int, a kernel that loses the upper half of the flags, one that merges no
# vmas.  The check has to exit with 1 and name the place.
# Wants the series in build/ (make series).  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: busted BASE
#   when: test-all
#   of: series
#   reads: none
#   takes: 30 min
#   blind: another fault of the kind; checks that have no twin here, whose cases are twins themselves
set -eu
export LC_ALL=C
unset KERNEL OUT V VERSION CONTINUE KEEP O FORMAT REPEAT GUESTS || :
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
base=${1:?usage: busted.sh BASE}
cannot() { echo "busted: $*"; exit 2; }
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
. "$top/tests/tree.sh"
own_out "$work" busted
copy=$out/copy
rm -rf "$copy"
git clone -q --shared "$top" "$copy"
# with what is not committed yet
(cd "$top" && git diff -z --name-only --diff-filter=d HEAD && git ls-files -z -o --exclude-standard) |
	(cd "$top" && xargs -0 -r cp -p --parents -t "$copy")
(cd "$top" && git diff -z --name-only --diff-filter=D HEAD) | (cd "$copy" && xargs -0 -r rm -f)
there=$copy/build/$base
mkdir -p "$there"
cp -p "$work/whole" "$there/"
tree_at "$work/linux" "$there/linux" series
git -C "$there/linux" config user.name busted
git -C "$there/linux" config user.email busted@example.org

# twin NAME PATTERN COMMAND...: in the copy; it has to fail, and say PATTERN
twin() {
	name=$1 pattern=$2
	shift 2
	rc=0 why=
	(cd "$copy" && "$@") > "$out/said" 2>&1 8>&- 9>&- || rc=$?
	tail -n 20 "$out/said" > "$out/said.end"
	case $rc in
	0) why="it passes" ;;
	1) grep -qE -e "$pattern" "$out/said" || why="it does not say '$pattern'" ;;
	2) skipped "$name" "$(tail -n 1 "$out/said")"; skips=$((skips + 1)); return ;;
	*) why="exit $rc" ;;
	esac
	result "$name" "$why" "$out/said.end"
}
# broken FILE SED, whole FILE: of the copy
broken() {
	cp "$copy/$1" "$out/was"
	sed -i "$2" "$copy/$1"
	! cmp -s "$out/was" "$copy/$1" || cannot "nothing to break in $1 by $2"
}
whole() { cp "$out/was" "$copy/$1"; }
# spoilt REF FILE SED: REF of the series is that with one commit more
spoilt() {
	git -C "$there/linux" checkout -q -f --detach "$1"
	sed -i "$3" "$there/linux/$2"
	git -C "$there/linux" diff --quiet && cannot "nothing to break in $2 of $1 by $3"
	git -C "$there/linux" commit -q -a -m busted
	git -C "$there/linux" update-ref "$1" HEAD
}

ktap_starts
skips=0

f=$(cd "$copy" && grep -l vm_flags_t cocci/tests/retype/*.out.c | head -n 1)
broken "$f" 's/vm_flags_t/unsigned long/'
twin "cocci: a pair that is not as it was" "^not ok.*$(basename "$f" .out.c)" tests/checks/cocci.sh
whole "$f"

f=sparse-checks/fixtures/assign.c
broken "$f" '/warning: /d'
twin "fixtures: a warning that none expects" "^not ok.*assign" sparse-checks/fixtures.sh "$base"
whole "$f"

f=$(cd "$copy" && find "patches/$base" -name '0001-*.patch' ! -path '*/selftests/*' -exec grep -l '^+	' {} + | head -n 1)
broken "$f" 's/^+	.*[;{]$/&  /'
twin "checkpatch: trailing blanks" "trailing whitespace" tests/checks/checkpatch.sh "$base"
whole "$f"

f=patches/$base/fixes/0000-cover-letter.patch
broken "$f" 's/^How it was tested.*/& and this is a line that goes on and on, far beyond what a mail has room for/'
twin "topics: a cover letter with a long line" "^not ok.*fixes.*mail" tests/checks/topics.sh "$base"
whole "$f"

spoilt refs/heads/series mm/mlock.c '$a static int busted;'
twin "objects: a warning" "^mm/mlock.c: warning: .*busted" tests/checks/objects.sh i386 "$base"
git -C "$there/linux" fetch -q --update-head-ok "$work/linux" '+refs/heads/series:refs/heads/series'

if ! git -C "$there/linux" rev-parse -q --verify refs/steps/restrict > /dev/null; then
	ktap_ends busted ", of $base; its flags are no type of their own: no twin of sparse, boot and vma"
	[ "$skips" -lt "$n" ] || cannot "none of them can run here"
	exit
fi
spoilt refs/steps/restrict mm/mlock.c '/^static int mlock_fixup(/,/^}/s/^{/{\n\tint busted __maybe_unused = vma->vm_flags;\n/'
twin "sparse: flags in an int" "^mm/mlock.c:.* warning: incorrect type" sparse-checks/sparse.sh i386 "$base"
git -C "$there/linux" fetch -q --update-head-ok "$work/linux" '+refs/steps/restrict:refs/steps/restrict'

spoilt refs/heads/series include/linux/mm.h '/^static inline void vm_flags_init(/,/^}/s/= flags;/= (u32)flags;/'
git -C "$there/linux" checkout -q -f --detach series
twin "boot: a kernel that loses the upper half" "^ +not ok .*" tests/qemu.sh i386 "$there/linux" "$there/boot-i386" mmap vma
git -C "$there/linux" fetch -q --update-head-ok "$work/linux" '+refs/heads/series:refs/heads/series'

if git -C "$there/linux" cat-file -e series:mm/vma.c 2> /dev/null; then
	spoilt refs/heads/series mm/vma.c '/^static bool can_vma_merge_after(/,/^}/s/^{/{\n\treturn false;\n/'
	twin "vma: no merges" "^not ok.*says the same as of the base" tests/checks/vma.sh "$base"
else
	skipped "vma: no merges" "$base has no mm/vma.c"
	skips=$((skips + 1))
fi

[ "$skips" -lt "$n" ] || cannot "none of them can run here"
ktap_ends busted ", of $base"
