#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# sparse.sh ARCH BASE - what sparse says of the series and not of its base
#
# Environment: KERNEL, O, J, V=1 as for the kernel's make; see tests/build.sh
# Runs sparse (make C=2) over an allmodconfig, for every file that the series
# touches or that mentions a vma flag: before the series, right before the flip
# and at its end.  Files which this configuration doesn't build are read too as
# far as sparse can.  A file that it can't read and the compiler can is a finding.
# A finding is new by file and message, not by line.  What was said of the base is
# kept in build/ until the base, the configuration, the list or sparse changes.
# One line a finding, as the compiler would print it; then a total.  FORMAT=tsv:
# a line is the architecture, file, line, column, and what is said; no total.
# Exit: 0 none new; 1 some; 2 can't run here.
#
# Check: sparse ARCH BASE
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh kernel/engine/words.sh kernel/engine/work.sh sparse-checks
#   takes: 4 min
#   blind: casts, assembly, files that are not on its list: that is every
#   shows: new in sparse=new
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/tests/build.sh"
command -v sparse > /dev/null ||
	{ echo "sparse: sparse is missing: run 'make install-tools' as root" >&2; exit 2; }
setup sparse "$@"
start=$(date +%s)
concerned | objects > "$out/sparse.list"

# check WHERE: what sparse says in $out/sparse.WHERE, a line each with the path
# from the top of the tree, and the files it read to the end in .read
check() {
	prepare
	# shellcheck disable=SC2046 # names
	by_sparse "$out/sparse.$1.log" $(cat "$out/sparse.list")
	sed -n 's|^\(\.\./src/\)*||; s|^'"$tree"'/||; /^[^ :]*\.[chS]:[0-9]*:[0-9]*: /p' \
		"$out/sparse.$1.log" | sort -u > "$out/sparse.$1"
	# It was started for these, and not to an error.
	sed -n 's/^make.*: \([^ :]*\.o\)\] Error.*/\1/p' "$out/sparse.$1.log" | sort -u > "$out/sparse.unread"
	sed -n 's|^  CHECK  *'"$tree"'/\(.*\)c$|\1o|p' "$out/sparse.$1.log" | sort -u |
		comm -23 - "$out/sparse.unread" | comm -12 - "$out/sparse.list" > "$out/sparse.$1.read"
}
# without place, nor that of another line, for comparing; tab; the line
keyed() {
	awk '{
		key = $0
		sub(/:[0-9]+:[0-9]+:/, ":", key)
		gsub(/[^ ]*:[0-9]+\)/, ")", key)
		print key "\t" $0
	}' "$1" | sort -u
}
findings() { grep -cE '^[^ ]+ (warning|error): ' "$1" || :; }

key=$({
	sparse --version
	git -C "$tree" rev-parse 'base^{tree}'
	cat "$0" "$top/sparse-checks/flags.sh" "$out/sparse.list" "$obj/.config"
} | sha256sum | cut -c1-16)
kept=$out/sparse-base-$key
if [ ! -f "$kept" ]; then
	check base
	# Of what sparse stopped at: is it of this configuration?
	comm -23 "$out/sparse.list" "$out/sparse.base.read" > "$out/sparse.part"
	: > "$out/sparse.part.log.built"
	[ ! -s "$out/sparse.part" ] || build "$out/sparse.part" "$out/sparse.part.log" prepared
	sed 's/o$/c/' "$out/sparse.part.log.built" | while read -r f; do
		why=$(sed -n "s|^[^ ]*$f:[0-9:]* error: ||p" "$out/sparse.base.log" | head -n 1)
		echo "$f:1:1: error: sparse can't read it, and the compiler can: ${why:-see $out/sparse.base.log}"
	done > "$kept.unread"
	mv "$out/sparse.base.read" "$kept.read"
	mv "$out/sparse.base" "$kept"
fi
read=$(wc -l < "$kept.read")
[ "$read" -gt 50 ] || cannot "sparse could read only $read files of the base: see $out/sparse.base.log"
keyed "$kept" | cut -f 1 | sort -u > "$out/sparse.known"

cp "$kept.unread" "$out/sparse.new"
# where flags are a bitmap there is no type to be flipped
points='flip^ series'
! git -C "$tree" rev-parse -q --verify refs/steps/bits-flip > /dev/null || points=series
for where in $points; do
	case $where in series) at series ;; *) at refs/steps/restrict ;; esac
	check "$where"
	keyed "$out/sparse.$where" | awk -F '\t' '
		NR == FNR { known[$1] = 1; next }
		!($1 in known) { print $2 }' "$out/sparse.known" - >> "$out/sparse.new"
	comm -23 "$kept.read" "$out/sparse.$where.read" |
		sed "s/o\$/c:1:1: error: sparse can't read it any more ($where)/" >> "$out/sparse.new"
done
# What is argued in sparse-checks/accepted/ is not counted.
: > "$out/sparse.accepted"
sort -u "$out/sparse.new" |
	(cd "$tree" && "$top/sparse-checks/accepted.sh" "$out/sparse.accepted") > "$out/sparse.open"
mv "$out/sparse.open" "$out/sparse.new"
if [ "${FORMAT:-}" = tsv ]; then
	sort -u "$out/sparse.new" | sed "s/^\([^:]*\):\([0-9]*\):\([0-9]*\): */$1\t\1\t\2\t\3\t/"
	[ ! -s "$out/sparse.new" ]
	exit
fi
sort -u "$out/sparse.new"
sed 's/^/# accepted: /; s/\t/: /' "$out/sparse.accepted"
new=$(findings "$out/sparse.new")
echo "# = read=$read part=$(($(wc -l < "$out/sparse.list") - read)) base=$(findings "$kept") new=$new"
echo "sparse: $1: $read files read, $(($(wc -l < "$out/sparse.list") - read)) in part;" \
	"$(findings "$kept") findings in the base, $new new ones before the flip or after; $(($(date +%s) - start)) s"
[ ! -s "$out/sparse.new" ]
