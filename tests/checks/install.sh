#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# install.sh - what is missing is named, where there is no apt, each with Debian's
# package
#
# By a directory of links in place of PATH, without apt and without a tool: the one
# line must have that tool, and the package that dpkg says it is from, where there is
# dpkg.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: install
#   when: test
#   of: ours
#   reads: kernel/engine/install-tools.sh kernel/arch
#   takes: 10 s
#   blind: whether Debian has these packages
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
tmp="$top/build/install test"
rm -rf "$tmp"
mkdir -p "$tmp/all" "$tmp/few" "$tmp/repo"
cp -a "$top/kernel" "$tmp/repo"
real=$PATH:/usr/sbin:/sbin
for d in $(echo "$real" | tr : ' '); do
	for f in "$d"/*; do
		case ${f##*/} in apt* | dpkg*) continue ;; esac
		[ -e "$tmp/all/${f##*/}" ] || ln -s "$f" "$tmp/all/" 2> /dev/null || :
	done
done
# what any system has
for t in sh cat echo sed grep awk tr cut sort head tail dirname basename mktemp rm id env uname; do
	ln -sf "$(command -v $t)" "$tmp/few/"
done
# asks WHAT DIRECTORY: its exit is $rc
asks() {
	rc=0
	# of a copy: it writes to build/
	PATH="$2" "$(command -v sh)" "$tmp/repo/kernel/engine/install-tools.sh" "$1" > "$tmp/said" 2>&1 || rc=$?
}
named() { sed -n "s/.* $1 (Debian's package \([^)]*\)).*/\1/p" "$tmp/said"; }
# a package has the file, or depends on the one that has it
has() { # package, path
	for path in "$2" "/usr$2" "$(readlink -f "$2")"; do
		owner=$(dpkg -S "$path" 2> /dev/null | sed -n '/^diversion by /!s/[:,].*//p' | head -n 1)
		[ -n "$owner" ] || continue
		[ "$owner" != "$1" ] || return 0
		dpkg-query -W -f '${Pre-Depends}\n${Depends}\n' "$1" 2> /dev/null | tr ',|' '\n' | sed 's/^ *//; s/[ :(].*//' | grep -qxF -e "$owner" && return 0
	done
	return 1
}

ktap_starts
for what in series test i386 x86_64 arm; do
	asks $what "$tmp/few"
	why=
	[ $rc = 1 ] || why="exit $rc"
	[ "$(wc -l < "$tmp/said")" = 1 ] || why="${why:-$(wc -l < "$tmp/said") lines}"
	cp "$tmp/said" "$tmp/lacks-$what"
	grep -o "[^ ]* (Debian's package [^)]*)" "$tmp/said" > "$tmp/tools-$what" || why="${why:-names none}"
	result "$what, of nothing: $(wc -l < "$tmp/tools-$what") tools" "$why"
done
why=
for a in "$top"/kernel/arch/*; do
	CROSS_COMPILE='' QEMU='' TEST=''
	. "$a"
	[ -n "$TEST" ] || continue
	for t in "${CROSS_COMPILE}gcc" "${QEMU%% *}"; do
		[ -z "$t" ] || grep -q " $t (Debian's package" "$tmp/lacks-test" || why="no $t for ${a##*/}"
	done
done
result "test names the compilers and QEMU of what it tests" "$why"
# One at a time.
for t in $(cat "$tmp"/tools-* | sed 's/ .*//' | sort -u); do
	if [ ! -e "$tmp/all/$t" ]; then
		echo "ok $((n += 1)) - $t # SKIP it is missing here"
		continue
	fi
	for what in series test i386 x86_64 arm; do
		! grep -q "^$t " "$tmp/tools-$what" || break
	done
	mv "$tmp/all/$t" "$tmp/away"
	asks "$what" "$tmp/all"
	mv "$tmp/away" "$tmp/all/$t"
	why=
	[ $rc = 1 ] || why="exit $rc"
	p=$(named "$t")
	[ -n "$p" ] || why="${why:-not named}"
	[ -n "$why" ] || ! command -v dpkg > /dev/null || has "$p" "$(PATH=$real command -v "$t")" ||
		! dpkg -S "$(PATH=$real command -v "$t")" > /dev/null 2>&1 || why="it is not of $p"
	result "$what, without $t" "$why"
