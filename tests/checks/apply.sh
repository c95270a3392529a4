#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# apply.sh - make apply and make unapply do what they say, and leave what they
# can't use as it was
#
# On a tree of four files, with a series of three patches.  KTAP.  Exit: 0, 1;
# 2 can't run.
#
# Check: apply
#   when: test
#   of: ours
#   reads: kernel tests/small-tree.sh
#   takes: 5 s
set -eu
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
top=$(cd "$(dirname "$0")/../.." && pwd)
needs='setsid'
. "$top/tests/small-tree.sh"
mkdir -p "$tmp/repo/patches/6.1"
cp -a "$top/kernel" "$tmp/repo"

apply() { "$tmp/repo/kernel/engine/apply.sh" apply; }
unapply() { "$tmp/repo/kernel/engine/apply.sh" unapply; }
git_tree() { git -C "$tmp/tree" "$@"; }

# The series: made here, on a branch that goes.
tree
git_tree checkout -q -b made
for word in one two three; do
	case $word in two) f=include/linux/mm.h ;; *) f=mm/a.c ;; esac
	echo "/* $word */" >> "$tmp/tree/$f"
	commit "mm: $word"
done
git_tree format-patch -q --zero-commit -o "$tmp/repo/patches/6.1" HEAD~3
(cd "$tmp/repo/patches/6.1" && ls -- *.patch > series)
export KERNEL="$tmp/tree"

# went NAME WHY: that the branch is there, whole, and checked out
went() {
	why=
	[ "$(git_tree symbolic-ref --short HEAD)" = vm_flags_t ] || why="HEAD is elsewhere"
	[ "$(git_tree rev-list --count master..HEAD)" = 3 ] || why="not three commits"
	grep -q three "$tmp/tree/mm/a.c" || why="the files are not those of the branch"
	result "$1" "${2:-$why}"
}

ktap_starts
tree
was=$(state)
why=
apply > "$tmp/said" 2>&1 || why=fails
went "apply" "$why"
result "the committer is who applies" "$([ "$(git_tree log -1 --format=%cn)" = a ] || echo "it is $(git_tree log -1 --format=%cn)")"
refuses "apply twice" "there is a branch vm_flags_t already" apply
why=
unapply > "$tmp/said" 2>&1 || why=fails
[ "$(state)" = "$was" ] || why="the tree is not what it was"
result "unapply" "$why"
refuses "unapply twice" "no branch vm_flags_t that apply made" unapply

git_tree checkout -q --detach
was=$(state)
why=
apply > "$tmp/said" 2>&1 && unapply >> "$tmp/said" 2>&1 || why=fails
[ "$(state)" = "$was" ] || why="${why:-the tree is not what it was}"
result "from a detached HEAD, and back" "$why"

tree
apply > /dev/null
git_tree checkout -q master
unapply > "$tmp/said" 2>&1 || :
result "unapply from another branch stays on it" "$([ "$(git_tree symbolic-ref --short HEAD)" = master ] && ! git_tree rev-parse -q --verify vm_flags_t > /dev/null || echo "no")"

tree
apply > /dev/null
echo >> "$tmp/tree/mm/a.c"
refuses "unapply a dirty tree" "uncommitted changes" unapply
commit "my own"
refuses "unapply a branch with other commits on it" "isn't as apply left it" unapply

