# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced in the top of a kernel git tree: what vma flags flow to, as
# cocci/retype.cocci finds it, and running other semantic patches.
#
# Wants: top (of ours), tmp (a directory), jobs, die.  Sets std, code and chunk (how many
# files a process is given) for its own use, and what is in $tmp.
# flow_all             reads all files that matter: $tmp/files.  Then $tmp/facts
#                      is for VM_FLAGS_FACTS and $tmp/list what it comes to, see
#                      VM_FLAGS_LIST in retype.cocci; and $tmp/ways, VM_FLAGS_WAYS.
# unknown              after that: where flags get to what nothing declares
# candidates           names of the files that mention vma flags
# code_with ARGS       names of C files for which grep finds something
# facts_of FILES       what retype.cocci reads in them, on stdout
# spatch_all SCRIPT FILES ARGS...  spatch over the files, stdout is its own
# $tmp/unread          what spatch gave up on, "FILE<tab>why"; it costs no other
#                      file its result
# Whatever fails stops the run.  How far it is goes to 5, or to stderr.

export VM_FLAGS_TREE=.
{ true >&5; } 2> /dev/null || exec 5>&2
std=$(spatch --longhelp 2>&1 | sed -n 's/.*--macro-file-builtins.*(default=\(.*\))/\1/p')
cat "$std" "$top/cocci/macros.h" > "$tmp/macros.h"
code="*.[ch] :!tools :!scripts :!Documentation"

# grep's 1 is "nothing found", what is more is an error; xargs tells them not apart.
# A line is written as a whole, so that several greps can write to one pipe.
files_with() { # names of files by NUL on stdin; arguments of grep
	xargs -0 -r -n 4000 -P "$jobs" sh -c 'grep -l --line-buffered "$@" || [ $? = 1 ] || exit 255' sh "$@"
}
code_with() {
	# shellcheck disable=SC2086 # words
	git ls-files -z -- $code > "$tmp/code"
	files_with "$@" < "$tmp/code" > "$tmp/code.with" || die "grep failed, see above"
	sort "$tmp/code.with"
}

candidates() {
	"$top/kernel/engine/words.sh" . > "$tmp/words"
	words=$(grep -c '^VM_' "$tmp/words") || :
	all=$(grep -cE '^#[[:space:]]*define[[:space:]]+VM_' include/linux/mm.h) || :
	[ "$words" -gt 3 ] && [ $((words * 2)) -gt "$all" ] ||
		die "include/linux/mm.h has $all #defines of VM_*, but from VM_NONE to the next declaration only $words: kernel/engine/words.sh does not understand how this tree declares its vma flags"
	code_with -wF -f "$tmp/words"
}

# in_chunks NAME FILES COMMAND...: COMMAND with some of the files at its end, in
# as many processes as there are; says how far it is.  See kernel/engine/chunk.sh.
in_chunks() {
	what=$1 files=$2
	shift 2
	n=$(wc -l < "$files")
	touch "$tmp/unread"
	rm -f "$tmp/progress"
	# few files: as much for each process, but not so little that it only starts
	each=$(((n + jobs - 1) / jobs))
	[ "$each" -ge 4 ] || each=4
	[ "$each" -le "$chunk" ] || each=$chunk
	sort -R --random-source="$top/kernel/engine/series.sh" "$files" |
	RUN=$$ xargs -d '\n' -r -n "$each" -P "$jobs" \
		"$top/kernel/engine/chunk.sh" "$what" "$n" "$tmp" $# "$@" ||
		die "$what failed, see above"
}
chunk=16

# spatch_all SCRIPT FILES ARGS...: stdout is spatch's
spatch_all() {
	script=$1 files=$2
	shift 2
	[ "${V:-0}" = 1 ] && echo "spatch --sp-file $script --no-includes $*" >&5
	in_chunks "COCCI   $(basename "$script" .cocci)" "$files" \
		spatch --sp-file "$script" --macro-file-builtins "$tmp/macros.h" \
			--very-quiet --no-includes "$@"
}

# facts_of FILES: what these say of the flow of values
facts_of() {
	echo 'int none;' > "$tmp/none.c"
	chunk=64	# no rules, so that many cost nothing but memory
	in_chunks "FLOW   " "$1" sh -c '
		script=$1 macros=$2 none=$3; shift 3
		VM_FLAGS_READ="$*" exec spatch --sp-file "$script" \
			--macro-file-builtins "$macros" --very-quiet --no-includes "$none"
	' sh "$top/cocci/retype.cocci" "$tmp/macros.h" "$tmp/none.c"
	chunk=16
}

# What the flow of values is in these files, and so far.
flow() {
	facts_of "$1" > "$tmp/facts.new"
	# of an edge the first place will do, of a number the first that is one
	sort -u "$tmp/facts.new" "$tmp/facts" | awk -F '\t' '
		$1 == "number" { key = $1 FS $2 FS ($3 ~ /^(counts|compares|masks)/ ? $3 : 0) }
		$1 != "number" { key = $1 FS $2 FS $3 }
		!seen[key]++' > "$tmp/facts.all"
	mv "$tmp/facts.all" "$tmp/facts"
	VM_FLAGS_FACTS=$tmp/facts VM_FLAGS_LIST=$tmp/list VM_FLAGS_WAYS=$tmp/ways VM_FLAGS_ASK=1 spatch --very-quiet \
		--sp-file "$top/cocci/retype.cocci" --no-includes "$tmp/none.c" ||
		die "cocci/retype.cocci failed on $tmp/facts"
	# Where a vma is in memory is no flag of it: something took flags for a number.
	way=$(sed -n 's/^wire	//p' "$tmp/list" | head -n 1)
	[ -z "$way" ] || die "vma flags flow into ${way%%	*}, by way of ${way#*	}: one of these takes flags for a number; give it vm_flags_val(), or leave that file out"
}

