#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bad-input.sh - what the tools say to trees and patches they can't use
#
# Each must end with one line that names what is wrong, a non-zero exit, and
# the tree given as it was.  Runs on a copy of kernel/ and cocci/ and a tree
# of four files.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: bad-input
#   when: test
#   of: ours
#   reads: kernel cocci sparse-checks tests
#   takes: 20 s
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
needs='flock'
. "$top/tests/small-tree.sh"

run() { "$tmp/repo/kernel/engine/series.sh" 6.1 9>&-; }

ktap_starts
export KERNEL="$tmp/tree"

repo; tree
before=$(state)
why=
run > "$tmp/said" 2>&1 || why="failed"
[ "$(state)" = "$before" ] || why="changed the tree"
out=$(echo "$tmp/repo/build"/tree-*/patches/conversion)
grep -q 'vm_flags_t flags = vma->vm_flags' "$out"/*retype* "$out"/*use-vm_flags_t* 2> /dev/null ||
	why="${why:-no patch that retypes}"
result "a path with a space" "$why"

refuses "no such tree" "no such directory" env KERNEL="$tmp/none" "$tmp/repo/kernel/engine/series.sh" 6.1
mkdir "$tmp/empty"
refuses "not a kernel" "not a kernel tree" env KERNEL="$tmp/empty" "$tmp/repo/kernel/engine/series.sh" 6.1
refuses "unknown base" "no base '9.9'" "$tmp/repo/kernel/engine/series.sh" 9.9
printf 'RELEASE=6.2\nPACKAGE=linux-source-6.2\nSUITES=sid\nVMA_FLAGS=word\n' > "$tmp/repo/kernel/bases/6.2"
mkdir "$tmp/usr-src"
tar -cJf "$tmp/usr-src/linux-source-6.2.tar.xz" --exclude=.git -C "$tmp" tree
refuses "a base of another version" "is Linux 6.1.0, and kernel/bases/6.2 says 6.2" env -u KERNEL USR_SRC="$tmp/usr-src" "$tmp/repo/kernel/engine/series.sh" 6.2
refuses "a version that is none" "VERSION=../6: not a version" env -u KERNEL VERSION=../6 "$tmp/repo/kernel/engine/series.sh" 6.2
refuses "a tree and a version" "not both" env VERSION=6.1.1 "$tmp/repo/kernel/engine/series.sh" 6.1
rm "$tmp/repo/kernel/bases/6.2"
refuses "unknown ARCH, objects" "unknown ARCH 'vax'" "$top/tests/checks/objects.sh" vax 6.1
refuses "unknown ARCH, boot" "vax" "$top/tests/qemu.sh" vax "$tmp/tree" "$tmp/boot"
refuses "boot without a series" "no series in .*6.1 yet: run 'make series'" "$tmp/repo/tests/qemu.sh" i386 "$tmp/repo/build/6.1/linux" "$tmp/boot"
# what "git pull" leaves: new patches, and the series of the old ones below build/
was=$tmp/repo/build/6.1
git init -q "$was/linux"
git -C "$was/linux" -c user.name=test -c user.email=test@example.org commit -q --allow-empty -m base
git -C "$was/linux" tag base
git -C "$was/linux" update-ref refs/made HEAD
: > "$was/whole"
its=$(git -C "$was/linux" rev-parse 'HEAD^{tree}')
mkdir -p "$tmp/repo/patches/6.1"
printf 'tree %s 6.1.1\ngives %s\n' "$its" "$(echo other | sha1sum | cut -c1-40)" > "$tmp/repo/patches/6.1/made-from"
refuses "boot of another series" "is not that of .*patches/6.1: run 'make series BASE=6.1'" "$tmp/repo/tests/qemu.sh" i386 "$was/linux" "$tmp/boot"
printf 'tree %s 6.1.1\ngives %s\n' "$its" "$its" > "$tmp/repo/patches/6.1/made-from"
refuses "boot of that series" "not a kernel tree" "$tmp/repo/tests/qemu.sh" i386 "$was/linux" "$tmp/boot"
rm -rf "$was"
refuses "unknown ARCH, identical" "unknown ARCH 'vax'" "$top/tests/checks/bisect.sh" vax 6.1 identical
refuses "unknown ARCH, assembly" "unknown ARCH 'vax'" "$top/tests/checks/assembly.sh" vax 6.1

sed -i 's/vm_flags_t;/flags_t;/' "$tmp/tree/include/linux/mm_types.h"
refuses "a kernel without vm_flags_t" "has no vm_flags_t" run
tree
sed -i 's/^typedef.*vm_flags_t;/&\ntypedef struct { unsigned long bits[1]; } vma_flags_t;/' "$tmp/tree/include/linux/mm_types.h"
commit bitmap
refuses "vma flags in a bitmap, and a base that has them in a word" "are a bitmap, and those of BASE=6.1 are a word: BASE=7" run
grep -l '^VMA_FLAGS=bitmap' "$tmp/repo/kernel/bases"/* | tr '\n' '\0' | xargs -0 rm
refuses "vma flags in a bitmap, and no base has them so" "vma flags are a bitmap" run
refuses "the same with a base given" "vma flags are a bitmap" "$tmp/repo/kernel/engine/series.sh"
tree
sed -i -e 's/^#define VM_\([A-Z]*\)[ \t]*0x.*/enum { VM_\1_BIT };\n&/' "$tmp/tree/include/linux/mm.h"
commit "flags of an enum"
refuses "flags that are declared in another way" "words.sh does not understand how this tree declares its vma flags" run
tree
echo >> "$tmp/tree/mm/a.c"
refuses "a dirty tree" "uncommitted changes" run
tree
for tool in spatch git; do
	mkdir -p "$tmp/bin"
	rm -f "$tmp/bin"/*
	for d in /usr/bin /bin; do
		for f in "$d"/*; do
			[ "${f##*/}" = $tool ] || ln -sf "$f" "$tmp/bin/"
		done
	done
	refuses "$tool is missing" "$tool is missing" env PATH="$tmp/bin" "$tmp/repo/kernel/engine/series.sh" 6.1
