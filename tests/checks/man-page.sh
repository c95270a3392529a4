#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# man-page.sh - the patch for mmap(2) applies, and groff has nothing to say of it
#
# To Debian's page, which is an older one with another name for its paragraphs.  What
# it says that mmap() and madvise() answer is what the guest tests mmap and madvise ask
# for.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: man-page
#   when: test
#   of: ours
#   reads: kernel/man-pages tests/guest/droppable
#   takes: 5 s
#   blind: the newest page: it isn't in the archive
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
cannot() { echo "man-page: $*"; exit 2; }
page=/usr/share/man/man2/mmap.2.gz
[ -f "$page" ] || cannot "$page is missing: it is in the package manpages-dev, which a minimal system leaves out"
command -v groff > /dev/null || cannot "groff is missing: apt-get install groff-base"
tmp=$top/build/man-page
rm -rf "$tmp"
mkdir -p "$tmp/repo/man/man2"
ktap_starts
cd "$tmp/repo"
zcat "$page" | sed 's/^\.PP$/.P/' > man/man2/mmap.2
git init -q
git config user.name a
git config user.email a@example.org
git add -A
git commit -q -m base

for patch in "$top"/kernel/man-pages/*.patch; do
	why=
	git am -q -s "$patch" > "$tmp/log" 2>&1 || why=$(head -n 1 "$tmp/log")
	result "git am ${patch##*/}" "$why"
	[ -z "$why" ] || break
done

warnings() { groff -t -man -Tascii -P-c -ww "$1" 2>&1 > /dev/null | sed 's/^[^:]*://; s/:[0-9]*://' | sort; }
git show HEAD~1:man/man2/mmap.2 > "$tmp/was.2"
warnings "$tmp/was.2" > "$tmp/was"
warnings man/man2/mmap.2 > "$tmp/now"
comm -13 "$tmp/was" "$tmp/now" > "$tmp/new"
result "groff has nothing new to say" "$(head -n 1 "$tmp/new")"

# Each constant is one of the kernel's, and each that mmap() and madvise() refuse is tried in a guest.
why=
git show HEAD -- man | sed -n 's/^+.*\.[BR]* \(MA[DP][A-Z]*_[A-Z_]*\).*/\1/p' | sort -u > "$tmp/names"
[ "$(wc -l < "$tmp/names")" -ge 8 ] || why="only $(wc -l < "$tmp/names") constants in it"
while IFS= read -r name; do
	grep -qw "$name" "$top"/tests/guest/droppable/*.[ch] || why="${why:-no guest test has $name}"
done < "$tmp/names"
result "its constants are those of the guest tests" "$why"
ktap_ends man-page
