#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# driver.sh BASE - what a driver outside of the kernel tree needs for a 64-bit vm_flags_t
#
# Environment: DIR      the driver's directory; it is only read, but for
#              APPLY=1  which puts the patch into it: all of it or nothing, and not over
#                       uncommitted changes when it is in git
#              KERNEL, VERSION  the kernel that it is for, see kernel/engine/interface.sh
#              ARCH, O  what it is built for, to have sparse's findings: of kernel/arch;
#                       a directory of objects whose .config is taken
#              J, V=1   processes; shows the commands
# Leaves in build/driver-ID: driver.patch, -p1 against DIR, which is as right on a kernel
# whose vm_flags_t still is unsigned long; and "open", the places that are for the
# author to look at, a line a place with its reason, which are printed too.
# Exit: 0 the patch is all there is to do; 1 places are left, or a line that says what is
# wrong and what to do.
set -eu
export LC_ALL=C GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_OPTIONAL_LOCKS=0
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE VM_FLAGS_READ VM_FLAGS_LIST VM_FLAGS_FACTS VM_FLAGS_WAYS VM_FLAGS_ASK || :
unset MAKEFLAGS MFLAGS || :	# make -s would hide what the kernel's make checks
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/kernel/engine/spatch-path.sh"
base=${1:-}
jobs=${J:-$(nproc)}
die() { echo "driver: $*" >&2; exit 1; }
say() { echo "  $*" >&2; }

for tool in git spatch flock xz; do
	command -v "$tool" > /dev/null ||
		die "$tool is missing: run 'make install-tools' as root"
done
[ -n "${DIR:-}" ] || die "which driver? make driver DIR=its directory [KERNEL=the kernel's]"
[ -d "$DIR" ] || die "DIR=$DIR: no such directory"
[ -r "$DIR" ] && [ -x "$DIR" ] || die "DIR=$DIR: can't be read"
given=$DIR
DIR=$(cd "$DIR" && pwd -P)
[ -z "${KERNEL:-}" ] || [ -z "${VERSION:-}" ] || die "either KERNEL= or VERSION=, not both"
! [ -f "$DIR/include/linux/mm_types.h" ] ||
	die "DIR=$given: is a kernel tree: make series KERNEL=$given"
up=$DIR
while [ "$up" != / ]; do
	up=$(dirname "$up")
	! [ -f "$up/include/linux/mm_types.h" ] || ! [ -f "$up/mm/mmap.c" ] ||
		die "DIR=$given: is in the kernel tree $up, whose drivers make series KERNEL=$up does; for it alone, copy it out of there"