# Files that weren't read and that declare a function or struct which flags reach,
# call a function that returns them, or use a member that has them.
unread() {
	awk -F '[\t .]' '
		# who else calls it?
		$1 == "ask" { print "callers", $2, $3 }
		/^(ask|stop|unread|print|wire)\t/ { next }
		$2 == "func" && $3 ~ /^[a-z_][a-zA-Z0-9_]*$/ {
			print "func", $3
			if ($4 == "return" && $1 != "ungiven") print "call", $3
		}
		$2 == "global" && $1 != "print" && $1 != "cast" { print "global", $3 }
		$2 == "field" && $3 ~ /^[A-Za-z_][a-zA-Z0-9_]*$/ {
			print "field", $3
			if ($1 != "undeclared" && $4 ~ /^[a-z_][a-zA-Z0-9_]*$/) print "use", $3, $4
		}' "$tmp/list" | sort -u | comm -23 - "$tmp/sought" > "$tmp/seek"
	[ -s "$tmp/seek" ] || return 0
	sort -u "$tmp/seek" "$tmp/sought" -o "$tmp/sought"
	cut -d ' ' -f2 "$tmp/seek" | sort -u > "$tmp/names"
	code_with -wF -f "$tmp/names" | comm -23 - "$tmp/files" > "$tmp/maybe"
	[ -s "$tmp/maybe" ] || return 0
	xargs -d '\n' -a "$tmp/maybe" awk -f "$top/kernel/engine/unread.awk" -v seek="$tmp/seek" | sort -u
}

# Where flags get to what nothing declares, FILE:LINE:WHY; most are macros.
unknown() {
	awk -F '[\t ]' '$1 == "undeclared" && $2 == "func" { sub(/.*:/, "", $3); print $3 }' "$tmp/list" | sort -u > "$tmp/names"
	names=$(paste -sd '|' "$tmp/names")
	names=${names:--}
	# a function of any number of arguments declares none of the last
	{
		git grep -hE "^([[:space:]]*#[[:space:]]*define[[:space:]]+|[A-Za-z_].*[ *])?($names)\\(" -- '*.[ch]' ':!tools' || [ $? = 1 ]
	} | sed -nE "/^[[:space:]]*#/!s/^(|.*[ *])($names)\\(.*/\\2/p
		s/^[[:space:]]*#[[:space:]]*define[[:space:]]+([A-Za-z_][A-Za-z0-9_]*)\\([^)]*\\.\\.\\..*/\\1	prints/p
		s/^[[:space:]]*#[[:space:]]*define[[:space:]]+([A-Za-z_][A-Za-z0-9_]*)\\(.*/\\1	macro/p" | sort -u > "$tmp/names.are"
	awk -f "$top/kernel/engine/unknown.awk" -v where="that Coccinelle can read" \
		kind=facts "$tmp/facts" kind=names "$tmp/names.are" kind=carries "$tmp/list" kind=list "$tmp/list"
}

# Functions that flags reach and whose body is assembly: what they take stays.
assembly() {
	awk -F '[\t ]' '$2 == "func" && $3 ~ /^[a-z_][a-zA-Z0-9_]*$/ { print $3 }' "$tmp/list" |
		sort -u | comm -23 - "$tmp/in_asm" > "$tmp/in_asm.new"
	[ -s "$tmp/in_asm.new" ] || return 0
	sort -u "$tmp/in_asm.new" "$tmp/in_asm" -o "$tmp/in_asm"
	names=$(paste -sd '|' "$tmp/in_asm.new")
	git ls-files -z -- '*.S' ':!tools' > "$tmp/asm"
	files_with -E -e "(^|[^a-z_])(ENTRY|GLOBAL|_GLOBAL[A-Z_]*|SYM_[A-Z_]*START[A-Z_]*|LEAF|NESTED)\\(($names)[,)]" -e "^($names):" < "$tmp/asm" > "$tmp/asm.with" ||
		die "grep failed, see above"
	sort "$tmp/asm.with" | while read -r f; do
		grep -owE "$names" "$f" | sort -u | sed "s|.*|asm	&	$f|"
	done
}

flow_all() {
	candidates > "$tmp/files"
	: > "$tmp/facts"
	: > "$tmp/sought"
	: > "$tmp/in_asm"
	flow "$tmp/files"
	while
		assembly > "$tmp/asm.new"
		unread > "$tmp/more" || die "see above"
		[ -s "$tmp/more" ] || [ -s "$tmp/asm.new" ] || grep -q '^ask	' "$tmp/list"
	do
		sort -u "$tmp/asm.new" "$tmp/facts" -o "$tmp/facts"
		# What was looked for is read now, or there is nothing of it.
		sed -n 's/^callers \(.*\) \(.*\)/asked	\1	\2/p' "$tmp/sought" | sort -u - "$tmp/facts" -o "$tmp/facts"
		flow "$tmp/more"
		sort -u "$tmp/more" "$tmp/files" -o "$tmp/files"
	done
	grep -q '^[a-z]*	field vm_area_struct vm_flags	' "$tmp/list" &&
	! grep -q '^undeclared	field vm_area_struct vm_flags	' "$tmp/list" ||
		die "Coccinelle can't read struct vm_area_struct: a macro for cocci/macros.h?"
}
