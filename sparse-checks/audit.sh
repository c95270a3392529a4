#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# audit.sh BASE [--quick | FILE...] - what no compiler and no sparse run sees of the
# series
#
# --quick: only what is found by its text, in seconds; as series.sh calls it
#
# Environment: KERNEL, J  as for make series
#              TREE       a tree to look at instead, with FILEs: only these
#                         differ from the series, which was looked at before
# In all of the tree, whatever the configuration and the architecture, lists
# as FILE:LINE: REASON
#  - what carries vma flags and is no vm_flags_t, in both arms of an #ifdef
#    (cocci/retype.cocci), formats (format.cocci), flags taken for numbers
#    (numbers.cocci), bits, loops and casts of another width (width.cocci)
#  - code with vma flags that Coccinelle can't read
#  - the preprocessor's #if, assembly and its prototypes, fields of trace events,
#    __force
#  - copies under tools/ and samples/
#  - lines that the series adds to Makefiles, Kconfig and documents and that name a
#    file which it doesn't add
# but for what stands in sparse-checks/accepted/ with its reason.
# Exit: 0 nothing; 1 something; 2 can't run here.
#
# Check: audit BASE
#   when: test-all
#   of: series
#   reads: sparse-checks cocci kernel tests/tree.sh
#   takes: 15 min
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
die() { echo "audit: $*" >&2; exit 2; }
base=${1:?usage: audit.sh BASE [FILE...]}
shift
quick=
if [ "${1:-}" = --quick ]; then quick=1; shift; fi
for tool in git spatch flock; do
	command -v "$tool" > /dev/null ||
		die "$tool is missing: run 'make install-tools' as root"
done
work=$("$top/kernel/engine/work.sh" "$base" 2>&1) || die "$work"
. "$top/kernel/bases/$base"
[ "$VMA_FLAGS" = word ] || { echo "audit: skipped: what it looks for are flags in one word, and those of $base are a $VMA_FLAGS" >&2; exit 2; }
jobs=${J:-$(nproc)}
# series.sh has it, when it asks
[ -n "$quick" ] || { exec 8> "$work/lock"; flock -s 8; }
. "$top/tests/tree.sh"
[ -n "$quick" ] || has_series "$work" || die "$no_series"
full=$work/audit tmp=$work/audit some=$*
[ $# = 0 ] || tmp=$work/audit-some
[ -z "$quick" ] || tmp=$work/audit-quick
mkdir -p "$tmp"
if [ -n "${TREE:-}" ]; then
	cd "$TREE"
else
	cd "$work/linux"
	[ "$(git rev-parse HEAD)" = "$(git rev-parse series)" ] ||
		die "$work/linux is not at the end of its series: run 'make series'"
fi
. "$top/kernel/engine/flow.sh"

if [ -n "$quick" ]; then
	candidates > "$tmp/files"
elif [ $# = 0 ]; then
	rm -f "$full/whole"
	flow_all
	touch "$full/whole"
else
	[ -f "$full/whole" ] || die "no facts of the whole series: run audit.sh $base first"
	printf '%s\n' "$@" > "$tmp/files"
	cp "$full/sought" "$full/words" "$tmp"
	# The old facts of where these files declare what.
	printf '\t%s:\n' "$@" | grep -vF -f - "$full/facts" > "$tmp/facts" || :
	flow "$tmp/files"
fi

# Each check prints FILE:LINE: REASON.
carriers() {
	awk -F '\t' '$1 == "int" || $1 == "long" {
		split($3, at, ":")
		print at[1] ":" at[2] ": carries vma flags and is no vm_flags_t (" $2 ")"
	}' "$tmp/list"
}

reports() {
	for script in format numbers width; do
		spatch_all "$top/cocci/$script.cocci" "$tmp/files" -D report |
		sed -n 's/^\([^ :]*:[0-9]*\):[0-9-]*: /\1: /p'
	done
}

# A block that it gives up on ends in badcount and its lines; the line where it
# stumbled has BAD and was named before.
unreadable() {
	in_chunks "PARSE  " "$tmp/files" sh -c '
		macros=$1; shift
		exec spatch --macro-file-builtins "$macros" --parse-c "$@" 2>&1
	' sh "$tmp/macros.h" |
	awk -v words="$tmp/words" '
		function block(   i, n, t) {
			for (i = 1; i <= count; i++) {
				n = split(text[i], t, /[^A-Za-z0-9_]+/)
				for (; n > 0; n--)
					if (t[n] in word) {
						print file ":" line - bad + i ": Coccinelle cannot read this"
						break
					}
			}
			count = bad = 0
		}
		BEGIN { while ((getline w < words) > 0) word[w] = 1 }
		/^ = File "/ { split($0, q, "\""); file = q[2]; line = q[3]; sub(/^, line /, "", line); line += 0 }
		/^(bad: |BAD:!!!!! )/ {
			text[++count] = substr($0, $1 == "bad:" ? 6 : 11)
			if ($1 != "bad:") bad = count
			next
		}
		count { block() }
		END { if (count) block() }' |
	# comments
	while IFS=: read -r f n why; do
		[ "$f" = "$tmp/macros.h" ] ||
		sed -n "${n}p" "$f" | grep -qE '^[[:space:]]*(/?\*|//)' || echo "$f:$n:$why"
	done
}