done
if [ -n "${KERNEL:-}" ]; then
	[ -d "$KERNEL" ] || die "KERNEL=$KERNEL: no such directory"
	KERNEL=$(cd "$KERNEL" && pwd -P)
	case $KERNEL/ in "$DIR"/*) die "DIR=$given: has the kernel tree $KERNEL in it: name the driver's own directory" ;; esac
	[ -f "$KERNEL/Makefile" ] || die "KERNEL=$KERNEL: not a kernel tree (no Makefile)"
	[ -f "$KERNEL/include/linux/mm_types.h" ] && [ -f "$KERNEL/mm/mmap.c" ] ||
		die "KERNEL=$KERNEL: not a kernel's source (no mm/mmap.c; headers alone don't say what carries flags): name its source, or BASE= or VERSION= of $(cd "$top/kernel/bases" && echo *)"
	grep -q 'vm_flags_t;' "$KERNEL/include/linux/mm_types.h" ||
		die "KERNEL=$KERNEL: its mm_types.h has no vm_flags_t: too old for this"
	nearest=$("$top/kernel/engine/nearest.sh" "$KERNEL" 2>&1) || die "$nearest"
	: "${base:=$nearest}"
elif [ -n "${VERSION:-}" ] && [ -z "$base" ]; then
	base=$("$top/kernel/engine/nearest.sh" "$VERSION" 2>&1) || die "$base"
fi
kernel_work=$("$top/kernel/engine/work.sh" "$base" 2>&1) || die "$kernel_work"
[ "$(. "$top/kernel/bases/$base"; echo "$VMA_FLAGS")" = word ] ||
	die "nothing to retype: vma flags of ${KERNEL:-$base} are a bitmap, and vm_flags_t stays unsigned long; a driver asks vma_test() there"
case $DIR/ in "$top"/build/*) die "DIR=$given: is below $top/build, where everything is made anew" ;; esac
case $top/ in "${DIR%/}"/*) die "DIR=$given: has $top in it: name the driver's own directory" ;; esac

work=$top/build/driver-$(printf %s "$DIR" | sha256sum | cut -c1-12)
mkdir -p "$work" 2> /dev/null && [ -w "$work" ] || die "can't write to $work"
exec 8>> "$work/lock"
flock -w 10 8 || die "another run works in $work: wait for it to end"

# APPLY ------------------------------------------------------------------------

# A file that is to be replaced is in applying/old, its successor in applying/new,
# which is renamed when all of them are there.
undo() { # what an interrupted one has done
	[ -d "$work/applying" ] || return 0
	if [ -f "$work/applying/go" ]; then
		(cd "$work/applying/new" && find . -type f) | while IFS= read -r f; do
			! cmp -s "$work/applying/new/$f" "$DIR/$f" || cat "$work/applying/old/$f" > "$DIR/$f"
			rm -f "$DIR/$f.vm_flags_t~"
		done
		say "UNDO    what an interrupted APPLY=1 has left in $DIR"
	fi
	rm -rf "$work/applying"
}
clean() { # or says why not
	it_says=$(git -C "$DIR" rev-parse --is-inside-work-tree 2>&1) || case $it_says in
	*"not a git repository"*) return 0 ;;
	*) die "DIR=$given: git can't read it: $(echo "$it_says" | head -n 1)" ;;
	esac
	[ -z "$(git -C "$DIR" status --porcelain -uno -- . 2>&1)" ] ||
		die "DIR=$given: has uncommitted changes: commit or stash them, or without APPLY=1 take the patch"
}
apply() { # the names of files on stdin
	clean
	mkdir -p "$work/applying/old" "$work/applying/new"
	cat > "$work/applying/names"

	while IFS= read -r f; do
		git show "base:$f" > "$tmp/was"
		cmp -s "$tmp/was" "$DIR/$f" || die "DIR=$given: $f has changed meanwhile: run it again"
		case $(git -C "$DIR" status --porcelain -uall -- "$f" 2> /dev/null) in
		'??'*) die "DIR=$given: $f is to be changed and is not in git: git add it, or without APPLY=1 take the patch" ;;
		esac
		[ ! -e "$DIR/$f.vm_flags_t~" ] || die "DIR=$given: $f.vm_flags_t~ is in the way: nothing is changed"
		[ -w "$DIR/$f" ] && [ -w "$(dirname "$DIR/$f")" ] || die "DIR=$given: can't write $f: nothing is changed"
		mkdir -p "$work/applying/old/$(dirname "$f")" "$work/applying/new/$(dirname "$f")"
		cp -p "$DIR/$f" "$work/applying/old/$f"
		cp "$f" "$work/applying/new/$f"
	done < "$work/applying/names"
	trap 'undo; exit 1' INT TERM HUP
	: > "$work/applying/go"
	while IFS= read -r f; do
		cp -p "$DIR/$f" "$DIR/$f.vm_flags_t~" && cat "$f" > "$DIR/$f.vm_flags_t~" ||
			{ undo; die "can't write to $DIR: nothing is changed"; }
	done < "$work/applying/names"
	trap '' INT TERM HUP
	while IFS= read -r f; do
		mv -f "$DIR/$f.vm_flags_t~" "$DIR/$f" || { undo; die "can't write to $DIR: nothing is changed"; }
	done < "$work/applying/names"
	rm -rf "$work/applying"
	trap - INT TERM HUP
}
undo
[ -z "${APPLY:-}" ] || clean

# The driver, and what its kernel declares -----------------------------------------

rm -rf "$work/driver.patch" "$work/open" "$work/tmp" "$work/tree" "$work/built"
tmp=$work/tmp tree=$work/tree
mkdir "$tmp" "$tree"
: > "$tmp/open.found"
# open_place FILE LINE WHY, of the driver as it is in DIR; as it is in $tree: found
open_place() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >> "$tmp/open.found"; }

cd "$DIR"
find . -name .git -prune -o \( -type d \( ! -readable -o ! -executable \) -o -type f -name '*.[ch]' ! -readable \) -prune -print |
	sed 's|^\./||' | sort | while IFS= read -r f; do open_place "$f" 1 "not read: no permission"; done
find . -name .git -prune -o -type d \( ! -readable -o ! -executable \) -prune -o \
	-type f -name '*.[ch]' ! -name '*.mod.c' -readable -print0 | tr '\n\0' '?\n' | sed 's|^\./||' | sort > "$tmp/all"
[ -s "$tmp/open.found" ] || grep -q '\.c$' "$tmp/all" || die "DIR=$given: there are no C files in it"
grep -vE '^-|[^A-Za-z0-9_./+,=@%~#-]' "$tmp/all" > "$tmp/files" || :
grep -E '^-|[^A-Za-z0-9_./+,=@%~#-]' "$tmp/all" | while IFS= read -r f; do
	open_place "$f" 1 "not read: a name that make can't have either"
done
(cd "$DIR" && find . -name .git -prune -o -type l -print) | sed 's|^\./||' | sort | while IFS= read -r f; do
	to=$(realpath -m -- "$DIR/$f")
	case $to/ in "$DIR"/*) [ ! -e "$to" ] || continue ;; esac
	if [ ! -e "$to" ]; then
		case $f in *.[ch]) open_place "$f" 1 "not read: a symbolic link to $to, which does not exist" ;; esac
	elif [ -d "$to" ] || case $f in *.[ch]) ;; *) false ;; esac; then
		open_place "$f" 1 "not read: a symbolic link out of DIR, to $to"
	fi
done
[ -s "$tmp/files" ] || die "DIR=$given: there are no C files in it that make could build"
# to be written to, whatever the driver's own are
tar -cf - --no-recursion --mode=u+rw --verbatim-files-from -T "$tmp/files" | tar -xf - -C "$tree"
cd "$tree"
git init -q
git config core.excludesFile /dev/null
git config core.autocrlf false
git -c core.safecrlf=false add -f -A
git -c user.name=driver -c user.email=driver@localhost commit -q -m driver
git tag base
# spatch has lines end in its own way.  Where they end in two, nothing is changed.
: > "$tmp/mixed"
tr '\n' '\0' < "$tmp/files" | xargs -0 grep -lU "$(printf '\r')\$" > "$tmp/crlf" || :
unended() { [ -n "$(tail -c 1 "$1" | tr -d '\n')" ]; }	# its last line has no end
while IFS= read -r f; do
	if unended "$f"; then sed '$d' "$f"; else cat "$f"; fi > "$tmp/lines"
	! grep -qvU "$(printf '\r')\$" "$tmp/lines" || echo "$f" >> "$tmp/mixed"
	sed -i 's/\r$//' "$f"
done < "$tmp/crlf"

# What it includes by a relative path has to be in DIR.
tr '\n' '\0' < "$tmp/files" | xargs -0 grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"[^"]*\.\./' /dev/null |
while IFS=: read -r f n what; do
	what=$(echo "$what" | sed 's/^[^"]*"\([^"]*\)".*/\1/')
	to=$(realpath -m -- "$DIR/$(dirname "$f")/$what")
	case $to in "$DIR"/*) ;; *) open_place "$f" "$n" "includes $what, which is not in DIR: what that declares is not seen; name the directory that has both" ;; esac
done

# What it says, and of what it mentions what its kernel declares.
. "$top/kernel/engine/flow.sh"
tr '\n' '\0' < "$tmp/files" | xargs -0 grep -ohE '[A-Za-z_][A-Za-z0-9_]*' | sort -u > "$tmp/mentioned"
{
	tr '\n' '\0' < "$tmp/files" | xargs -0 grep -ohE '[A-Za-z_][A-Za-z0-9_]*\(' | sed 's/^/func /; s/($//'
	tr '\n' '\0' < "$tmp/files" | xargs -0 grep -ohE '(struct|union)[[:space:]]+[A-Za-z_][A-Za-z0-9_]*' | sed 's/^[a-z]*[[:space:]]*/field /'
} | sort -u > "$tmp/seek"
# One at a time: a kernel's interface is where that of another one would be.
interface=$kernel_work/interface
mkdir -p "$interface" 2> /dev/null && [ -w "$interface" ] || die "can't write to $interface"
exec 9>> "$interface/lock"
flock -n 9 || { say "KERNEL  waits for another driver, as one at a time reads a kernel"; flock 9; }
"$top/kernel/engine/interface.sh" "$base" "$tmp/seek" > /dev/null || exit 1
VM_FLAGS_TREE=$interface
"$top/kernel/engine/words.sh" "$VM_FLAGS_TREE" > "$tmp/words"
facts_of "$tmp/files" > "$tmp/reported"
sort -u "$tmp/reported" > "$tmp/driver-facts"
# What it declares itself is its own, whatever has that name in the kernel.
awk -F '\t' '$1 ~ /^(decl|type)$/ { split($2, v, " "); if (v[1] ~ /^(func|field|global)$/) print v[1], v[2] }' "$tmp/driver-facts" | sort -u > "$tmp/own"
of_kernel() {
	awk -F '\t' '
		FILENAME == ARGV[1] { word[$1] = 1; next }
		FILENAME == ARGV[2] { own[$1] = 1; next }
		{
			split($1 == "edge" ? $3 : $2, v, " ")
			f = v[1] == "field" ? v[3] : v[2]
			sub(/\(.*/, "", f)
			if ($1 == "macro" || $1 == "in" || $1 == "type" && v[1] == "type") print
			else if ((f in word) && !((v[1] " " v[2]) in own) &&
			    # which member of that name is meant where the struct is not known is not
			    # for a struct to say that the driver does not mention
			    !(v[1] == "field" && !(v[2] in word) && $3 ~ /:(int|long)$/)) print
		}' "$tmp/mentioned" "$tmp/own" "$interface/facts" > "$tmp/kernel-facts"
}
of_kernel
: > "$tmp/more"

# The flow of flags; until there is no more that goes by address to a number of the
# kernel.
close_flow() {
	sort -u "$tmp/driver-facts" "$tmp/kernel-facts" "$tmp/more" > "$tmp/facts"
	VM_FLAGS_FACTS=$tmp/facts VM_FLAGS_LIST=$tmp/list \
		spatch --very-quiet --sp-file "$top/cocci/retype.cocci" --no-includes "$tmp/none.c" ||
		die "cocci/retype.cocci failed on $tmp/facts"
}
while
	close_flow
	# structs that are reached by way of others
	awk -F '\t' '$1 == "undeclared" { split($2, v, " "); if (v[1] == "field" && v[2] ~ /^[a-z_][A-Za-z0-9_]*$/) print v[1], v[2] }' "$tmp/list" |
		sort -u | comm -23 - "$tmp/own" | comm -23 - "$tmp/seek" > "$tmp/seek.more"
	if [ -s "$tmp/seek.more" ]; then
		sort -u "$tmp/seek.more" "$tmp/seek" -o "$tmp/seek"
		"$top/kernel/engine/interface.sh" "$base" "$tmp/seek" > /dev/null || exit 1
		of_kernel
		close_flow
	fi
	awk -F '\t' '$1 == "stop" && $2 ~ /^func / && $4 ~ /a number of the kernel/ && $3 != "" {
		n = split($5, v, " ")
		x = v[n]
		sub(/\.[0-9]+$/, "", x)
		split($2, f, " ")
		print $3 "\t" x "\t" f[2] "\t" $5
	}' "$tmp/list" | while IFS='	' read -r at x f v; do
		! sed -n "${at##*:}p" "${at%:*}" | grep -qE "&[^&,;]*\\<$x\\>" ||
			printf 'number\t%s\twhat %s() takes by a pointer\t%s\n' "$v" "$f" "$at"
	done | sort -u - "$tmp/more" > "$tmp/more.new"
	! cmp -s "$tmp/more" "$tmp/more.new"
