#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# interface.sh BASE SEEK - which of what a kernel's headers declare carries vma flags
#
# Environment: KERNEL   that tree instead; it is read where it is, as it is
#              VERSION  that version of BASE from the archive
#              J        processes, default: all processors
# Follows the flow of flags in the whole tree, as make series does; then reads those
# headers too that declare what SEEK names, as kernel/engine/unread.awk has it.  Prints the
# directory of what came out:
#   facts     for VM_FLAGS_FACTS of cocci/retype.cocci: what the headers declare, with
#             the type that it has in the converted kernel; a number is one that stays
#   declared  names of all that looks like a function or macro in a header, with a tab
#             and "macro" behind it where it is one
#   include/  mm.h and mm_types.h
# As long as the tree and the scripts are the same, and the files are what was written,
# they are taken as they are, and only what is new in SEEK is read.  Who calls it has
# locked its directory, as long as that is used.
# Exit: 0; 1 with a line that says what is wrong and what to do.
set -eu
export LC_ALL=C GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_OPTIONAL_LOCKS=0
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE VM_FLAGS_READ VM_FLAGS_LIST VM_FLAGS_FACTS VM_FLAGS_WAYS || :
top=$(cd "$(dirname "$0")/../.." && pwd)
base=${1:?usage: interface.sh BASE SEEK} seek=${2:?usage: interface.sh BASE SEEK}
jobs=${J:-$(nproc)}
die() { echo "driver: $*" >&2; exit 1; }
say() { echo "  $*" >&2; }

work=$("$top/kernel/engine/work.sh" "$base" 2>&1) || die "$work"
if [ -n "${KERNEL:-}" ]; then
	tree=$(cd "$KERNEL" && pwd -P)
	if [ -e "$tree/.git" ]; then
		id="$(git -C "$tree" rev-parse HEAD) $(git -C "$tree" diff HEAD | sha256sum)"
	else
		id=$(cd "$tree" && find . -name '*.[chS]' -type f -printf '%p %s %T@\n' | sort | sha256sum)
	fi
else
	tarball=$("$top/kernel/engine/fetch.sh" "$base") || exit 1
	id="$(basename "$tarball") $(stat -L -c '%s %Y' "$tarball")"
fi
here=$work/interface
mkdir -p "$here" 2> /dev/null && [ -w "$here" ] || die "can't write to $here"

key=$({
	echo "$id"
	spatch --version | head -n 1
	cd "$top" && cat cocci/retype.cocci cocci/macros.h kernel/engine/flow.sh kernel/engine/unread.awk \
		kernel/engine/vma-flags.awk kernel/engine/words.sh kernel/engine/interface.sh kernel/engine/interface.awk
} | sha256sum)
sums() { (cd "$here" && cat facts list read declared include/linux/mm.h include/linux/mm_types.h | sha256sum) 2> /dev/null; }
keep() { # what was written
	echo "$key $(sums)" > "$here/stamp.new"
	mv "$here/stamp.new" "$here/stamp"
}
tmp=$here/tmp
if [ -z "${KERNEL:-}" ]; then tree=$here/linux; fi

if [ "$(cat "$here/stamp" 2> /dev/null)" = "$key $(sums)" ]; then
	rm -rf "$tmp"
	mkdir "$tmp"
	cd "$tree"
	. "$top/kernel/engine/flow.sh"
else
	rm -rf "$here/stamp" "$here/facts" "$here/include" "$tmp" "$here/linux"
	mkdir -p "$tmp" "$here/include/linux"
	say "KERNEL  reads ${KERNEL:-$(basename "$tarball")} once; the next driver finds that done"
	if [ -z "${KERNEL:-}" ]; then
		mkdir "$tree"
		tar -xf "$tarball" -C "$tree" --strip-components=1 --exclude='*/Documentation' --exclude='*/tools'
	fi
	cd "$tree"
	# For names of files alone.
	if [ ! -e .git ]; then
		export GIT_DIR="$tmp/git" GIT_WORK_TREE="$tree"
		git init -q
		git config core.excludesFile /dev/null
		git add -f -N . > "$tmp/add.log" 2>&1 || die "git add: $(tail -n 1 "$tmp/add.log")"
	fi
	. "$top/kernel/engine/flow.sh"
	flow_all >&2
	git ls-files -- 'include/*.h' 'arch/*/include/*.h' | sort > "$here/headers"
	comm -12 "$tmp/files" "$here/headers" > "$here/read"
	awk -F '\t' -v OFS='\t' -f "$top/kernel/engine/interface.awk" "$tmp/list" "$tmp/facts" | sort -u > "$here/facts"
	grep -q '^edge	seed	field vm_area_struct vm_flags	' "$here/facts" ||
		die "the headers of ${KERNEL:-$tarball} declare no vm_area_struct that Coccinelle can read"
	cp "$tmp/list" "$here"
	cp include/linux/mm.h include/linux/mm_types.h "$here/include/linux"
	{
		xargs -d '\n' grep -ohE '[A-Za-z_][A-Za-z0-9_]*\(' < "$here/headers" | tr -d '('
		xargs -d '\n' sed -n 's/^[[:space:]]*#[[:space:]]*define[[:space:]]\{1,\}\([A-Za-z_][A-Za-z0-9_]*\)(.*/\1	macro/p' < "$here/headers"
	} | sort -u > "$here/declared"
	[ -n "${KERNEL:-}" ] || find . -type f ! -path './include/*' ! -path './arch/*/include/*' -delete
	keep
fi

cut -d ' ' -f2 "$seek" | sort -u > "$tmp/names"
comm -23 "$here/headers" "$here/read" | tr '\n' '\0' | files_with -wF -f "$tmp/names" > "$tmp/maybe" || die "grep failed, see above"
xargs -r -d '\n' -a "$tmp/maybe" awk -f "$top/kernel/engine/unread.awk" -v seek="$seek" | sort -u > "$tmp/more"
if [ -s "$tmp/more" ]; then
	facts_of "$tmp/more" > "$tmp/facts.more"
	rm "$here/stamp"
	awk -F '\t' -v OFS='\t' -f "$top/kernel/engine/interface.awk" "$here/list" "$tmp/facts.more" | sort -u - "$here/facts" -o "$here/facts"
	sort -u "$tmp/more" "$here/read" -o "$here/read"
	keep
fi
rm -rf "$tmp"
echo "$here"