# text REGEX REASON PATHSPEC...: where it matches, of $some files if there are
text() {
	regex=$1 why=$2
	shift 2
	# shellcheck disable=SC2046 # words
	[ -z "$some" ] || set -- $(git ls-files -- "$@" | grep -xF -f "$tmp/files")
	[ $# = 0 ] || git grep -nE "$regex" -- "$@" | sed "s/^\([^:]*:[0-9]*\):.*/\1: $why/" || :
}

# A field of a trace event, of any name, that gets flags and has not their width.
# What gets flags: an assignment that mentions a flag, a member or a parameter with
# the type of flags.
trace_events() {
	set -- '*.h'
	# shellcheck disable=SC2046 # words
	[ -z "$some" ] || set -- $(git ls-files -- "$@" | grep -xF -f "$tmp/files")
	[ $# = 0 ] || git grep -lE '\<__field(_ext)?\(' -- "$@" > "$tmp/events" || :
	[ ! -s "$tmp/events" ] || xargs -d '\n' grep -lwF -f "$tmp/words" < "$tmp/events" |
		xargs -r -d '\n' awk -f "$top/sparse-checks/trace-fields.awk" -v words="$tmp/words"
}

# A function with vma flags among its parameters whose body is in assembly: two
# registers where it takes one.
assembly_prototypes() {
	[ -z "$some" ] || return 0
	git grep -lw vm_flags_t -- 'arch/*.[ch]' 'include/*.h' | xargs -r -d '\n' awk '
		FNR == 1 { s = "" }
		/^#/ { next }
		{
			if (s == "") at = FILENAME ":" FNR
			s = s " " $0
		}
		/[;{}]/ {
			if (s ~ /vm_flags_t/ && match(s, /[A-Za-z_][A-Za-z0-9_]*\(/) && s !~ /^[ \t]*typedef/)
				print substr(s, RSTART, RLENGTH - 1), at
			s = ""
		}' | sort -u > "$tmp/with-flags"
	cut -d ' ' -f1 "$tmp/with-flags" | sort -u > "$tmp/names-with-flags"
	[ ! -s "$tmp/names-with-flags" ] || git grep -hwF -f "$tmp/names-with-flags" -- '*.S' > "$tmp/in-assembly" || :
	sed -n -e 's/^[[:space:]]*\(ENTRY\|[A-Z_]*FUNC_START[A-Z_]*\|SYM_CODE_START[A-Z_]*\|_GLOBAL[A-Z_]*\|LEAF\|NESTED\|ENTRY_CFI\)[[:space:]]*(\([A-Za-z0-9_]*\).*/\2/p' \
		-e 's/^\([A-Za-z0-9_]*\):.*/\1/p' "$tmp/in-assembly" 2> /dev/null | sort -u |
		while read -r name; do
			sed -n "s/^$name \(.*\)/\1: the body of $name() is assembly, and vma flags are two words of its arguments/p" "$tmp/with-flags"
		done
}

texts() {
	flags=$(grep '^VM_' "$tmp/words" | paste -sd '|')
	members=$(grep -vE '^VM_' "$tmp/words" | paste -sd '|')
	set -- '*.[chS]' ':!tools' ':!Documentation' ':!samples'
	text "^[[:space:]]*#[[:space:]]*(el)?if[[:space:](].*\<($flags)\>" \
		"the preprocessor can't evaluate a vma flag" "$@" |
		while IFS=: read -r f n why; do
			sed -n "${n}{s|/\*.*||;p}" "$f" |
				sed -E "s/defined[ (]*($flags)//g" | grep -qwE "$flags" && echo "$f:$n:$why"
		done
	text "\<VMA_VM_FLAGS\>" "assembly reads vma flags" "$@"
	text "DEFINE\(.*\<($flags)\>" "assembly gets a vma flag" '*/asm-offsets*.c'
	trace_events
	assembly_prototypes
	text "__force.*\<(vm_flags_t|$members)\>|\<($flags)\>.*__force" \
		"forces vma flags to another type" "$@"
	# bit numbers are numbers
	bits=$(sed -n 's/.*\<VM_FLAG_BIT(\(VM_[A-Z0-9_]*\)).*/\1/p' include/linux/mm.h | paste -sd '|')
	text "^#[[:space:]]*define[[:space:]]+($flags)[[:space:]]+([0-9]|BIT)" \
		"a vma flag that is no vm_flags_t" include/linux/mm.h |
		while IFS=: read -r f n why; do
			sed -n "${n}p" "$f" | grep -qE "define[[:space:]]+($bits|[A-Z_]*_BIT)[[:space:]]" ||
				echo "$f:$n:$why"
		done
	# in a function with vma flags, up to the end of which is a } in column 0
	xargs -d '\n' grep -lw BITS_PER_LONG < "$tmp/files" | xargs -r -d '\n' awk '
		FNR == 1 || /^}/ {
			if (flags) for (i = 1; i <= n; i++) print at[i] ": the bits of a long among vma flags"
			n = flags = 0
		}
		/^[ \t]*\/?\*/ { next }
		/[^A-Za-z0-9_]BITS_PER_LONG[^A-Za-z0-9_]/ { at[++n] = FILENAME ":" FNR }
		/[^a-z_](vm_flags|vm_flags_t|def_flags|VM_FLAG_VAL|VM_FLAG_BIT)[^A-Za-z0-9_]/ { flags = 1 }'
	text "\<(unsigned long|unsigned|int|long|u32|__u32)[ *]+(vm_flags|vma_flags|vm_prot_bits)\>" \
		"a copy that has not the type of vma flags" tools samples
	named
}

# What a patch names and does not bring: by the index, for the work tree may have what
# no patch has.
named() {
	[ -z "$some" ] && git rev-parse -q --verify base > /dev/null || return 0
	git ls-files > "$tmp/tracked"
	git diff --cached -U999999 base -- "*.rst" "*Makefile" "*Kbuild" "*Kconfig*" |
		awk -f "$top/sparse-checks/named.awk" -v tracked="$tmp/tracked"
}

# Each place once, as it is found.
: > "$tmp/found"
: > "$tmp/new"
{
	[ -n "$quick" ] || { carriers; reports; unreadable; }
	texts
} | while IFS=: read -r f n why; do
	! grep -qxF -e "$f:$n:$why" "$tmp/found" || continue
	echo "$f:$n:$why" >> "$tmp/found"
	echo "$f:$n:$why" | "$top/sparse-checks/accepted.sh" | tee -a "$tmp/new"
done
[ -n "$quick" ] ||
	echo "audit: $(wc -l < "$tmp/files") files read by Coccinelle, $(wc -l < "$tmp/found") places found," \
		"$(($(wc -l < "$tmp/found") - $(wc -l < "$tmp/new"))) of them accepted"
[ ! -s "$tmp/new" ]