do
	mv "$tmp/more.new" "$tmp/more"
done
way=$(sed -n 's/^wire	//p' "$tmp/list" | head -n 1)
[ -z "$way" ] || die "vma flags flow into ${way%%	*}, by way of ${way#*	}: one of these takes flags for a number; leave it out, or mend it, and run it again"

# Where it ends, as it is in DIR.  A macro of its own hides what it does with flags; but
# one that takes any number of arguments prints them.
tr '\n' '\0' < "$tmp/files" | xargs -0 sed -n 's/^[[:space:]]*#[[:space:]]*define[[:space:]]\{1,\}\([A-Za-z_][A-Za-z0-9_]*\)(\([^)]*\)).*/\1 \2/p' |
	awk 'BEGIN { print "-" } { print $1 "\t" (/\.\.\./ ? "prints" : "hides") }' > "$tmp/macros"
tr '\n' '\0' < "$tmp/files" | xargs -0 sed -n 's/^[A-Za-z_].*\<\([A-Za-z_][A-Za-z0-9_]*\)(.*/\1/p' | cat - "$interface/declared" > "$tmp/names"
{
	awk -F '\t' '
		kind == "facts" { if ($1 == "decl" && !($2 in at)) { split($3, p, ":"); at[$2] = p[1] ":" p[2] }; next }
		$1 == "stop" { if ($3 != "" || at[$2] != "") print ($3 != "" ? $3 : at[$2]) ":" $4 }
		$1 == "unread" { print $3 ":Coccinelle can\047t read this code, which mentions vma flags" }
	' kind=facts "$tmp/driver-facts" "$tmp/kernel-facts" kind=list "$tmp/list"
	awk -f "$top/kernel/engine/unknown.awk" -v where="in DIR or in a header of the kernel" \
		kind=facts "$tmp/driver-facts" "$tmp/kernel-facts" kind=names "$tmp/names" "$tmp/macros" \
		kind=carries "$tmp/list" kind=list "$tmp/list"
} | grep -v '^KERNEL/' | sed 's/:/\t/; s/:/\t/' >> "$tmp/open.found" || :