done
# What is no tool.
if command -v gcc > /dev/null && echo '#include <gelf.h>' | gcc -E - > /dev/null 2>&1; then
	mkdir "$tmp/no"
	printf '#!/bin/sh\nfor a; do [ "$a" != -E ] || exit 1; done\nexec "%s" "$@"\n' "$(command -v gcc)" > "$tmp/no/gcc"
	chmod +x "$tmp/no/gcc"
	asks i386 "$tmp/no:$tmp/all"
	result "without headers" "$(grep -q "the header gelf.h (Debian's package libelf-dev)" "$tmp/said" || echo "not named")"
else
	echo "ok $((n += 1)) - without headers # SKIP they are missing here"
fi
# Where there is apt, and none of them: the one line of root's, to which libpython
# belongs by python3's dependency, or by the release where apt has no lists yet.
mkdir "$tmp/bare"
for t in apt-get apt-cache dpkg-query id; do
	printf '#!/bin/sh\n%s\n' "$(case $t in
	apt-get) echo 'exit 0' ;;
	apt-cache) echo '[ ! -s "$LISTS" ] || cat "$LISTS"; [ -s "$LISTS" ]' ;;
	dpkg-query) echo 'echo "no packages found" >&2; exit 1' ;;
	id) echo 'echo 1000' ;;
	esac)" > "$tmp/bare/$t"
	chmod +x "$tmp/bare/$t"
done
echo 'Depends: python3.13 (>= 3.13.5-1~), libpython3-stdlib (= 3.13.5-1)' > "$tmp/lists"
update='run this as root, then make again: apt-get update && apt-get install .*coccinelle'
for lists in "$tmp/lists" "$tmp/none"; do
	export LISTS="$lists"
	asks series "$tmp/bare:$tmp/all"
	why=
	[ $rc = 1 ] && [ "$(wc -l < "$tmp/said")" = 1 ] || why="exit $rc, $(wc -l < "$tmp/said") lines"
	line='run this as root: apt-get install .* libpython3\.[0-9][0-9]* .*coccinelle'
	case $(cat /etc/debian_version 2> /dev/null) in
	12* | 13*) ;;
	*) [ -e "$lists" ] || line=$update ;;
	esac
	grep -q "^install-tools: $line" "$tmp/said" || why="${why:-no libpython}"
	result "series, of nothing, with apt and $([ -e "$lists" ] && echo its || echo no) lists" "$why"
done
# A release that isn't known: which libpython it has is asked for first.
printf '#!/bin/sh\nfor last; do :; done\n[ "$last" = /etc/debian_version ] || exec "%s" "$@"\necho 14.0 | "%s" "$1" "$2"\n' \
	"$(command -v sed)" "$(command -v sed)" > "$tmp/bare/sed"
chmod +x "$tmp/bare/sed"
LISTS="$tmp/none"
asks series "$tmp/bare:$tmp/all"
result "series, of nothing, on a release that isn't known" "$(grep -q "^install-tools: $update" "$tmp/said" || cat "$tmp/said")"
rm "$tmp/bare/sed"
# Root, where one index of several can't be had, and the packages can.
sed 's/exit 0/echo "$*" >> "$ASKED"; [ "$1" != update ]/' "$tmp/bare/apt-get" > "$tmp/bare/apt-get.new"
cat "$tmp/bare/apt-get.new" > "$tmp/bare/apt-get"
printf '#!/bin/sh\necho 0\n' > "$tmp/bare/id"
export ASKED="$tmp/asked"
LISTS="$tmp/lists"
asks series "$tmp/bare:$tmp/all"
why=
[ $rc = 0 ] || why="exit $rc: $(tail -n 1 "$tmp/said")"
grep -q '^install .* libpython3\.13 git coccinelle' "$tmp/asked" || why="${why:-nothing is installed}"
result "an index that can't be had" "$why"
printf '#!/bin/sh\necho 1000\n' > "$tmp/bare/id"
LISTS="$tmp/lists"
asks series "$tmp/bare:$tmp/all"
result "libpython is that of apt's python3" "$(grep -q ' libpython3\.13 ' "$tmp/said" || echo "$(cat "$tmp/said")")"

asks series "$tmp/all"
result "series, of all that is here" "$([ $rc = 0 ] && [ ! -s "$tmp/said" ] || for t in git spatch ocamlopt parallel bzip2 xz flock; do command -v $t > /dev/null || exit; done; [ $rc = 0 ] || echo "exit $rc")"

ktap_ends install
