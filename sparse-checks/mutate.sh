#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mutate.sh BASE [COUNT] - put single faults back into the series' tree, and say
# which check sees each
#
# Draws COUNT places (default 64) from the lines that the series changed, spread
# over mm, fs, kernel, include, drivers and the architectures, with a fixed seed
# ($SEED), and undoes each by itself:
#   type      vm_flags_t made unsigned long, unsigned int or int again
#   constant  a flag made as a long
#   format    %llx made %lx
#   bits      the bits of vm_flags_t made those of a long
#   number    vm_flags_val() and VM_FLAG_VAL() left out
# Then gcc and sparse look at the objects that have to do with it, of i386 or of
# the file's architecture, the audit at the file, and when none of them says
# anything new, the guest tests at an i386 kernel.
# A line a mutant: what saw it, where, kind, the line.  Then a table.
# Exit: 0 when all were seen; 1; 2 can't run here.
#
# Check: mutate BASE
#   when: test-all
#   of: series
#   reads: sparse-checks cocci kernel tests/build.sh tests/traced.awk tests/tree.sh tests/qemu.sh tests/guest
#   takes: 120 min
#   blind: faults of more than a line
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
base=${1:?usage: mutate.sh BASE [COUNT]} count=${2:-64}
. "$top/tests/build.sh"
proof=mutate
command -v sparse > /dev/null || cannot "sparse is missing: run 'make install-tools' as root"
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
has_series "$work" || cannot "$no_series"
tmp=$work/mutate
rm -rf "$tmp"
mkdir -p "$tmp"
start=$(date +%s)
yes "${SEED:-vm_flags}" | head -c 1000000 > "$tmp/seed" || :

# The mutants: KIND TAB FILE TAB LINE TAB sed expression -----------------------