tree
echo >> "$tmp/tree/mm/a.c"
refuses "apply to a dirty tree" "uncommitted changes" apply
tree
touch "$tmp/tree/.git/MERGE_HEAD"
refuses "in the middle of a merge" "MERGE_HEAD" apply
tree
sed -i 's/^int f/long f/; s/return flags != 0/return !flags/' "$tmp/tree/mm/a.c"
echo 'int g;' >> "$tmp/tree/mm/a.c"
commit "moved on"
refuses "a patch that doesn't apply" "0001-mm-one.patch does not apply to mm/a.c" apply
tree
sed -i '1i /* above */' "$tmp/tree/mm/a.c"
commit "moved a little"
why=
apply > "$tmp/said" 2>&1 || why=fails
went "what has moved is applied by git am -3" "$why"
tree
echo '/* another end */' >> "$tmp/tree/include/linux/mm.h"
commit "has no place for the second"
refuses "the first that doesn't apply is named, not the first of all" "0002-mm-two.patch does not apply to include/linux/mm.h" apply
tree
sed -i 's/^PATCHLEVEL.*/PATCHLEVEL = 2/' "$tmp/tree/Makefile"
commit 6.2
refuses "no series for that version" "no series for Linux 6.2: there is 6.1" apply
tree
refuses "a directory of the tree" "not a kernel tree" env KERNEL="$tmp/tree/mm" "$tmp/repo/kernel/engine/apply.sh" apply
refuses "no tree named" "which tree" env KERNEL= "$tmp/repo/kernel/engine/apply.sh" apply
refuses "a bad name for the branch" "not a name for a branch" env BRANCH='a b' "$tmp/repo/kernel/engine/apply.sh" apply
git_tree config --unset user.email
git_tree config user.useConfigOnly true
refuses "nobody to commit" "who you are" apply

# A directory that is no git tree, by quilt.
plain() {
	tree
	rm -rf "$tmp/tree/.git"
}
if command -v quilt > /dev/null; then
	plain
	was=$(state)
	why=
	apply > "$tmp/said" 2>&1 || why=fails
	grep -q three "$tmp/tree/mm/a.c" || why="${why:-the files are as they were}"
	grep -q two "$tmp/tree/include/linux/mm.h" || why="${why:-the second is not there}"
	result "a plain directory" "$why"
	refuses "twice" "something is applied there by quilt already" apply
	why=
	unapply > "$tmp/said" 2>&1 || why=fails
	[ "$(state)" = "$was" ] || why="${why:-it is not what it was}"
	result "and back" "$why"
	refuses "back twice" "make apply has put nothing there" unapply
	apply > /dev/null
	sed -i 's/three/four/' "$tmp/tree/mm/a.c"
	refuses "back from what was changed since" "was changed since" unapply
	plain
	sed -i 's/^int f/long f/; s/return flags != 0/return !flags/' "$tmp/tree/mm/a.c"
	echo 'int g;' >> "$tmp/tree/mm/a.c"
	echo '/* another end */' >> "$tmp/tree/include/linux/mm.h"
	refuses "a patch that has no place in a plain directory" "0001-mm-one.patch does not apply to mm/a.c" apply
else
	echo "ok $((n += 1)) - a plain directory # SKIP quilt is missing"
fi

# Interrupted in the second patch.
slow() {
	tree
	was=$(state)
	rm -f "$tmp/in two"
	printf '#!/bin/sh\nif grep -q two "$1"; then : > "%s"; exec sleep 1000; fi\n' "$tmp/in two" > "$tmp/tree/.git/hooks/applypatch-msg"
	chmod +x "$tmp/tree/.git/hooks/applypatch-msg"
	setsid "$tmp/repo/kernel/engine/apply.sh" apply > "$tmp/said" 2>&1 &
	pid=$!
	while [ ! -e "$tmp/in two" ] && kill -0 $pid 2> /dev/null; do
		sleep 0.1
	done
	kill "-$1" "-$pid"
	wait $pid 2> /dev/null || :
	rm "$tmp/tree/.git/hooks/applypatch-msg"
}
slow TERM
result "interrupted: the tree is as it was" "$([ "$(state)" = "$was" ] || echo "it isn't")"
slow KILL
refuses "killed, then applied again" "was interrupted: make unapply" apply
why=
unapply > "$tmp/said" 2>&1 || why=fails
[ "$(state)" = "$was" ] || why="${why:-the tree is not what it was}"
result "killed, then unapplied" "$why"
why=
apply > "$tmp/said" 2>&1 || why=fails
went "and applied at last" "$why"

ktap_ends apply