# Its declarations and formats -------------------------------------------------------

awk -F '\t' '$1 == "int" || $1 == "long" || $1 == "cast" { sub(/:.*/, "", $3); print $3 }' "$tmp/list" |
	{ grep -v '^KERNEL/' || :; } | sort -u > "$tmp/retype"
cp "$tmp/retype" "$tmp/some"
: > "$tmp/left"
# One declarator of several a run.
for run in 1 2 3 4 5 6 7 8 9; do
	[ -s "$tmp/some" ] || break
	VM_FLAGS_FACTS=$tmp/facts spatch_all "$top/cocci/retype.cocci" "$tmp/some" -D patch --in-place > /dev/null
	VM_FLAGS_FACTS=$tmp/facts spatch_all "$top/cocci/retype.cocci" "$tmp/some" -D report > "$tmp/reported"
	sed -n '/: integer carries vm_flags$/p' "$tmp/reported" > "$tmp/left"
	sed 's/:.*//' "$tmp/left" | sort -u > "$tmp/some"
done
retyped=$(git diff -U0 base | grep -c '^+.*\<vm_flags_t\>' || :)

# FILE:LINE:WHY on stdin, of the driver as it is now: where that is in DIR.
open_now() {
	git diff -U0 --ignore-cr-at-eol base > "$tmp/diff"
	awk -v OFS='\t' '
		FILENAME == ARGV[1] && /^\+\+\+ b\// { f = substr($0, 7); sub(/\t$/, "", f) }
		FILENAME == ARGV[1] && /^@@ / {
			split(substr($2, 2) ",1", o, ",")
			split(substr($3, 2) ",1", n, ",")
			if (o[2] == 0) o[1]++
			if (n[2] == 0) n[1]++
			hunk[f, ++hunks[f]] = o[1] " " o[2] " " n[1] " " n[2]
		}
		FILENAME == ARGV[1] { next }
		{
			split($0, at, ":")
			line = at[2]
			for (i = 1; i <= hunks[at[1]]; i++) {
				split(hunk[at[1], i], h, " ")
				if (at[2] >= h[3] + h[4]) line = at[2] - h[3] - h[4] + h[1] + h[2]
				else if (at[2] >= h[3]) { line = h[1] + (at[2] - h[3] < h[2] ? at[2] - h[3] : h[2] - 1); break }
			}
			why = substr($0, length(at[1] ":" at[2] ":") + 1)
			sub(/^ /, "", why)
			print at[1], line, why
		}' "$tmp/diff" - >> "$tmp/open.found"
}
# what scripts report of $tmp/some
reported() { # SCRIPT OPTIONS
	script=$1
	shift
	VM_FLAGS_LIST=$tmp/list spatch_all "$top/cocci/$script.cocci" "$tmp/some" -D report "$@" > "$tmp/reported"
	sed -n 's/^\([^ :]*\):\([0-9]*\):[0-9-]*: /\1:\2:/p' "$tmp/reported" | open_now
}

