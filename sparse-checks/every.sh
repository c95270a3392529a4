#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# every.sh ARCH BASE [DIR...] - what sparse says of vma flags in files that
# sparse.sh doesn't look at
#
# Environment: KERNEL, O, J, V=1 as for the kernel's make; see tests/build.sh
#              BATCH  how many files a make is given, default 512
# Runs sparse over every C file of the series' tree for an allmodconfig, but for those
# of other architectures and those of sparse.sh's list (concerned() in build.sh), or
# over those below DIR.  Whatever it says there that names vm_flags_t, and that it
# does not say of the base, is a hole in that list: FILE:LINE:COLUMN, as a compiler
# would print it.  The base is read for the files with such a finding only.
#
# It takes hours.  What a batch of files gave is kept in build/ when the whole batch
# was read, and not read again until a header, a file that is read, the configuration,
# sparse or this script changes; so an interrupted run goes on where it was, and runs
# with DIRs add up.
# Exit: 0 no hole; 1 some; 2 can't run here.
#
# Check: every ARCH BASE
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh sparse-checks kernel/bases
#   takes: 2 hours
#   shows: sparse elsewhere=new
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/tests/build.sh"
command -v sparse > /dev/null ||
	{ echo "every: sparse is missing: run 'make install-tools' as root" >&2; exit 2; }
