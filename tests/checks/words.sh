#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# words.sh - what a vma flag is, and that all who ask agree on it
#
# kernel/engine/vma-flags.awk and each semantic patch that reads mm.h, on both ways in which
# trees declare them: tests/words/NAME.h, with "is: VM_X ..." lines of what they are.
# KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: words
#   when: test
#   of: ours
#   reads: cocci kernel/engine/vma-flags.awk tests/words
#   takes: 10 s
#   blind: forms of mm.h that no kernel has had yet
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
. "$top/kernel/engine/spatch-path.sh"
command -v spatch > /dev/null || { echo "words: spatch is missing"; exit 2; }
tmp=$top/build/words-test
rm -rf "$tmp"
say() { result "$2" "$([ "$1" = 0 ] || echo "$1")"; } # exit status, what
ktap_starts
for h in "$top"/tests/words/*.h; do
	name=$(basename "$h" .h)
	mkdir -p "$tmp/$name/include/linux"
	cp "$h" "$tmp/$name/include/linux/mm.h"
	: > "$tmp/$name/include/linux/mm_types.h"
	echo 'int none;' > "$tmp/$name/none.c"
	sed -n 's/^ \* is: //p' "$h" | tr ' ' '\n' | sort > "$tmp/$name/want"
	awk -f "$top/kernel/engine/vma-flags.awk" "$h" | sort > "$tmp/$name/awk"
	rc=0; diff "$tmp/$name/want" "$tmp/$name/awk" | sed 's/^/# /' | grep . && rc=1
	say $rc "$name: vma-flags.awk"
	for script in $(grep -l VM_FLAGS_WORDS "$top"/cocci/*.cocci); do
		VM_FLAGS_WORDS=1 VM_FLAGS_TREE="$tmp/$name" spatch --very-quiet -D report --no-includes \
			--sp-file "$script" "$tmp/$name/none.c" 2> /dev/null | sort > "$tmp/$name/got"
		rc=0; diff "$tmp/$name/want" "$tmp/$name/got" | sed 's/^/# /' | grep . && rc=1
		say $rc "$name: $(basename "$script")"
	done
done
# A script that reads them without saying which it takes would not be seen above.
for script in $(grep -l 'linux/mm\.h\|"mm\.h"' "$top"/cocci/*.cocci); do
	rc=0; grep -q VM_FLAGS_WORDS "$script" || rc=1
	say $rc "$(basename "$script") can be asked"
done
ktap_ends words
