#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bench-series.sh BASE - time to generate the series, against the floor
#
# The floor is one trivial rule that parses every candidate file once, as many
# processes as processors: "floor" gives each process a dozen files at a time,
# "floor -j" leaves that to spatch -j, which holds all files in memory at once.
# All in one run, the median of RUNS (default 3) of each, in seconds of wall
# time.  "generation" is all that series.sh does after the tree is there:
# scripts, commits, patches, verification.  "flow" is the pass of retype.cocci
# over all candidates; then how it grows: with half of the candidates.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
base=${1:?usage: bench-series.sh BASE}
work=$top/build/$base
runs=${RUNS:-3} jobs=${J:-$(nproc)}
[ -f "$work/whole" ] || { echo "bench-series: no tree for $base yet: run 'make series'" >&2; exit 2; }
b=$work/bench-series
tree=$b/linux
rm -rf "$b"
mkdir -p "$b"
. "$top/tests/tree.sh"

seconds() { # command
	s=$(date +%s.%N)
	"$@" > "$b/log" 2>&1 || { tail -n 3 "$b/log" >&2; exit 1; }
	e=$(date +%s.%N)
	echo "$s $e" | awk '{ printf "%.1f\n", $2 - $1 }'
}
median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

cat > "$b/floor.cocci" <<'RULE'
@@
expression e;
@@
- e = e
+ e = e
RULE
pass() { # script, files, arguments
	script=$1 files=$2
	shift 2
	(cd "$tree" && parallel -j "$jobs" -N 12 -q spatch --sp-file "$script" \
		--very-quiet --no-includes "$@" :::: "$files")
}
floor_j() { (cd "$tree" && xargs spatch -j "$jobs" --sp-file "$b/floor.cocci" --very-quiet --no-includes < "$b/files"); }
generate() { rm -f "$work"/stamp-*; OUT=$b/patches "$top/kernel/engine/series.sh" "$base"; }
flow() {
	echo 'int none;' > "$b/none.c"
	(cd "$tree" && VM_FLAGS_TREE=. parallel -j "$jobs" -N 16 -q sh -c '
		script=$1 none=$2; shift 2
		VM_FLAGS_READ="$*" exec spatch --sp-file "$script" --very-quiet --no-includes "$none"
	' sh "$top/cocci/retype.cocci" "$b/none.c" :::: "$1")
}

tree_at "$work/linux" "$tree" base
(cd "$tree" && git grep -lw -e vm_flags -e vm_flags_t -e VM_READ -e VM_WRITE -e VM_EXEC \
	-e VM_SHARED -- '*.[ch]' ':!tools' ':!scripts' ':!Documentation') | sort -R --random-source=/bin/sh > "$b/files"
head -n $(($(wc -l < "$b/files") / 2)) "$b/files" > "$b/half"

i=0
while [ $i -lt "$runs" ]; do
	i=$((i + 1))
	seconds pass "$b/floor.cocci" "$b/files" >> "$b/floor"
	seconds floor_j >> "$b/floor -j"
	seconds flow "$b/files" >> "$b/flow"
	seconds flow "$b/half" >> "$b/flow-half"
	seconds generate >> "$b/generation"
done
floor=$(median < "$b/floor")
floor_j=$(median < "$b/floor -j")
for what in floor 'floor -j' flow flow-half generation; do
	echo "$what:$(median < "$b/$what"):$floor:$floor_j" |
	awk -F : '{ printf "%-12s %7.1f s  %5.2f x floor  %5.2f x floor -j\n", $1, $2, $2 / $3, $2 / $4 }'
done
echo "candidates: $(wc -l < "$b/files"), rules of retype.cocci: $(grep -c '^@[a-z]' "$top/cocci/retype.cocci"), median of $runs, $jobs processes"