# What scripts see and don't change.
[ ! -s "$tmp/left" ] ||
	sed 's/^\([^:]*\):\([0-9]*\):.*/\1:\2:should be a vm_flags_t, in a declaration that cocci\/retype.cocci can\x27t change/' "$tmp/left" | open_now
awk -F '\t' '$1 == "print" { print $3 }' "$tmp/list" | { grep -v '^KERNEL/' || :; } | sort -u > "$tmp/format"
tr '\n' '\0' < "$tmp/files" | xargs -0 grep -lwF -f "$tmp/words" | sort -u - "$tmp/retype" "$tmp/format" > "$tmp/some" || :
cp "$tmp/some" "$tmp/concerned"
if [ -s "$tmp/some" ]; then
	reported numbers
	reported width
	flags=$(grep '^VM_' "$tmp/words" | paste -sd '|')
	tr '\n' '\0' < "$tmp/some" | xargs -0 awk -v flags="$flags" '
		/^[ \t]*#[ \t]*(el)?if[ \t(]/ {
			s = $0
			sub(/\/\*.*/, "", s)
			gsub("defined[ (]*(" flags ")", "", s)
			if ((" " s " ") ~ "[^A-Za-z0-9_](" flags ")[^A-Za-z0-9_]") print FILENAME ":" FNR ":the preprocessor can\047t evaluate a vma flag"
		}' | open_now
	{ tr '\n' '\0' < "$tmp/some" | xargs -0 grep -lE '\<__field(_ext)?\(' || :; } |
		xargs -r -d '\n' awk -f "$top/sparse-checks/trace-fields.awk" -v words="$tmp/words" | open_now