git -C "$work/linux" diff -U0 base series -- '*.[ch]' | awk '
	function mutant(kind, sed) { print kind "\t" file "\t" line "\t" sed }
	/^\+\+\+ b\// { file = substr($0, 7); next }
	/^@@/ { split($3, at, /[+,]/); line = at[2] - 1; next }
	!/^\+/ { next }
	{ line++ }
	/^\+[ \t]*(\/?\*|\/\/)/ { next }
	file ~ /mm_types\.h$/ && /typedef|VM_FLAG|vm_flags_(val|low)/ { next }
	/[+ \t(]vm_flags_t([ \t)*,]|$)/ && !/typedef|sizeof|__field/ {
		to = n++ % 3
		mutant("type", "s/vm_flags_t/" (to == 0 ? "unsigned long" : to == 1 ? "unsigned int" : "int") "/")
		next
	}
	/define[ \t]+VM_[A-Z0-9_]+[ \t]+VM_FLAG\(0x/ { mutant("constant", "s/VM_FLAG(\\(0x[0-9a-f]*\\))/\\1UL/"); next }
	/define[ \t]+VM_[A-Z0-9_]+[ \t]+VM_FLAG_BIT\(/ { mutant("constant", "s/VM_FLAG_BIT(/BIT(/"); next }
	/%[0-9]*llx/ { mutant("format", "s/%\\([0-9]*\\)llx/%\\1lx/") }
	/VM_FLAG_BITS|ARRAY_SIZE\(mnemonics\)/ { mutant("bits", "s/VM_FLAG_BITS\\|ARRAY_SIZE(mnemonics)/BITS_PER_LONG/"); next }
	/VM_FLAG_BIT\(/ { mutant("bits", "s/VM_FLAG_BIT(/BIT(/"); next }
	/vm_flags_val\(|VM_FLAG_VAL\(/ { mutant("number", "{s/vm_flags_val(\\([^()]*\\))\\|VM_FLAG_VAL(\\([^()]*\\))/\\1\\2/;t;s/vm_flags_val(\\|VM_FLAG_VAL(/(/}") }
' > "$tmp/all"

# Round the rooms, a place each, as they come from the seed; in each room the
# rarer kinds first.
awk -F '\t' '
	{ n[$1]++; l[NR] = $0; k[NR] = $1 }
	END { for (i = 1; i <= NR; i++) print n[k[i]] "\t" l[i] }' "$tmp/all" |
shuf --random-source="$tmp/seed" | awk -F '\t' -v count="$count" '
	{
		split($3, dir, "/")
		room = dir[1] == "arch" ? "arch " dir[2] : dir[1]
		if (!(room in size)) rooms[++r] = room
		line = $0
		sub(/^[0-9]*\t/, "", line)
		# every kind has its turn
		turn = ++turns[room, $2]
		of[room, ++size[room]] = line
		key[room, size[room]] = turn
	}
	END {
		for (turn = 1; drawn < count && turn < 1000; turn++)
			for (i = 1; i <= r && drawn < count; i++)
				for (j = 1; j <= size[rooms[i]] && drawn < count; j++)
					if (key[rooms[i], j] == turn) {
						# one of a kind a round from the small, more from the large
						print of[rooms[i], j]
						drawn++
					}
	}' > "$tmp/mutants"

# Who looks at it: kernel/arch file, objects, all on one line -------------------

words_of() { # file line: the names that others may know it by
	git -C "$work/linux" show "series:$1" | awk -v at="$2" '
		NR == at - 1 { before = $0 }
		NR == at {
			if (match($0, /[a-z_0-9]+\(/)) print substr($0, RSTART, RLENGTH - 1)
			else if (match($0, /define[ \t]+[A-Za-z_0-9]+/)) { split($0, f); print f[2] ~ /VM_/ ? f[2] : f[3] }
			else if (match(before, /[a-z_0-9]+\(/)) print substr(before, RSTART, RLENGTH - 1)
			if (match($0, /[a-z_0-9]+;/)) print substr($0, RSTART, RLENGTH - 1)
		}' | grep -vx -e __force -e vm_flags_val -e VM_FLAG_VAL | sort -u
}

arch_of() { # file: of kernel/arch one with that directory, of 32 bits unless its name has 64
	case $1 in
	arch/*)
		d=${1#arch/} d=${d%%/*}
		for a in "$top"/kernel/arch/*; do
			SRCARCH='' BITS=''
			. "$a"
			[ "${SRCARCH:-$ARCH}" != "$d" ] ||
				echo "$(case $1 in *64*) echo $((96 - BITS)) ;; *) echo "$BITS" ;; esac) ${a##*/}"
		done | sort | sed -n '1s/.* //p' ;;
	*)	echo i386 ;;
	esac
}

n=0
while IFS="$(printf '\t')" read -r kind file line sed; do
	n=$((n + 1))
	arch=$(arch_of "$file")
	case $file in
	*.c)	objs=${file%c}o ;;
	*)	# of a header: the files which speak of it, mm first
		words_of "$file" "$line" > "$tmp/names"
		d=arch/$(. "$top/kernel/arch/${arch:-i386}"; echo "${SRCARCH:-$ARCH}")
		objs=$(git -C "$work/linux" grep -lwF -f "$tmp/names" series -- mm kernel fs ipc "$d" |
			sed -n 's/^series:\(.*\)\.c$/\1.o/p' |
			awk -F / '{ print ($1 == "mm" ? 0 : 1) "\t" $0 }' |
			sort -s -k 1,1 | cut -f 2 | head -n 10 | tr '\n' ' ')
		# who includes it, if they are few; nobody: it is for another header
		git -C "$work/linux" grep -lE "^#[[:space:]]*include [<\"](.*/)?${file##*/}[>\"]" series -- '*.c' |
			sed -n 's/^series:\(.*\)\.c$/\1.o/p' > "$tmp/includers"
		[ "$(wc -l < "$tmp/includers")" -gt 12 ] || objs="$objs$(tr '\n' ' ' < "$tmp/includers")"
		[ -n "$objs" ] || objs='mm/mmap.o mm/mprotect.o mm/madvise.o fs/exec.o' ;;
	esac
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$n" "${arch:--}" "$kind" "$file" "$line" "$sed" "$objs"
done < "$tmp/mutants" > "$tmp/plan"

# Look ------------------------------------------------------------------------

keyed() { sed -n 's|^\(\.\./src/\)*||; s|^'"$tree"'/||; s/^\([^: ]*\):[0-9]*:[0-9:]* *\(.*\)$/\1: \2/p' "$1" | sort -u; }
by_gcc() { # log objects...
	printf '%s\n' "$@" | sed 1d > "$tmp/objects"
	build "$tmp/objects" "$1"
}
# new KNOWN LOG: anything in LOG that was not KNOWN?
new() { keyed "$2" | grep -E '(warning|error): ' | comm -13 "$1" - | grep -q .; }

TREE='' KERNEL=${KERNEL:-} "$top/sparse-checks/audit.sh" "$base" > "$tmp/audit" 2>&1 ||
	cannot "the audit of the series itself isn't clean: $(tail -n 1 "$tmp/audit")"

one() { # the fields of plan; with the set-up of its architecture
	n=$1 kind=$3 file=$4 line=$5 sed=$6 seen=
	shift 6
	at series
	old=$(sed -n "${line}p" "$tree/$file" | sed 's/^[[:space:]]*//')
	sed -i "${line}$sed" "$tree/$file"
	if git -C "$tree" diff --quiet; then
		echo "none       $file:$line $kind: does not apply: $old"
		return
	fi
	if [ "$arch" != - ] && [ $# -gt 0 ]; then
		prepare
		by_gcc "$tmp/gcc.log" "$@"
		! new "$tmp/known.gcc" "$tmp/gcc.log" || seen="$seen gcc"
		by_sparse "$tmp/sparse.log" "$@"
		! new "$tmp/known.sparse" "$tmp/sparse.log" || seen="$seen sparse"
	fi
	TREE=$tree "$top/sparse-checks/audit.sh" "$base" "$file" > "$tmp/audit.log" 2>&1 ||
		seen="$seen audit"
	if [ -z "$seen" ] && [ "$arch" = i386 ]; then
		GUEST_ENV=DROPPABLE_SECONDS=1 \
			"$top/tests/qemu.sh" i386 "$tree" "$work/boot-mutant" > "$tmp/guest.log" 2>&1 ||
			seen="$seen guest"
	fi
	printf '%-18s %s:%s %s: %s\n' "${seen:- none}" "$file" "$line" "$kind" "$old"
}

for arch in $(cut -f 2 "$tmp/plan" | sort -u); do
	awk -F '\t' -v a="$arch" '$2 == a' "$tmp/plan" > "$tmp/these"
	(
		if [ "$arch" = - ]; then setup mutate i386 "$base"; else setup mutate "$arch" "$base"; fi
		proof=mutate
		objs=$(cut -f 7 "$tmp/these" | tr ' ' '\n' | sed '/^$/d' | sort -u)
		at series
		prepare
		if [ -n "$objs" ] && [ "$arch" != - ]; then
			# shellcheck disable=SC2086
			by_gcc "$tmp/known" $objs
			keyed "$tmp/known" > "$tmp/known.gcc"
			# shellcheck disable=SC2086
			by_sparse "$tmp/known" $objs
			keyed "$tmp/known" > "$tmp/known.sparse"
		fi
		while IFS="$(printf '\t')" read -r n a kind file line sed objs <&3; do
			# shellcheck disable=SC2086
			one "$n" "$a" "$kind" "$file" "$line" "$sed" $objs
		done 3< "$tmp/these"
		at series
	)
done | tee "$tmp/seen"

total=$(wc -l < "$tmp/seen")
none=$(grep -c '^ *none' "$tmp/seen") || :
echo
printf '%-10s %6s %6s %6s %6s %6s %6s\n' kind mutants gcc sparse audit guest none
for kind in type constant format bits number .*; do
	grep " $kind: " "$tmp/seen" > "$tmp/kind" || continue
	printf '%-10s %6d' "$(echo "$kind" | sed 's/^\.\*$/all/')" "$(wc -l < "$tmp/kind")"
	for who in gcc sparse audit guest none; do
		printf ' %6d' "$(cut -c1-18 "$tmp/kind" | grep -cw $who)" || :
	done
	echo
done
echo "mutate: $((total - none)) of $(wc -l < "$tmp/plan") seen, $(($(date +%s) - start)) s"
# a compiler that is missing ends the loop above
[ "$total" = "$(wc -l < "$tmp/plan")" ] && [ "$none" = 0 ]
