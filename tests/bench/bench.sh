#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bench.sh BASE [ARCH...] - what 64-bit vma flags cost, in instructions and bytes
#
# Default: each ARCH whose file in kernel/arch has BENCH=y.  For each, kernels of
# the base and of the series, of one configuration (kernel/config/bench), run
# the programs of tests/bench under QEMU with -icount shift=0,sleep=off, on one
# processor and with mappings where they always are.  Then what size, nm and
# pahole say of the two.  Instructions and bytes, not seconds: they are the same
# on any machine.
#
# Environment: POINTS  commits to measure, default "base series"; the others'
#                      ratios are to the first.  "flip^" is all but the flip;
#                      any name of build/BASE/linux will do
#              J       processes, default: all processors
# Writes build/BASE/bench/ARCH.{ops,size,functions,layout}, and at the end what
# tests/bench/report.sh makes of them.  Exit: 0; 1 when a guest failed or a figure is
# missing; 2 when it can't run here, each with a line.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
base=${1:?usage: bench.sh BASE [ARCH...]}
shift
points=${POINTS:-base series}

cannot() { echo "bench: $*" >&2; exit 2; }

work=$top/build/$base
src=$work/linux
b=$work/bench
mkdir -p "$b"
for tool in pahole gnuplot python3; do
	command -v "$tool" > /dev/null || cannot "$tool is missing: run 'make tools-bench' as root"
done
[ $# -gt 0 ] || for a in "$top"/kernel/arch/*; do
	BENCH=''
	. "$a"
	[ -z "$BENCH" ] || set -- "$@" "${a##*/}"
done
for a; do
	[ -f "$top/kernel/arch/$a" ] ||
		cannot "unknown ARCH '$a': there is $(cd "$top/kernel/arch" && echo *)"
done
exec 8> "$work/lock"
flock -s 8
. "$top/tests/tree.sh"
has_series "$work" || cannot "$no_series"
# a name of ours, or one of refs/steps
commit() {
	git -C "$src" rev-parse -q --verify "$1^{commit}" 2> /dev/null ||
		git -C "$src" rev-parse -q --verify "refs/steps/$1^{commit}" 2> /dev/null ||
		cannot "no '$1' in $src: run 'make series'"
}
exec 9> "$b/lock"
flock -n 9 || cannot "another run works in $b: wait for it to end"

for p in $points; do
	c=$(commit "$p")
	tree_at "$src" "$b/src-$p" "$c"
done

# layout ARCH POINT: the structs' layout, compiled as a file of mm/ is
layout() {
	obj=$b/$1-$2/linux
	command=$(sed -n '1s/^[^=]*= //p' "$obj/mm/.mmap.o.cmd" |
		sed 's/;.*//; s/-Wp,-MMD,[^ ]*//; s| -o mm/mmap.o.*||')
	(cd "$obj" && sh -c "$command -g -Wno-missing-prototypes -o '$b/$1-$2/layout.o' '$top/tests/bench/layout.c'") &&
	for s in vm_area_struct mm_struct vm_region; do
		pahole -C "$s" "$b/$1-$2/layout.o"
	done
}

failed=0 measured=
for a; do
	. "$top/kernel/arch/$a"
	for f in ops size functions layout; do : > "$b/$a.$f"; done
	rm -f "$b/$a.of"
	bad=''
	for p in $points; do
		out=$b/$a-$p
		GUESTS=$top/tests/bench FRAGMENT=bench ONE_CPU=1 GUEST_ENV='' \
		APPEND='norandmaps nokaslr nmi_watchdog=0' \
		QEMU_ARGS='-icount shift=0,sleep=off -rtc base=2026-01-01,clock=vm' \
			"$top/tests/qemu.sh" "$a" "$b/src-$p" "$out" > "$b/$a-$p.log" 2>&1 8>&- 9>&- || {
			echo "bench: $a: $p: $(tail -n 1 "$b/$a-$p.log")" >&2
			bad=1
			continue
		}
		sed -n 's/^ *# \(bench\|swap\|slab\) /\1 /p' "$out/console.log" |
			sed "s/^/$p /" >> "$b/$a.ops"
		"${CROSS_COMPILE}size" "$out/linux/vmlinux" |
			awk -v p="$p" 'NR == 2 { print p, $1, $2, $3 }' >> "$b/$a.size"
		{ echo "# $p"; layout "$a" "$p"; } >> "$b/$a.layout" ||
			{ echo "bench: $a: $p: no layout" >&2; bad=1; }
	done
	first=${points%% *} last=${points##* }
	# the script calls nm by that name, and wants three words a line
	mkdir -p "$b/bin"
	rm -f "$b/bin/nm"
	printf '#!/bin/sh\n%s "$@" | awk "NF == 3"\n' "$(command -v "${CROSS_COMPILE}nm")" > "$b/bin/nm"
	chmod +x "$b/bin/nm"
	[ ! -f "$b/$a-$first/linux/vmlinux" ] || [ ! -f "$b/$a-$last/linux/vmlinux" ] ||
		PATH=$b/bin:$PATH python3 "$src/scripts/bloat-o-meter" \
			"$b/$a-$first/linux/vmlinux" "$b/$a-$last/linux/vmlinux" > "$b/$a.functions" || bad=1
	if [ -n "$bad" ]; then
		failed=1
		continue
	fi
	echo "$(commit "$last" | xargs -I {} git -C "$src" rev-parse "{}^{tree}") $points" > "$b/$a.of"
	echo "  BENCH   $a"
	measured=1
done
[ -n "$measured" ] || exit 1
"$top/tests/bench/report.sh" "$base" "$@" || failed=1
exit "$failed"
