#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# sparse.sh ARCH BASE - what sparse says of the series and not of its base
#
# Runs sparse (make C=2) over an allmodconfig, for every file that the series
# touches or that mentions vm_flags, before the series and after it.  A finding
# is new by file and message, not by line.  What was said of the base is kept
# in build/ until the base, the configuration, the list or sparse changes.
# One line a finding, as the compiler would print it; then a total.
# Exit: 0 none new; 1 some; 2 can't run here.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/tests/proofs/build.sh"
command -v sparse > /dev/null ||
	{ echo "sparse: sparse is missing: run 'make install-tools' as root" >&2; exit 2; }
setup sparse "$@"
check=C=2

{
	git -C "$tree" diff --name-only base series
	git -C "$tree" grep -lw vm_flags base -- '*.c' | sed 's/^base://'
} | objects > "$out/sparse.list"

# sparse's lines with the path from the top of the tree
lines() { sed -n 's|^\(\.\./src/\)*||; s|^'"$tree"'/||; /^[^ :]*\.[ch]:[0-9]*:[0-9]*: /p' "$1" | sort -u; }
# the same without place, for comparing; tab; the line
keyed() { sed 's/^\([^:]*\):[0-9]*:[0-9]*:\(.*\)$/\1:\2	&/' "$1" | sort -u; }

key=$({
	sparse --version
	git -C "$tree" rev-parse 'base^{tree}'
	cat "$out/sparse.list" "$out/obj/.config"
} | sha256sum | cut -c1-16)
kept=$out/sparse-base-$key
if [ ! -f "$kept" ]; then
	build "$out/sparse.list" "$out/sparse.base"
	lines "$out/sparse.base" > "$kept.new"
	cp "$out/sparse.base.built" "$kept.built"
	mv "$kept.new" "$kept"
fi
at series
build "$out/sparse.list" "$out/sparse.series"
lines "$out/sparse.series" > "$out/sparse.said"

built=$(wc -l < "$kept.built")
[ "$built" -gt 50 ] || cannot "only $built objects built in the base: see $out/sparse.base"
comm -23 "$kept.built" "$out/sparse.series.built" > "$out/sparse.lost"
[ ! -s "$out/sparse.lost" ] ||
	{ echo "sparse: no longer builds: $(tr '\n' ' ' < "$out/sparse.lost")"; exit 1; }

keyed "$kept" | cut -f 1 | sort -u > "$out/sparse.known"
keyed "$out/sparse.said" | awk -F '\t' '
	NR == FNR { known[$1] = 1; next }
	!($1 in known) { print $2 }' "$out/sparse.known" - > "$out/sparse.new"
cat "$out/sparse.new"
new=$(grep -cE ': (warning|error): ' "$out/sparse.new") || :
echo "sparse: $built files of $ARCH, $(grep -cE ': (warning|error): ' "$kept") findings in the base, $new new ones"
[ ! -s "$out/sparse.new" ]