done

repo
echo '@ broken' >> "$tmp/repo/cocci/retype.cocci"
refuses "a semantic patch that does not parse" "retype.cocci does not parse" run
repo
sed -i 's/^ \/\* a file/ \/* another file/' "$tmp/repo/kernel/commits/prep/0001-one.patch"
refuses "a patch that no longer applies" "series: mm/a.c:1: mm: prepare (prep/0001-one, hunk 1 of 1): its lines are not there; its text: " run
why=
grep -q 'vm_flags_t flags = vma->vm_flags' "$tmp/repo/build"/tree-*/patches/*/*.patch || why="nothing else was done"
grep -q . "$tmp/repo/build"/tree-*/left/prep-0001-1.patch 2> /dev/null || why="no hunk in left/"
result "what applies is done all the same" "$why"
refuses "and the next run says it again" "its lines are not there" run

repo
if [ "$(id -u)" = 0 ]; then
	mkdir -p "$tmp/repo/build"
	if mount --bind "$tmp/repo/build" "$tmp/repo/build" 2> /dev/null &&
	   mount -o remount,ro,bind "$tmp/repo/build" 2> /dev/null; then
		refuses "a read-only directory" "can't write" run
	else
		n=$((n + 1))
		echo "ok $n - a read-only directory # SKIP no mount here"
	fi
	umount "$tmp/repo/build" 2> /dev/null || :
else
	mkdir -p "$tmp/repo/build"
	chmod a-w "$tmp/repo/build"
	refuses "a read-only directory" "can't write" run
	chmod u+w "$tmp/repo/build"
fi

repo
printf "\npatch prep\n" > "$tmp/repo/kernel/topics/forgotten"
refuses "a topic that the recipe does not name" "kernel/topics/forgotten: kernel/recipe does not name it" run

repo
mkdir -p "${out%/patches/*}"
flock -F "${out%/patches/*}/lock" sh -c 'echo has it; exec sleep 300' > "$tmp/has" &
pid=$!
while ! grep -q . "$tmp/has" 2> /dev/null; do sleep 0.1; done
refuses "two runs at once" "another run" run
kill $pid
wait $pid 2> /dev/null || :

# A tree that an architecture isn't in, and a configuration that a tree doesn't have.
. "$top/tests/tree.sh"
has=$tmp/knows
mkdir -p "$has/sub"
printf 'config NEW_NAME\n\tdepends on THIS || BROKEN\n' > "$has/sub/Kconfig"
NOT_IN='sub/Kconfig: depends on THIS || BROKEN: it is broken there'
why=$(not_in "$has") || why=nothing
result "an architecture that the tree hasn't: why" "$([ "$why" = "it is broken there" ] || echo "$why")"
NOT_IN='sub/Kconfig: depends on THAT: it is broken there'
result "one that it has: nothing" "$(not_in "$has" || :)"
printf 'CONFIG_OLD_NAME=y # or CONFIG_NEW_NAME=y\nCONFIG_NEW_NAME=m # or CONFIG_NONE=y\n# CONFIG_OFF is not set\n' |
	config_for "$has" > "$has/fragment"
result "an option by the name that the tree has" "$(printf 'CONFIG_NEW_NAME=y\nCONFIG_NEW_NAME=m\n# CONFIG_OFF is not set\n' | diff - "$has/fragment")"
printf 'CONFIG_A=y\nCONFIG_B=m\n# CONFIG_OFF is not set\n# CONFIG_GONE is not set\n' > "$has/fragment"
printf 'CONFIG_A=y\nCONFIG_B=y\nCONFIG_OFF=y\n' > "$has/config"
lost=$(config_lost "$has/fragment" "$has/config" | tr ' ' '\n' | sort | xargs)
result "what did not stick: each, and nothing else" "$([ "$lost" = "CONFIG_B=m CONFIG_OFF=n" ] || echo "${lost:-nothing}")"

ktap_ends bad-input
