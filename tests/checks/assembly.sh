#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# assembly.sh ARCH BASE - does assembly find the flags of a vma that it tests?
#
# arm's TLB functions load the word at VMA_VM_FLAGS and test VM_EXEC in it; its
# cache functions get the flags in a register.  No emulator has caches or a TLB
# that would show a mistake, so this reads the instructions: what a test of
# VM_EXEC looks at must be at the offset from where a compiler takes the low 32
# bits of vma->vm_flags, and the same word must be what C passes.
# KTAP.  Exit: 0, 1; 2 can't run, as where no assembly reads them.
#
# Check: assembly ARCH BASE
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/build.sh tests/traced.awk tests/tree.sh kernel/engine/words.sh kernel/engine/work.sh
#   takes: 3 min
#   shows: assembly=low
set -eu
export LC_ALL=C
. "$(dirname "$0")/../build.sh"
setup assembly "$@"
at series
uses=$(git -C "$tree" grep -lE '^[[:space:]]+vma_vm_flags[[:space:]]' -- "arch/${SRCARCH:-$ARCH}/*.S") ||
	cannot "no assembly of $ARCH reads vma->vm_flags"

probe=$out/assembly
rm -rf "$probe"
mkdir -p "$probe"
echo 'obj-m := probe.o' > "$probe/Kbuild"
cat > "$probe/probe.c" <<'C'
#include <linux/mm.h>
#include <linux/module.h>
#include <asm/cacheflush.h>
u32 low_half(struct vm_area_struct *vma);
u32 notrace low_half(struct vm_area_struct *vma)
{
	u32 flags = vma->vm_flags;

	asm volatile("" : "+r" (flags));
	return flags;
}
void passed(struct vm_area_struct *vma);
void notrace passed(struct vm_area_struct *vma)
{
	__cpuc_flush_user_range(0, PAGE_SIZE, vma->vm_flags);
}
MODULE_LICENSE("GPL");
C
# shellcheck disable=SC2086 # names
prepare && kmake ${uses:+$(echo "$uses" | sed 's/S$/o/')} > "$out/assembly.log" 2>&1 &&
	kmake M="$probe" probe.o >> "$out/assembly.log" 2>&1 ||
	cannot "it doesn't build: $(grep -m 1 error "$out/assembly.log") ($out/assembly.log)"

# Of a function of an object, or of all: the offsets loaded into register $3 (or
# into what is then tested for bit 2, VM_EXEC).
loads() { # object function register
	"${CROSS_COMPILE}objdump" -d --no-show-raw-insn "$1" | awk -v f="$2" -v want="$3" '
		/>:$/ { on = f == "" || index($0, "<" f ">") }
		!on { next }
		{ gsub(/[],[]/, " ") }
		$2 ~ /^ldr$/ && $5 ~ /^#/ { at[$3] = substr($5, 2); if ($3 == want) print at[$3]; next }
		$2 ~ /^ldr$/ { at[$3] = 0; if ($3 == want) print 0; next }
		$2 ~ /^tst$/ && want == "" && $4 == "#4" { print ($3 in at) ? at[$3] : "nothing"; next }
		{ delete at[$3] }' | sort -u | xargs
}

echo "KTAP version 1"
low=$("${CROSS_COMPILE}objdump" -d --no-show-raw-insn "$probe/probe.o" |
	awk '/<low_half>:/ { on = 1 } on && $2 == "ldr" && /\[r0/ { sub(/.*#/, ""); sub(/\].*/, ""); print; exit }')
[ -n "$low" ] || cannot "no load found in low_half() of $probe/probe.o"
echo "# the low 32 bits of vma->vm_flags are at $low"
n=1 failed=0
got=$(loads "$probe/probe.o" passed r2)
judge() { # name
	if [ "$got" = "$low" ]; then
		echo "ok $n - $1: at $got"
	else
		echo "not ok $n - $1: at ${got:-nothing}, not $low"
		failed=$((failed + 1))
	fi
	n=$((n + 1))
}
judge "the flags that C passes to the cache functions"
for s in $uses; do
	got=$(loads "$obj/${s%S}o" '' '')
	judge "$s"
done
echo "1..$((n - 1))"
echo "# = low=$((n - 1 - failed))/$((n - 1))"
echo "# assembly: $ARCH $ENDIAN-endian: $((n - 1 - failed)) of $((n - 1)) read the low half, at $low"
[ "$failed" = 0 ]