arch=${1:-} base=${2:-}
[ $# -lt 2 ] || shift 2
setup every "$arch" "$base"
. "$top/kernel/bases/$base"
[ "$VMA_FLAGS" = word ] || cannot "skipped: what it looks for are findings that name vm_flags_t, and vma flags of $base are a $VMA_FLAGS"
for d; do
	[ -d "$tree/$d" ] || cannot "no directory '$d' in the tree"
done
batch=${BATCH:-512}
start=$(date +%s)
at series
prepare

concerned | objects > "$out/every.listed"
key=$({
	sparse --version
	# but for sparse.sh's sources, and what no kernel is compiled from
	git -C "$tree" ls-tree -r series | awk -F '\t' -v listed="$out/every.listed" '
		BEGIN { while ((getline o < listed) > 0) { sub(/o$/, "c", o); not[o] = 1 } }
		!($2 in not) && $2 !~ /^(Documentation|tools)\//'
	cat "$0" "$top/tests/build.sh" "$obj/.config"
} | sha256sum | cut -c1-16)
kept=$out/every
if [ "$(cat "$kept/key" 2> /dev/null)" != "$key" ]; then
	rm -rf "$kept"
	mkdir -p "$kept"
	echo "$key" > "$kept/key"
fi
rm -f "$kept"/new.*

# In $kept/N a line "read OBJECT" or "unread OBJECT" for each of batch N, and the
# findings, "said OBJECT<tab>line".
git -C "$tree" ls-files '*.c' | objects | sort -u - "$out/every.listed" > "$out/every.all"
git -C "$tree" ls-files 'samples/*.c' | sed 's/c$/o/' | sort -u - "$out/every.all" -o "$out/every.all"
comm -23 "$out/every.all" "$out/every.listed" > "$out/every.others"
if [ $# -gt 0 ]; then
	for d; do
		awk -v d="${d%/}/" 'index($0, d) == 1' "$out/every.others"
	done | sort -u > "$out/every.want"
	[ -s "$out/every.want" ] || cannot "below $* there is no file that sparse.sh doesn't look at"
else
	cp "$out/every.others" "$out/every.want"
fi
done_before() { cat "$kept"/[0-9]* 2> /dev/null | sed -n 's/^\(un\)*read //p' | sort -u; }

# by_object LOG: the findings that name vm_flags_t, behind the object which they are
# of.  make -O keeps what is said of one file together.
by_object() {
	awk -v tree="$tree/" '
		function flush(   i) {
			if (named) for (i = 1; i <= n; i++) print object "\t" finding[i]
			n = named = 0
		}
		{
			gsub(/(\.\.\/)+src(-[0-9]+)?\//, "")
			while (i = index($0, tree)) $0 = substr($0, 1, i - 1) substr($0, i + length(tree))
			while (sub(/[^\/. ][^\/ ]*\/\.\.\//, "")) ;
		}
		/^  CHECK / { flush(); object = $2; sub(/c$/, "o", object); place = ""; next }
		!/^[^ :]*\.[chS]:[0-9]+:[0-9]+: / { next }
		{
			# its second and third line have the place of the first
			at = $1
			if (at != place || / (warning|error): /) { flush(); place = at }
			finding[++n] = $0
			if (/[^A-Za-z0-9_]vm_flags_t([^A-Za-z0-9_]|$)/) named = 1
		}
		END { flush() }' "$1"
}
# read_of LOG: which objects' sources sparse has read to the end.  make has said which it
# could not make, and which sparse stopped at.
read_of() {
	sed -n 's/^make.*: \([^ :]*\.o\)\] Error.*/\1/p' "$1" | sed "s|^$obj/||; :a; s|[^/.][^/]*/\.\./||; ta" | sort -u > "$out/every.failed"
	sed -n 's|^  CHECK  *\(.*\)c$|\1o|p' "$1" |
		sed "s|^$tree/||; s|^\(\.\./\)*src[-0-9]*/||; :a; s|[^/.][^/]*/\.\./||; ta" | sort -u > "$out/every.tried"
	comm -23 "$out/every.tried" "$out/every.failed"
}
# without its place
keyed() { sed 's/:[0-9]*:[0-9]*: /: /; s/:[0-9]*:[0-9]*)/)/g' "$1"; }

done_before | comm -23 "$out/every.want" - > "$out/every.todo"
total=$(wc -l < "$out/every.want") todo=$(wc -l < "$out/every.todo")
echo "  EVERY   $total files, $((total - todo)) of them read before"
while [ -s "$out/every.todo" ]; do
	head -n "$batch" "$out/every.todo" > "$out/every.batch"
	# shellcheck disable=SC2046 # names
	KBUILD_SYNC=-Otarget by_sparse "$out/every.log" $(cat "$out/every.batch")
	read_of "$out/every.log" | comm -12 - "$out/every.batch" > "$out/every.read"
	# not a single one: no make, no compiler, no room, and not these files' fault
	[ -s "$out/every.tried" ] || [ "$(wc -l < "$out/every.batch")" -lt "$batch" ] ||
		cannot "sparse was given none of $batch files: see $out/every.log"
	n=$(find "$kept" -name "[0-9]*" | wc -l)
	n=$((n + 1))
	{
		sed 's/^/read /' "$out/every.read"
		comm -23 "$out/every.batch" "$out/every.read" | sed 's/^/unread /'
		by_object "$out/every.log" | sed 's/^/said /'
	} > "$kept/new.$n"
	mv "$kept/new.$n" "$kept/$n"
	sed -i "1,${batch}d" "$out/every.todo"
	echo "  EVERY   $((total - $(wc -l < "$out/every.todo")))/$total"
done

# What the Makefile of another directory builds, as amdgpu's does ../display/..., no target
# of its own reaches: so that directory whole.
sed -n 's/^unread //p' "$kept"/[0-9]* | sort -u | comm -12 - "$out/every.want" > "$out/every.again"
for d in $(git -C "$tree" grep -lE '^[^#]*[=,(][[:space:]]*(\.\./)+[A-Za-z$]' series -- '*/Makefile' '*/Kbuild' | sed 's/^series://; s|/[^/]*$||' | sort -u); do
	awk -v near="${d%/*}/" -v in_it="$d/" '
		index($0, near) == 1 && index($0, in_it) != 1 { found = 1; exit }
		END { exit !found }' "$out/every.again" || continue
	whole=$kept/$(echo "0-$d" | tr / -)
	[ ! -f "$whole" ] || continue
	echo "  EVERY   $d/"
	KBUILD_SYNC=-Otarget by_sparse "$out/every.log" "$d/"
	{
		read_of "$out/every.log" | sed 's/^/read /'
		by_object "$out/every.log" | sed 's/^/said /'
	} > "$kept/new.0"
	mv "$kept/new.0" "$whole"
done

# Of what was asked for.
cat "$kept"/[0-9]* 2> /dev/null | awk -v want="$out/every.want" '
	BEGIN { while ((getline o < want) > 0) wanted[o] = 1 }
	{ o = $2; sub(/\t.*/, "", o) }
	o in wanted' > "$out/every.result"
sed -n 's/^said [^\t]*\t//p' "$out/every.result" | sort -u > "$out/every.said"
sed -n 's/^said \([^\t]*\)\t.*/\1/p' "$out/every.result" | sort -u > "$out/every.finds"
: > "$out/every.known"
if [ -s "$out/every.finds" ]; then
	at base
	prepare
	# shellcheck disable=SC2046 # names
	KBUILD_SYNC=-Otarget by_sparse "$out/every.base.log" $(cat "$out/every.finds")
	by_object "$out/every.base.log" | cut -f 2 | sort -u > "$out/every.base"
	keyed "$out/every.base" | sort -u > "$out/every.known"
fi
keyed "$out/every.said" | paste -d '\t' - "$out/every.said" | awk -F '\t' -v known="$out/every.known" '
	BEGIN { while ((getline k < known) > 0) was[k] = 1 }
	!($1 in was) { print $2 }' > "$out/every.new"
sort -u "$out/every.new"
read=$(grep '^read ' "$out/every.result" | sort -u | wc -l)
awk '/^read / { read[$2] = 1 } /^unread / { not[$2] = 1 } END { for (o in not) if (!(o in read)) print o }' "$out/every.result" |
	sort > "$out/every.unread"
[ "$read" -gt 0 ] || cannot "sparse could read none of $total files: see $out/every.log"
echo "# = read=$read part=$(wc -l < "$out/every.unread") new=$(grep -cE '^[^ ]+ (warning|error): ' "$out/every.new" || :)"
echo "every: $arch: $read files read that make sparse doesn't look at, $(wc -l < "$out/every.unread") in part or not at all ($out/every.unread);" \
	"$(grep -cE '^[^ ]+ (warning|error): ' "$out/every.new" || :) findings about vm_flags_t; $(($(date +%s) - start)) s"
[ ! -s "$out/every.new" ]