fi

# A kernel that isn't converted has no vm_flags_val(); a driver that uses it is for others.
cast='-D cast'
! tr '\n' '\0' < "$tmp/files" | xargs -0 grep -qw vm_flags_val || cast=
cp "$tmp/format" "$tmp/some"
git add -A
for run in 1 2 3 4 5 6 7 8 9; do
	[ -s "$tmp/some" ] || break
	# shellcheck disable=SC2086 # options
	VM_FLAGS_LIST=$tmp/list spatch_all "$top/cocci/format.cocci" "$tmp/some" -D patch $cast --in-place > /dev/null
	git diff --name-only > "$tmp/some"
	git add -A
done
# What spatch can't read any more, now that a macro's argument is a cast.
if [ -s "$tmp/format" ]; then
	facts_of "$tmp/format" | awk -F '\t' '$1 == "unread" && $2 == "flags" { print $3 }' | sort -u > "$tmp/unread.after"
	awk -F '\t' '$1 == "unread" && $2 == "flags" { print $3 }' "$tmp/reported" | sort -u |
		comm -13 - "$tmp/unread.after" |
		sed 's/$/:spatch can\x27t read this any more with vm_flags as 64 bits in it: look at what is printed from here on/' | open_now
fi
cp "$tmp/concerned" "$tmp/some"
[ ! -s "$tmp/some" ] || reported format -D cast

