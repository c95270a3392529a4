# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by checks that need a kernel tree of four files: $tmp/tree.  Wants: top,
# needs (tools beside git and spatch; without one it exits with 2).  Results are KTAP;
# what a command said is in $tmp/said.  $tmp is empty, and has a blank in its name unless
# the check has set it.
#
# tree                             makes it anew, a git repository of one commit
# commit MESSAGE                   of all that has changed there
# repo                             $tmp/repo, a copy of ours with one hand-written
#                                  commit and the shortest of topics
# state                            sums of its files, and what git has of it
# result NAME WHY                  of tests/ktap.sh, which this sources
# refuses NAME PATTERN COMMAND...  fails with one line that has PATTERN, and
#                                  changes nothing in the tree

export LC_ALL=C
unset KERNEL OUT V VERSION CONTINUE BRANCH DIR APPLY O ARCH GIT_DIR || :
check=$(basename "$0" .sh)
for tool in git spatch ${needs:-}; do
	command -v "$tool" > /dev/null || { echo "$check: $tool is missing"; exit 2; }
done
: "${tmp:=${top:?}/build/$check test}"
rm -rf "$tmp"
mkdir -p "$tmp"
. "$top/tests/ktap.sh"
# so that the copies keep what is compiled in one place
. "$top/kernel/engine/spatch-path.sh"

tree() {
	rm -rf "$tmp/tree"
	mkdir -p "$tmp/tree/mm"
	cp -a "$top/cocci/tests/tree/include" "$tmp/tree"
	printf 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\nkernelversion:\n\t@echo 6.1.0\n' > "$tmp/tree/Makefile"
	cat > "$tmp/tree/mm/a.c" <<'C'
/* a file */
int f(struct vm_area_struct *vma)
{
	unsigned long flags = vma->vm_flags;

	return flags != 0;
}
C
	git -C "$tmp/tree" init -q -b master
	git -C "$tmp/tree" config user.name a
	git -C "$tmp/tree" config user.email a@example.org
	commit base
}

repo() {
	rm -rf "$tmp/repo"
	mkdir -p "$tmp/repo"
	cp -a "$top/kernel" "$top/cocci" "$top/tests" "$top/sparse-checks" "$tmp/repo"
	rm -rf "$tmp/repo/kernel/commits"
	mkdir -p "$tmp/repo/kernel/commits/prep"
	rm "$tmp/repo/kernel/topics"/*
	echo conversion > "$tmp/repo/kernel/recipe"
	printf '\npatch prep\ncocci retype\ncocci constants\n' > "$tmp/repo/kernel/topics/conversion"
	cat > "$tmp/repo/kernel/commits/prep/0001-one.patch" <<'PATCH'
From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: A <a@example.org>
Date: Fri, 20 Nov 2026 00:00:00 +0000
Subject: [PATCH] mm: prepare

Prepare.
---
 mm/a.c | 1 +
 1 file changed, 1 insertion(+)

diff --git a/mm/a.c b/mm/a.c
index 1111111..2222222 100644
--- a/mm/a.c
+++ b/mm/a.c
@@ -1 +1,2 @@
+/* prepared */
 /* a file */
PATCH
}

commit() {
	git -C "$tmp/tree" add -A
	git -C "$tmp/tree" commit -q -m "$1"
}

state() {
	find "$tmp/tree" -path "$tmp/tree/.git" -prune -o -type f -exec sha256sum {} + 2> /dev/null | sort
	git -C "$tmp/tree" for-each-ref 2> /dev/null || :
	cat "$tmp/tree/.git/HEAD" "$tmp/tree/.git/config" 2> /dev/null || :
}

# refuses NAME PATTERN COMMAND...: one line on stderr that has PATTERN
refuses() {
	name=$1 pattern=$2
	shift 2
	before=$(state)
	why=
	if "$@" > "$tmp/out" 2> "$tmp/said"; then
		why="went on"
	elif [ "$(grep -vc "^  [A-Z]" "$tmp/said")" != 1 ]; then
		why="$(wc -l < "$tmp/said") lines"
	elif ! grep -q -- "$pattern" "$tmp/said"; then
		why="does not say '$pattern'"
	elif [ "$(state)" != "$before" ]; then
		why="changed the tree"
	fi
	result "$name" "$why"
}