sort -u "$tmp/unread" 2> /dev/null | while IFS='	' read -r f why; do
	open_place "$f" 1 "not read: spatch gave up on it: $why"
done

while IFS= read -r f; do
	if unended "$f"; then sed -i '$!s/$/\r/' "$f"; else sed -i 's/$/\r/' "$f"; fi
	if grep -qxF -e "$f" "$tmp/mixed"; then
		git diff --quiet --ignore-cr-at-eol base -- "$f" || open_place "$f" 1 "not changed, as some of its lines end with a carriage return and some do not: mend that, and run it again"
		git show "base:$f" > "$f"
	fi
done < "$tmp/crlf"

# The patch --------------------------------------------------------------------------

git diff --no-color --no-ext-diff base > "$tmp/patch"
git diff --name-only base > "$tmp/changed"
[ ! -s "$tmp/patch" ] || mv "$tmp/patch" "$work/driver.patch"
# What has a new type has to know it.
tr '\n' '\0' < "$tmp/changed" | xargs -0 -r grep -lw vm_flags_t |
	xargs -r -d '\n' awk -f "$top/kernel/engine/includes.awk" -v tree="${KERNEL:-$interface/linux}" -v all="$tmp/files" |
while IFS= read -r f; do
	open_place "$f" "$(git diff -U0 base -- "$f" | sed -n '/^@@/{s/^@@ -\([0-9]*\).*/\1/p; q}')" "has a vm_flags_t now and includes nothing that declares it: #include <linux/mm_types.h>"
done
sort -u "$tmp/open.found" | sort -s -t '	' -k 1,1 -k 2,2n > "$work/open"
converted=
! grep -q '__bitwise vm_flags_t;' "$VM_FLAGS_TREE/include/linux/mm_types.h" || converted=1
exec 9>&-

# What a build on the converted kernel says, if there is one: on stdout, or why there is
# none, on stderr.
build_says() (
	mine=$work
	if [ -n "$converted" ]; then
		[ -n "${KERNEL:-}" ] && [ -f "$KERNEL/.config" ] && [ -x "$KERNEL/scripts/mod/modpost" ] ||
			{ echo "the kernel is converted, and not configured and prepared (make modules_prepare)" >&2; exit 1; }
		command -v sparse > /dev/null || { echo "sparse is missing: run 'make install-tools' as root" >&2; exit 1; }
		kbuild() { make -C "$KERNEL" -j"$jobs" "$@"; }
	else
		git -C "$kernel_work/linux" rev-parse -q --verify refs/made > /dev/null 2>&1 ||
			{ echo "there is no converted kernel yet: 'make series${KERNEL:+ KERNEL=$KERNEL}${VERSION:+ VERSION=$VERSION}' makes one" >&2; exit 1; }
		command -v sparse > /dev/null || { echo "sparse is missing: run 'make install-tools' as root" >&2; exit 1; }
		# as the tree was configured, or for ARCH
		if [ -z "${O:-}" ] && [ -n "${KERNEL:-}" ] && [ -f "$KERNEL/.config" ]; then
			O=$mine/objects
			if ! cmp -s "$KERNEL/.config" "$O/given"; then
				rm -rf "$O"
				mkdir -p "$O"
				cp "$KERNEL/.config" "$O/.config"
				cp "$KERNEL/.config" "$O/given"
			fi
			arch=$(sed -n 's|^# Linux/\([a-z0-9_]*\) .*|\1|p' "$O/.config" | head -n 1)
			bits=32
			! grep -q '^CONFIG_64BIT=y' "$O/.config" || bits=64
			[ -n "${ARCH:-}" ] || for a in "$top"/kernel/arch/*; do
				SRCARCH=''
				. "$a"
				if [ "${SRCARCH:-$ARCH}" = "$arch" ] && [ "$BITS" = $bits ]; then ARCH=${a##*/}; break; fi
				ARCH=''
			done
		fi
		. "$top/tests/build.sh"
		setup driver "${ARCH:-i386}" "$base" >&2
		at series
		[ -z "${O:-}" ] || kmake olddefconfig > "$out/config.log" 2>&1 || :
		prepare
	fi
	# with all that it has but what it has been built to
	mkdir "$mine/built"
	(cd "$DIR" && find . -name .git -prune -o ! -type d ! -name '*.o' ! -name '*.ko' ! -name '.*.cmd' -print0 |
		xargs -0 cp -P --parents -t "$mine/built")
	(cd "$mine/tree" && git diff --name-only -z base | xargs -0 -r cp --parents -t "$mine/built")
	cd "$mine/built"
	m=$(find . \( -name Kbuild -o -name Makefile \) -exec grep -lE '\<obj-(m|y|\$)' {} + |
		awk -F / '{ print NF, $0 }' | sort -n | sed -n '1s|^[0-9]* \.\(.*\)/[^/]*$|\1/|p')
	[ -n "$m" ] || { echo "there is no Kbuild or Makefile with obj-m in it" >&2; exit 1; }
	kbuild -k C=2 CF="$("$top/sparse-checks/flags.sh")" KBUILD_MODPOST_WARN=1 \
		M="$mine/built${m%/}" modules > "$mine/build.log" 2>&1 || :
	sed -n "s|$mine/built/|built/|g; s|^\./||; p" "$mine/build.log" | awk -f "$top/kernel/engine/build-says.awk" > "$mine/said"
	if ! grep -q '^  CHECK ' "$mine/build.log"; then
		grep ': error: ' "$mine/said" ||
			echo "it does not build: $(sed -n '/[Ee]rror\|\*\*\*/{s/^ *//; p; q}' "$mine/build.log" | grep . || echo "its Kbuild has nothing for this configuration")"
		echo "it does not build: see $mine/build.log" >&2
		exit 1
	fi
	# A place of which any line names the type, and what gcc has to say.
	awk -F : '
		{ key = $1 ":" $2 ":" $3; text[++n] = $0; of[n] = key }
		/vm_flags_t|-Wformat|-Wincompatible|-Wint-|-Wpointer-to-int|-Woverflow|-Wshift|: error: / { hit[key] = 1 }
		END { for (i = 1; i <= n; i++) if ((of[i] in hit) && !seen[text[i]]++) print text[i] }' "$mine/said"
	! grep -q ': error: ' "$mine/said" || echo "it does not build to its end: see $mine/build.log" >&2
)
if build_says > "$tmp/said" 2> "$tmp/why-not"; then built=1; else built=; fi

cd "$tree"
if [ -n "${APPLY:-}" ] && [ -s "$tmp/changed" ]; then apply < "$tmp/changed"; fi

# -----------------------------------------------------------------------------------

awk -F '\t' -v d="$(basename "$DIR")" '{ print "driver: " $1 ":" $2 ": " $3 }' "$work/open" >&2
sed 's/^/driver: sparse: /' "$tmp/said" >&2
if [ -s "$work/driver.patch" ]; then
	git diff --stat base
	echo "driver: $retyped lines with a vm_flags_t that had another type, $(wc -l < "$tmp/changed") files: $work/driver.patch"
	if [ -n "${APPLY:-}" ]; then echo "driver: it is in $DIR now"
	else echo "  NEXT    patch -d '$DIR' -p1 < '$work/driver.patch', or the same with APPLY=1"
	fi
else
	echo "driver: $(wc -l < "$tmp/files") files read, and there is nothing to change"
fi
if [ -n "$built" ]; then
	echo "  SPARSE  $(grep -c '^  CHECK ' "$work/build.log") files, $(grep -cE '^[^ ]+ (warning|error): ' "$tmp/said" || :) findings on the converted kernel, by lines of the patched copy$(sed 's/^/; /' "$tmp/why-not" | tail -n 1)"
else
	echo "  SPARSE  skipped: $(tail -n 1 "$tmp/why-not" | sed 's/^driver: //')"
fi
if [ -s "$work/open" ] || [ -s "$tmp/said" ]; then
	echo "  OPEN    $(wc -l < "$work/open") places to look at, listed in $work/open"
	exit 1
fi
