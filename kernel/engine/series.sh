#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# series.sh [BASE] - make the series for a base, or for the tree $KERNEL
#
# Environment: KERNEL  a kernel tree to use instead (read-only); BASE is then the
#                      one that kernel/engine/nearest.sh says, if it isn't given
#              VERSION a version of BASE that Debian's archive has, as 6.12.95
#              CONTINUE=1  first takes what was mended by hand since the last run,
#                      see kernel/engine/mended.sh; BRANCH: in that branch of KERNEL
#              J       processes, default: all processors
#              OUT     where to write the patches, default patches/BASE
#              V=1     print the commands of the steps
#              FORMAT=tsv  the table of subsystems tab-separated
#              AUTHOR_NAME, AUTHOR_EMAIL  see kernel/identity
# Writes patches/BASE when, and only when, everything succeeded; with KERNEL or
# VERSION, or when places are open, the patches are left in the work directory below
# build/ (kernel/engine/work.sh).  What is open is listed there in "open", in the cover
# letter and on stderr, a line a place.
# Exit: 0 made or up to date, 1 with a line that says what is wrong and what to do,
# or with the list of what is open.
set -eu
export LC_ALL=C TZ=UTC GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
# looking at a tree writes nothing there
export GIT_OPTIONAL_LOCKS=0
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/kernel/engine/spatch-path.sh"
base=${1:-}
version=${VERSION:-}
jobs=${J:-$(nproc)}

die() { echo "series: $*" >&2; exit 1; }
say() { echo "  $*"; }

for tool in git spatch flock xz; do
	command -v "$tool" > /dev/null ||
		die "$tool is missing: run 'make install-tools' as root"
done
[ -z "$version" ] || [ -z "${KERNEL:-}" ] || die "either KERNEL= or VERSION=, not both"
if [ -n "${KERNEL:-}" ]; then
	[ -d "$KERNEL" ] || die "KERNEL=$KERNEL: no such directory"
	KERNEL=$(cd "$KERNEL" && pwd)
	[ -f "$KERNEL/Makefile" ] && [ -f "$KERNEL/include/linux/mm_types.h" ] ||
		die "KERNEL=$KERNEL: not a kernel tree (no include/linux/mm_types.h)"
	grep -q 'vm_flags_t;' "$KERNEL/include/linux/mm_types.h" ||
		die "KERNEL=$KERNEL: its mm_types.h has no vm_flags_t: too old for this series"
	# also when BASE is given: it has to be of that kind
	nearest=$("$top/kernel/engine/nearest.sh" "$KERNEL" 2>&1) || die "$nearest"
	: "${base:=$nearest}"
elif [ -n "$version" ] && [ -z "$base" ]; then
	base=$("$top/kernel/engine/nearest.sh" "$version" 2>&1) || die "$base"
fi
[ -n "$base" ] || die "which base? there is $(cd "$top/kernel/bases" && echo *)"
work=$("$top/kernel/engine/work.sh" "$base" 2>&1) || die "$work"
. "$top/kernel/bases/$base"
if [ -n "${KERNEL:-}" ]; then
	kind=$(. "$top/kernel/bases/$nearest"; echo "$VMA_FLAGS")
	[ "$kind" = "$VMA_FLAGS" ] ||
		die "KERNEL=$KERNEL: its vma flags are a $kind, and those of BASE=$base are a $VMA_FLAGS: BASE=$nearest"
fi
. "$top/kernel/identity"
[ "$signed" != half ] || die "AUTHOR_NAME and AUTHOR_EMAIL: give both, or neither"
# trailers TOOLS: what Documentation/process/coding-assistants.rst of today's kernel asks
# for, and the sign-off of who sends it
trailers() {
	echo "Assisted-by: LLM${1:+ $1}"
	[ -z "$signed" ] || echo "Signed-off-by: $AUTHOR_NAME <$AUTHOR_EMAIL>"
}
export GIT_AUTHOR_NAME="$AUTHOR_NAME" GIT_AUTHOR_EMAIL="$AUTHOR_EMAIL"
export GIT_COMMITTER_NAME="$AUTHOR_NAME" GIT_COMMITTER_EMAIL="$AUTHOR_EMAIL"
export GIT_AUTHOR_DATE="$DATE" GIT_COMMITTER_DATE="$DATE"
if [ -n "${KERNEL:-}" ]; then again="make series KERNEL=$KERNEL"
elif [ -n "$version" ]; then again="make series VERSION=$version"
else again="make series BASE=$base"
fi

# The source, and where its work happens ------------------------------------

if [ -n "${KERNEL:-}" ]; then
	rev=HEAD
	if [ -e "$KERNEL/.git" ]; then
		[ -z "$(git -C "$KERNEL" status --porcelain -uno)" ] ||
			die "KERNEL=$KERNEL: has uncommitted changes: commit or stash them"
		on=$(git -C "$KERNEL" symbolic-ref -q --short HEAD || :)
		from=$(git -C "$KERNEL" config "branch.$on.vmFlagsFrom" || :)
		if [ -n "$from" ]; then
			[ -n "${CONTINUE:-}" ] ||
				die "KERNEL=$KERNEL: is on the branch $on, which 'make apply' made: git checkout $from, or CONTINUE=1 to take what you mended there"
			rev=$from
		fi
		id=$(git -C "$KERNEL" rev-parse "$rev^{commit}")
	else
		id=$(cd "$KERNEL" && find . -type f -printf '%p %s %T@\n' | sort | sha256sum)
	fi
	out=$work/patches
else
	tarball=$("$top/kernel/engine/fetch.sh" "$base") || exit 1
	id="$(basename "$tarball") $(stat -L -c '%s %Y' "$tarball")"
	out=${OUT:-$top/patches/$base}
	[ -z "$version" ] || out=${OUT:-$work/patches}
fi
for d in "$work" "$(dirname "$out")"; do
	mkdir -p "$d" 2> /dev/null && [ -w "$d" ] || die "can't write to $d"
done
exec 9>> "$work/lock"
# The lock says who has it.  What is left of a run that was killed ends by itself.
until flock -w 1 9; do
	pid=$(cat "$work/lock")
	! flock -s -n 9 && [ -n "$pid" ] && ! kill -0 "$pid" 2> /dev/null ||
		die "another run works in $work: wait for it to end"
done

# What tools say is held back to the end: on a full disk each has its own words for
# that, and one line will do.  The file has room for them already.
exec 5>&2
full() { grep -aq 'No space left on device' "$work/said" || ! head -c 100000 /dev/zero > "$work/said.more"; }
ends() { # exit status; "over": it has said itself what it is for
	exec 2>&5
	[ -z "${over:-}" ] || set -- 0
	# under the line that moves
	[ "$1" = 0 ] || [ ! -t 2 ] || echo >&2
	if [ "$1" != 0 ] && full 2> /dev/null; then
		rm -f "$work/said.more"
		echo "series: the disk is full: make room and run it again ($(grep -am 1 'No space left on device' "$work/said" || df -h "$work" | tail -n 1))" >&2
	elif [ "$1" != 0 ] && ! tr -d '\000' < "$work/said" | grep -qvx 'Terminated\|Killed'; then
		echo "series: a process of it ended with $1 and said nothing: run it again, with V=1 if that goes on" >&2
	else
		tr -d '\000' < "$work/said" >&2
	fi
	rm -f "$work/said" "$work/said.more"
}
: > "$work/said"
trap 'ends $?' EXIT
{ head -c 65536 /dev/zero > "$work/said"; } 2> /dev/null || exit 1
exec 2<> "$work/said"
echo $$ > "$work/lock"

# The series that is here, when it is whole.  Nothing of a run that didn't come to
# its end is taken over: no lock of git, no branch, no list.
whole=$work/whole
for d in "$out" "$work/patches" "$work/mended"; do
	old=$(dirname "$d")/.${d##*/}
	[ -e "$d" ] || [ ! -e "$old.old" ] || mv "$old.old" "$d"
	rm -rf "$old.old" "$old.new"
done
# in_place NEW DIR: puts it there
in_place() {
	d=$(dirname "$2")/.${2##*/}
	rm -rf "$d.new" "$d.old"
	cp -R "$1" "$d.new"	# it may be another disk
	trap '' INT TERM HUP
	[ ! -e "$2" ] || mv "$2" "$d.old"
	mv "$d.new" "$2"
	trap - INT TERM HUP
	rm -rf "$1" "$d.old"
}
if [ -n "${CONTINUE:-}" ]; then . "$top/kernel/engine/mended.sh"; fi
. "$top/kernel/engine/carriers.sh"

# Nothing to do? -------------------------------------------------------------

# what make bench measured, on this series or on an earlier one
cost=$top/patches/$base/cost
[ -z "${KERNEL:-}$version" ] && [ -f "$cost" ] || cost=''
inputs() {
	echo "$id $out $AUTHOR_NAME $AUTHOR_EMAIL"
	spatch --version | head -n 1
	git --version
	[ -z "$cost" ] || cat "$cost"
	find "$work/mended" -type f -exec sha256sum {} + 2> /dev/null | sort
	# shellcheck disable=SC2046 # words
	(cd "$top" && find cocci/*.cocci cocci/macros.h kernel sparse-checks/*.sh sparse-checks/*.awk sparse-checks/accepted $(awk '$1 == "add" { print $3 }' kernel/topics/*) -type f | sort | xargs -d '\n' sha256sum)
}
# what is incomplete never gets to patches/
made() { if [ -s "$work/open" ]; then echo "$work/patches"; else echo "$out"; fi; }
outputs() { (cd "$(made)" && find . -type f | sort | xargs -d '\n' sha256sum) 2> /dev/null; }
key=$(inputs | sha256sum)
stamp=$work/stamp-$(echo "$out" | sha256sum | cut -c1-8)
# What is to be done by hand, after all that could be done without.
tell_open() {
	[ -s "$work/open" ] || return 0
	awk -f "$top/kernel/engine/open.awk" -v who=series "$work/open" >&5
	echo "  OPEN    $(wc -l < "$work/open") places, listed in $work/open"
	echo "  NEXT    mend them in $work/linux, git commit, then: $again CONTINUE=1"
	return 1
}

show_table() {
	if [ "${FORMAT:-}" = tsv ]; then
		awk -v OFS='\t' '{ s = $0; sub(/ +[^ ]+ +[^ ]+ +[^ ]+$/, "", s); print s, $(NF-2), $(NF-1), $NF }
			/^total/ { exit }' "$work/table"
	else
		cat "$work/table"
	fi
}

was_whole=
[ "$(cat "$whole" 2> /dev/null)" != "$id" ] || [ ! -d "$work/linux/.git" ] || was_whole=1
if [ -n "$was_whole" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$key $(outputs | sha256sum)" ]; then
	over=1
	show_table
	echo "series: $(made) is up to date"
	carriers_publish
	tell_open || exit 1
	exit 0
fi
start=$(date +%s)

# The tree -------------------------------------------------------------------

tree=$work/linux
# What somebody mended there is not ours to throw away, until it is taken.
if [ -z "${taken:-}" ] && made_before=$(git -C "$tree" rev-parse -q --verify refs/made 2> /dev/null); then
	[ "$(git -C "$tree" rev-parse HEAD)" = "$made_before" ] && [ -z "$(git -C "$tree" status --porcelain -uno)" ] ||
		die "there is work in $tree that is in no series: CONTINUE=1 takes it, 'git -C $tree checkout -f -B series refs/made' drops it"
fi
rm -f "$whole" "$work"/stamp-*

# The objects of the base: they are only read from now on.
if [ -n "${KERNEL:-}" ] && [ -e "$KERNEL/.git" ]; then
	objects=$(cd "$KERNEL" && realpath "$(git rev-parse --git-path objects)")
	shallow=$(cd "$KERNEL" && realpath "$(git rev-parse --git-path shallow)")
else
	objects=$work/base.git/objects shallow=
fi
# A new git directory for a tree.  An index of it when it was checked out tells what
# has been written to since, and so what is to be checked out again.
git_anew() { # directory
	rm -rf "$1/.git"
	git init -q "$1"
	git -C "$1" config gc.auto 0
	echo "$objects" > "$1/.git/objects/info/alternates"
	[ ! -f "$shallow" ] || cp "$shallow" "$1/.git/shallow"
	git -C "$1" update-ref refs/tags/base "$(cat "$work/base.commit")"
	[ ! -f "$work/base.index" ] || cp "$work/base.index" "$1/.git/index"
}
if [ "$(cat "$work/tree-id" 2> /dev/null)" != "$id" ] || [ ! -f "$work/base.index" ] || [ ! -d "$tree" ]; then
	rm -rf "$work/tree-id" "$work/base.index" "$work/base.git" "$tree" "$work/new"
	mkdir "$work/new"
	if [ -n "${KERNEL:-}" ] && [ -e "$KERNEL/.git" ]; then
		say "CLONE   $KERNEL"
		echo "$id" > "$work/base.commit"
		git_anew "$work/new"
		git -C "$work/new" checkout -q -f -B series base
		cp "$work/new/.git/index" "$work/base.index"
	else
		if [ -n "${KERNEL:-}" ]; then
			say "COPY    $KERNEL"
			cp -a "$KERNEL/." "$work/new"
		else
			say "UNPACK  $tarball"
			tar -xf "$tarball" -C "$work/new" --strip-components=1
		fi
		say "GIT     import"
		git -C "$work/new" init -q
		git -C "$work/new" config gc.auto 0
		# Debian's .gitignore ends in /*
		git -C "$work/new" add -f -A
		git -C "$work/new" commit -q -m "$base base"
		git -C "$work/new" rev-parse HEAD > "$work/base.commit"
		mv "$work/new/.git" "$work/base.git"
		cp "$work/base.git/index" "$work/base.index"
		git_anew "$work/new"
	fi
	mv "$work/new" "$tree"
	echo "$id" > "$work/tree-id"
elif [ -z "$was_whole" ]; then
	git_anew "$tree"
fi
cd "$tree"
v=$(git show base:Makefile | sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p; s/^SUBLEVEL = /./p' | tr -d '\n')
case $v. in
"$RELEASE".*) ;;
*)	[ -n "${KERNEL:-}" ] || die "$tarball is Linux $v, and kernel/bases/$base says $RELEASE: mend that" ;;
esac
git for-each-ref --format='delete %(refname)' refs/steps refs/topics refs/heads/topic refs/made | git update-ref --stdin
git checkout -q -f -B series base
# ignored ones as well: all that is of the base is tracked
git clean -q -f -d -x

# Steps ----------------------------------------------------------------------

tmp=$work/tmp
rm -rf "$tmp"
mkdir "$tmp"
. "$top/kernel/engine/flow.sh"
. "$top/kernel/engine/by-hand.sh"
# A tree that is older than the first base of its kind, as 7.2 is, gets what that base gets.
for_version=$v
[ "${VMA_FLAGS:-}" != bitmap ] || ! later "$RELEASE" "$v" || for_version=$RELEASE
: > "$tmp/open"
: > "$tmp/made"
rm -rf "$work/left" "$work/open"
absent_names "$(git rev-parse 'base^{tree}')"

# open_place FILE:LINE WHAT WHY: what a script found and can't do
open_place() { printf '%s\t-\t%s\t%s\t\n' "$1" "$2" "$3" >> "$tmp/open"; }

# in_base FILE LINE: the line of the tree without the series, if it was there
in_base() {
	was=$(git blame -s -n -L "$2,$2" base.. -- "$1" 2> /dev/null | sed -n 's/^\^[0-9a-f]* *\([0-9]*\) *[0-9]*).*/\1/p')
	echo "$1:${was:-$2}"
}

# open_found: "FILE:LINE:why" on stdin, lines of the tree as it is now
open_found() {
	while IFS=: read -r f n why; do
		case $why in " names "*) what="the series" ;; *) what="vma flags" ;; esac
		open_place "$(in_base "$f" "$n")" "$what" "${why# }"
	done
}

# Where the flow ends at a place that flags share with something else, or that user
# space, assembly or another type has; and code with flags that can't be read.
open_walls() {
	{
		awk -F '\t' '$1 == "stop" && $3 != "" { print $3 ":" $4 }' "$tmp/list"
		awk -F '\t' '$1 == "unread" { print $3 ":Coccinelle can\047t read this code, which mentions vma flags" }' "$tmp/list"
		unknown
	} | sort -t : -k 1,1 -k 2,2n -u | "$top/sparse-checks/accepted.sh" "$tmp/accepted" > "$tmp/walls"
	open_found < "$tmp/walls"
}

run_retype() {
	flow_all
	carriers_found
	open_walls
	awk -F '\t' '$1 == "int" || $1 == "long" || $1 == "cast" { sub(/:.*/, "", $3); print $3 }' "$tmp/list" |
		sort -u > "$tmp/files"
	# One declarator of several a run.
	for run in 1 2 3 4 5 6 7 8 9; do
		VM_FLAGS_FACTS=$tmp/facts spatch_all "$top/cocci/retype.cocci" "$tmp/files" \
			-D patch --in-place > /dev/null
		VM_FLAGS_FACTS=$tmp/facts spatch_all "$top/cocci/retype.cocci" "$tmp/files" \
			-D report | sed -n '/: integer carries vm_flags$/p' > "$tmp/left"
		sed 's/:.*//' "$tmp/left" | sort -u > "$tmp/files"
		[ -s "$tmp/files" ] || return 0
	done
	# A shape that the script doesn't know: the rest goes on.
	sed -n 's/^\([^:]*:[0-9]*\):.*/\1/p' "$tmp/left" | sort -u | while read -r at; do
		open_place "$at" "should be a vm_flags_t" "a declaration that cocci/retype.cocci can't change"
	done
}

run_format() {
	awk -F '\t' '$1 == "print" { print $3 }' "$tmp/list" | sort -u > "$tmp/files"
	[ -s "$tmp/files" ] || return 0
	VM_FLAGS_LIST=$tmp/list spatch_all "$top/cocci/format.cocci" "$tmp/files" -D report |
		sed -n 's/^\([^:]*\):\([0-9]*\):[^:]*: \(.* can stand for several values\)$/\1:\2:\3/p' |
		sort -t : -k 1,1 -k 2,2n -u | "$top/sparse-checks/accepted.sh" "$tmp/accepted" > "$tmp/formats"
	open_found < "$tmp/formats"
	# One value of several a run.
	: > "$tmp/was"
	while
		VM_FLAGS_LIST=$tmp/list spatch_all "$top/cocci/format.cocci" "$tmp/files" -D patch --in-place > /dev/null
		git diff > "$tmp/now"
		! cmp -s "$tmp/now" "$tmp/was"
	do
		mv "$tmp/now" "$tmp/was"
		git diff --name-only > "$tmp/files"
	done
}

# Any other: once over the files that its "// Files:" line matches.
run_once() { # script
	pattern=$(sed -n 's|^// Files: ||p' "$top/cocci/$1.cocci")
	[ -n "$pattern" ] || die "cocci/$1.cocci has no line '// Files: REGEX' for grep -E"
	code_with -E "$pattern" > "$tmp/files"
	[ ! -s "$tmp/files" ] ||
		spatch_all "$top/cocci/$1.cocci" "$tmp/files" -D patch --in-place > /dev/null
}

# The subsystem that a path belongs to, as a prefix of its subject.
subsystem() {
	awk -F / '{
		s = $1
		if ($1 == "include") s = "mm"
		else if ($1 == "arch") s = $2 ~ /^(arm|mips)$/ ? toupper($2) : $2
		else if ($1 == "drivers" && $2 == "gpu") s = $3 "/" ($4 == "amd" ? $5 : $4)
		else if ($1 == "drivers" && $2 == "infiniband") s = "IB/" ($3 == "hw" ? $4 : $3)
		else if ($1 == "drivers" && $2 == "android") s = "binder"
		else if ($1 == "drivers" && NF > 3) s = $2 "/" $3
		else if ($1 == "kernel" && $2 == "events") s = "perf/core"
		else if ($1 == "drivers") s = $2
		else if ($1 ~ /^(fs|kernel|security|sound|net|virt)$/ && NF > 2) s = $1 "/" $2
		sub(/\/[^\/]*\.[ch]$/, "", s)
		print s "\t" $0
	}'
}

# Which objects of what is staged hold a variable that was an int: a sentence, or
# nothing.  tests/checks/bisect.sh takes the log at its word.
wider() {
	git diff --cached -U0 | awk '
		function ints(l,    n) {
			n = gsub(/(^|[^a-z_0-9])(int|u32|__u32|uint32_t)[^a-z_0-9]/, " ", l)
			gsub(/unsigned[ \t]+(long|char|short)/, "", l)
			return n + (n == 0 ? gsub(/(^|[^a-z_0-9])unsigned[^a-z_0-9]/, "", l) : 0)
		}
		/^\+\+\+ / { f = substr($2, 3) }
		/^-[^-]/ { n[f] += ints($0) }
		/^\+[^+]/ { n[f] -= ints($0) }
		END { for (f in n) if (n[f] > 0 && sub(/\.c$/, ".o", f)) print f }' |
		sort | paste -sd , | sed -n 's/,/, /g; s/..*/Code changes in &, where an int gets wider./p' | fmt -w 72
}

# What is a line or two of a subsystem goes with others of its kind, unless the log has
# something to say to just that.
treewide() {
	own=" mm $(sed -n 's/^@\([a-z][^@]*\)@ .*/\1/p' "$top/kernel/logs/$1" | sort -u | paste -sd ' ') "
	git diff --numstat > "$tmp/numstat"
	awk -F '\t' -v OFS='\t' -v own="$own" '
		FILENAME ~ /numstat$/ { lines[$3] = $1; next }
		{ of[NR] = $1; file[NR] = $2; n[$1] += lines[$2] }
		END {
			for (s in n) if (n[s] <= 2 && !index(own, " " s " ")) few++
			for (i = 1; i <= NR; i++) if (i in file) {
				s = of[i]
				if (few >= 2 && n[s] <= 2 && !index(own, " " s " ")) s = "treewide"
				print s, file[i]
			}
		}' "$tmp/numstat" -
}

commit() { # script
	git diff --name-only | subsystem > "$tmp/paths"
	if [ ! -s "$tmp/paths" ]; then
		grep -q '^// Optional: ' "$top/cocci/$1.cocci" && return
		# A base has what the script is for.  Another tree may have nothing of it.
		[ -n "${KERNEL:-}" ] && [ -z "$(finds "$1")" ] ||
			die "cocci/$1.cocci changed nothing: is the tree converted already?"
		say "COCCI   $1: there is no such place in this tree"
		return
	fi
	treewide "$1" < "$tmp/paths" > "$tmp/paths.new"
	mv "$tmp/paths.new" "$tmp/paths"
	commit_paths "$1" "coccinelle sparse"
}

# A commit a subsystem, of $tmp/paths.
commit_paths() { # log, tools
	have=" $(for a in "$top"/kernel/arch/*; do (SRCARCH=''; . "$a"; echo "${SRCARCH:-$ARCH}=${a##*/}"); done |
		awk -F = '{ if (!($1 in a) || $1 == $2) a[$1] = $2 } END { for (i in a) print i "=" a[i] }' | sort | paste -sd ' ') "
	cut -f1 "$tmp/paths" | sort -u | while IFS= read -r s; do
		awk -F '\t' -v s="$s" '$1 == s { print $2 }' "$tmp/paths" > "$tmp/of"
		xargs -d '\n' git add -u -- < "$tmp/of"
		wider > "$tmp/wider"
		long=$(git diff --cached -U0 | grep '^+[^+]' | cut -c 2- | expand | awk 'length > 100 { print 1; exit }')
		{
			printf '%s: ' "$s"
			awk -f "$top/kernel/engine/log.awk" -v subsystem="$s" -v command="make series BASE=$base" \
				-v paths="$tmp/of" -v wider="$tmp/wider" -v long="$long" -v have="$have" "$top/kernel/logs/$1" ||
				die "kernel/engine/log.awk failed, see above"
			trailers "${2:-}"
		} > "$tmp/log"
		git commit -q -F "$tmp/log"
		say "COMMIT  $(git log -1 --format=%s)"
	done
}

# What comments and Documentation/ say of the type of what was retyped.
run_text() { # NAME, for kernel/engine/NAME.awk
	[ -f "$tmp/carriers" ] || die "kernel/topics/$topic: 'text $1' has to come after 'cocci retype'"
	text=$1
	# what the flags of a vma are called, and the names of functions and structs
	{
		printf "%s\n" vma_flags vm_prot_bits
		grep -vE '^(VM_.*|vm_flags_t|flags)$' "$tmp/words"
	} | sort -u > "$tmp/members"
	awk -F '\t' '$1 == "retyped" && $3 != "-" { print $3 }' "$tmp/carriers" | sort -u - "$tmp/members" > "$tmp/names"
	git ls-files -z -- '*.[chS]' Documentation ':!tools' ':!scripts' > "$tmp/texts"
	files_with -IwF -f "$tmp/names" < "$tmp/texts" > "$tmp/texts.with" || die "grep failed, see above"
	texts_say "$tmp/texts.with" > "$tmp/told"
	# the last of a line first
	awk -F '\t' '$1 == "mend"' "$tmp/told" | sort -t "$(printf '\t')" -u -k 2,2 -k 3,3n -k 4,4nr > "$tmp/mend"
	cut -f 2 "$tmp/mend" | sort -u | while read -r f; do
		awk -F '\t' -v f="$f" '$2 == f { printf "%ds/^\\(.\\{%d\\}\\).\\{%d\\}/\\1%s/\n", $3, $4, $5, $6 }' "$tmp/mend" > "$tmp/mend.sed"
		sed -i -f "$tmp/mend.sed" "$f"
	done
	awk -F '\t' '$1 == "list" { print $2 }' "$tmp/told" | sort -u > "$tmp/texts.open"
	say "TEXT    $text, $(wc -l < "$tmp/texts.with") files: $(grep -c 'vm_flags_t$' "$tmp/mend" || :) types mended, $(grep -c '^list' "$tmp/told" || :) looked at again at the end"
	git diff --name-only | subsystem > "$tmp/paths"
	[ ! -s "$tmp/paths" ] || commit_paths "$text"
}

texts_say() { # FILES
	sort "$1" | while read -r f; do
		[ ! -f "$f" ] || [ -L "$f" ] || echo "$f"
	done | xargs -r -d '\n' awk -f "$top/kernel/engine/$text.awk" -v carriers="$tmp/carriers" -v members="$tmp/members" ||
		die "kernel/engine/$text.awk failed, see above"
}

# What is not sure there, when all is done that could be.
open_texts() {
	[ -s "$tmp/texts.open" ] || return 0
	texts_say "$tmp/texts.open" > "$tmp/told"
	awk -F '\t' '$1 == "list" { print $2 ":" $3 ":" $4 }' "$tmp/told" | sort -t : -k 1,1 -k 2,2n -u |
		"$top/sparse-checks/accepted.sh" "$tmp/accepted" > "$tmp/told.open"
	open_found < "$tmp/told.open"
}

# What the script would report of the files that it was to change.
finds() { # script
	case $1 in
	retype) awk -F '\t' '$1 == "int" || $1 == "long"' "$tmp/list" ;;
	*)	[ ! -s "$tmp/files" ] ||
			VM_FLAGS_LIST=$tmp/list spatch_all "$top/cocci/$1.cocci" "$tmp/files" -D report ;;
	esac
}

# One step of a topic, by kind, name, from and to.
step() {
	first=$(git rev-parse HEAD)
	case $kind in
	patch)
		run_patches "$name" ;;
	cocci)
		spatch -D patch --parse-cocci "$top/cocci/$name.cocci" > "$tmp/parse" 2>&1 ||
			die "cocci/$name.cocci does not parse: $(grep -m1 -A1 'File' "$tmp/parse" | tr -d '\n')"
		case $name in
		retype|format) "run_$name" ;;
		*) run_once "$name" ;;
		esac
		commit "$name" ;;
	text)
		run_text "$name" ;;
	add)
		# shellcheck disable=SC2086 # words
		dir=$(echo ${to%/*})/${to##*/}	# the pattern's one match
		if [ ! -d "$(dirname "$dir")" ]; then
			say "ADD     $name: there is no $(dirname "$dir")"
			open_place "$(dirname "$dir"):1" "$(sed -n 1p "$top/kernel/logs/$name") (files of $from)" "there is no such directory"
			return
		fi
		mkdir "$dir" 2> /dev/null || die "$dir is in the tree already: is the series in it?"
		find "$top/$from" -maxdepth 1 -type f -exec cp {} "$dir" \;
		git add -f -- "$dir"
		{
			sed -e "1s|^selftests/mm:|selftests/$(basename "$(dirname "$dir")"):|" \
				-e "s|@COMMAND@|make series BASE=$base|" "$top/kernel/logs/$name"
			trailers
		} | git commit -q -F -
		say "ADD     $dir" ;;
	*)
		die "kernel/topics/$topic: '$kind $name': no such step" ;;
	esac
	git log --format="$kind $name %H $topic" "$first"..HEAD >> "$tmp/commits"
	git update-ref "refs/steps/$name" HEAD
}

: > "$tmp/commits"
: > "$tmp/topics"
grep -v '^#' "$top/kernel/recipe" > "$tmp/recipe"
[ -s "$tmp/recipe" ] || die "kernel/recipe names no topic"
for t in "$top/kernel/topics"/*; do
	grep -qxF -e "${t##*/}" "$tmp/recipe" || die "kernel/topics/${t##*/}: kernel/recipe does not name it: say there where it comes"
done
while read -r topic <&3; do
	t=$top/kernel/topics/$topic
	[ -f "$t" ] || die "kernel/recipe: there is no kernel/topics/$topic"
	within "$(field Since "$t")" "$(field Until "$t")" || continue
	flags=$(field Flags "$t")
	[ -z "$flags" ] || [ "$flags" = "$VMA_FLAGS" ] || continue
	for n in $(field Needs "$t"); do
		sed "/^$topic\$/,\$d" "$tmp/recipe" | grep -qxF -e "$n" || die "kernel/topics/$topic: needs $n, which kernel/recipe doesn't have before it"
	done
	before_topic=$(git rev-parse HEAD)
	sed '0,/^$/d; /^---$/,$d' "$t" | grep -v '^#' > "$tmp/steps" || die "kernel/topics/$topic has no steps behind an empty line"
	while read -r kind name rest <&4; do
		from='' to='' since='' until=''
		set -f	# one may be a pattern
		for word in $rest; do
			case $word in
			since=*) since=${word#*=} ;;
			until=*) until=${word#*=} ;;
			*) if [ -z "$from" ]; then from=$word; else to=$word; fi ;;
			esac
		done
		set +f
		if within "$since" "$until"; then step; fi
	done 4< "$tmp/steps"
	git update-ref "refs/topics/$topic" HEAD
	[ "$before_topic" = "$(git rev-parse HEAD)" ] || echo "$topic $before_topic $(git rev-parse HEAD)" >> "$tmp/topics"
done 3< "$tmp/recipe"
if [ -d "$work/mended/end" ]; then
	before_topic=$(git rev-parse HEAD)
	for p in "$work/mended/end"/*; do by_hand "$p" end; done
	printf -- "---\nby hand, on top of it all\n\nWhat belongs to none of the commits before.\n" > "$tmp/mended-cover"
	echo "mended $before_topic $(git rev-parse HEAD)" >> "$tmp/topics"
fi
open_texts

sort -u "$tmp/unread" 2> /dev/null > "$tmp/given-up" || :
while IFS='	' read -r f why; do
	open_place "$f:1" "was not read" "spatch gave up on it: $why"
done < "$tmp/given-up"

# What only text says, of what is now in the tree: seconds, and a line each.
: > "$tmp/quick"
# what it looks for are flags in one word
[ "$VMA_FLAGS" != word ] || "$top/sparse-checks/audit.sh" "$base" --quick > "$tmp/quick" || [ $? = 1 ] ||
	die "sparse-checks/audit.sh --quick failed, see above"
open_found < "$tmp/quick"
carriers_page

# The table: what each subsystem got, and from where -------------------------

{
	printf '%-28s %6s %13s %6s\n' subsystem files declarations lines
	tac "$tmp/commits" | while read -r kind name c _; do
		[ "$kind $name" = "cocci retype" ] || continue
		d=$(git show --format= -U0 "$c" | grep -c '^+.*\bvm_flags_t\b') || :
		# shellcheck disable=SC2046 # words
		set -- $(git show --format= --numstat "$c" | awk '{ f++; l += $1 } END { print f, l }')
		printf '%-28s %6d %13d %6d\n' "$(git log -1 --format=%s "$c" | sed 's/: use.*//')" "$1" "$d" "$2"
	done
} > "$tmp/table"
# Lines that differ from the ones before in nothing but the type.
count() { # commit
	git show --format= -U0 "$1" -- '*.[chS]' | awk '
		function bare(l) {
			l = substr(l, 2)
			gsub(/vm_flags_t|(unsigned )?(long|int)/, "T", l)
			gsub(/[ \t]+/, " ", l)
			return l
		}
		/^-/ && /long|int/ { old[bare($0)] = 1 }
		/^\+/ && /vm_flags_t/ { if (bare($0) in old) n++ }
		/^@@/ { delete old }
		END { print n + 0 }'
}
auto=$(awk 'NR > 1 { d += $(NF-1) } END { print d + 0 }' "$tmp/table")
hand=0
: > "$tmp/by-hand"
for c in $(awk '$1 == "patch" { print $3 }' "$tmp/commits"); do
	k=$(count "$c")
	[ "$k" = 0 ] || git log -1 --format="  $k: %s" "$c" >> "$tmp/by-hand"
	hand=$((hand + k))
done
{
	awk 'NR > 1 { f += $(NF-2); d += $(NF-1); l += $NF } END { printf "%-28s %6d %13d %6d\n", "total", f, d, l }' "$tmp/table"
	[ $((auto + hand)) = 0 ] ||
		echo "declarations retyped: $auto by cocci/, $hand by hand: $((auto * 100 / (auto + hand))) % generated"
	echo "by hand, for the reason that the log of the commit gives:"
	cat "$tmp/by-hand"
	if [ -s "$tmp/open" ]; then
		echo "open, to be done by hand: $(wc -l < "$tmp/open") places, which are none of these"
	fi
} > "$tmp/sum"
cat "$tmp/sum" >> "$tmp/table"

# Patches --------------------------------------------------------------------

new=$work/patches.new
rm -rf "$new"
mkdir "$new"
if [ "$(git rev-parse HEAD)" = "$(git rev-parse base)" ]; then
	mv "$tmp/open" "$work/open"
	tell_open || :
	die "there is nothing else to do in this tree: no patches"
fi
# Whom to tell: of each patch, and of the topic who gets a quarter of its patches.
maintainers() { # DIR: DIR/NAME.to for each patch of it, To or Cc before each address
	sed "s|^|$1/|" "$1/series" | xargs -d '\n' -n 1 -P "$jobs" sh -c '
		for how in "To --m --no-r --no-l" "Cc --no-m --r --l"; do
			perl scripts/get_maintainer.pl --no-git --no-git-fallback --no-rolestats --no-moderated \
				${how#* } "$1" 2> /dev/null | sed "s/^/${how%% *} /"
		done | sort -u > "$1.to"' sh
	cat "$1"/*.to | sort | uniq -c | awk -v of="$(wc -l < "$1/series")" '
		$1 * 4 >= of { sub(/^ *[0-9]* /, ""); print }' > "$1/to"
	# vma flags are of mm, whichever files a topic is about
	{
		perl scripts/get_maintainer.pl --no-git --no-git-fallback --no-rolestats --no-moderated \
			--m --no-r --no-l --no-keywords -f mm/memory.c 2> /dev/null | sed 's/^/To /'
		perl scripts/get_maintainer.pl --no-git --no-git-fallback --no-rolestats --no-moderated \
			--no-m --no-r --l --no-keywords -f mm/memory.c 2> /dev/null | sed 's/^/Cc /'
	} | sort -u - "$1/to" -o "$1/to"
}
# header NAME FILE: the addresses of FILE as a header, as git send-email and b4 take it
header() {
	awk -v which="$1" '
		/^To / { to[substr($0, 4)] }
		{ how[NR] = $1; who[NR] = substr($0, 4) }
		END {
			for (i = 1; i <= NR; i++) if (how[i] == which && (which == "To" || !(who[i] in to)))
				printf "%s %s", n++ ? ",\n   " : which ":", who[i]
			if (n) print ""
		}' "$2"
}
# with_headers PATCH FILE: PATCH with what is in FILE as headers
with_headers() {
	awk -v to="$2" '
		!done && /^$/ { while ((getline line < to) > 0) print line; done = 1 }
		{ print }' "$1" > "$1.new"
	mv "$1.new" "$1"
}

# What stands below the diffstat of the cover letter.
below() { # TOPIC
	if [ "$1" = "$(awk '$1 == "cocci" && $2 == "retype" { print $4; exit }' "$tmp/commits")" ]; then
		echo
		cat "$tmp/table"
	fi
	[ -n "$cost" ] && [ "$1" != mended ] && [ "$(field Cost "$top/kernel/topics/$1")" = yes ] || return 0
	echo
	if grep -q "tree $(git rev-parse 'HEAD^{tree}')" "$cost"; then
		echo "What it costs: instructions per call under QEMU -icount, and bytes; by make"
	else
		echo "What an earlier version of this series cost: instructions per call under QEMU"
		echo "-icount, on tree $(sed -n 's/.*tree \([0-9a-f]\{12\}\).*/\1/p' "$cost" | head -n 1); by make"
	fi
	echo "bench.  Behind a ? repeats differ by more than 0.1 %."
	echo
	grep -v '^#' "$cost"
}

while read -r topic from to <&3; do
	dir=$new/$topic
	about=$top/kernel/topics/$topic
	[ "$topic" != mended ] || about=$tmp/mended-cover
	{
		# a line "@STEP@ ..." is for series in which that step did something, "@word@ ..."
		# and "@bitmap@ ..." for bases of that kind, "@6.12@ ..." for that base
		grep -q '^---$' "$about" || echo "$topic"
		sed '1,/^---$/d' "$about" | awk -v flags="$VMA_FLAGS" -v release="$RELEASE" '
			BEGIN { done[flags] = done[release] = 1 }
			NR == FNR { done[$2] = 1; next }
			match($0, /^@[a-z0-9._-]+@/) {
				if (!(substr($0, 2, RLENGTH - 2) in done)) next
				$0 = substr($0, RLENGTH + 1)
				sub(/^ /, "")
			}
			# a paragraph that is for others leaves no gap
			/^$/ && blank++ { next }
			/./ { blank = 0 }
			{ print }' "$tmp/commits" -
		# of those that this series has
		needs=$(field Needs "$about" | tr ' ' '\n' | while read -r t; do sed -n "s/^\($t\) .*/\1/p" "$tmp/topics"; done | paste -sd , | sed 's/,/, /g')
		[ -z "$needs" ] || printf '\nIt is applied on top of: %s.\n' "$needs"
		if [ -s "$tmp/open" ]; then
			echo
			echo "INCOMPLETE: $(wc -l < "$tmp/open") places of this tree are still to be done by hand."
			echo
			awk -f "$top/kernel/engine/open.awk" "$tmp/open"
		fi
	} > "$tmp/description"
	prefix=$(field Prefix "$about")
	git branch -q -f "topic/$topic" "$to"
	git config "branch.topic/$topic.description" "$(cat "$tmp/description")"
	git -c core.abbrev=12 format-patch -q --cover-letter --cover-from-description=auto \
		--zero-commit --no-signature --subject-prefix="${prefix:-PATCH}" -o "$dir" "$from..topic/$topic"
	(cd "$dir" && ls [0-9]*.patch | grep -v '^0*-cover-letter' > series)
	cover=$(echo "$dir"/0*-cover-letter.patch)
	# A person reads it in a minute: what is long goes below the diffstat.
	awk '
		{ line[NR] = $0 }
		body == 0 && /^$/ { body = NR }
		/^[^ ].* \([0-9]+\):$/ && list == 0 { list = NR }
		/^ .* \| +([0-9]+ [-+]*|Bin.*)$/ && stat == 0 { stat = NR }
		END {
			move = list && stat - body - 1 > 40
			for (i = 1; i <= NR; i++) if (!move || i < list || i >= stat) print line[i]
			for (i = list; move && i < stat; i++) print line[i]
		}' "$cover" > "$tmp/cover"
	below "$topic" >> "$tmp/cover"
	mv "$tmp/cover" "$dir/0000-cover-letter.patch"
	if [ -f scripts/get_maintainer.pl ]; then
		maintainers "$dir"
		while read -r p; do
			sort "$dir/$p.to" | grep -vxF -f "$dir/to" > "$tmp/to" || :
			{ header To "$tmp/to"; header Cc "$tmp/to"; } > "$tmp/headers"
			with_headers "$dir/$p" "$tmp/headers"
		done < "$dir/series"
		{ header To "$dir/to"; header Cc "$dir/to"; } > "$tmp/headers"
		with_headers "$dir/0000-cover-letter.patch" "$tmp/headers"
		rm -f "$dir"/*.to "$dir/to"
	fi
	sed "s|^|$topic/|" "$dir/series" >> "$new/series"
	sed -i '1i # SPDX-License-Identifier: GPL-2.0-only' "$dir/series"
done 3< "$tmp/topics"
# What it was made from, for whoever has to compare: the tree, not its date.
{
	echo "# SPDX-License-Identifier: GPL-2.0-only"
	echo "tree $(git rev-parse 'base^{tree}') $v"
	echo "gives $(git rev-parse 'series^{tree}')"
	echo "topics $(cut -d " " -f 1 "$tmp/topics" | paste -sd " ")"
	spatch --version | sed -n '1s/^/coccinelle /p'
} > "$new/made-from"
sed -i '1i # SPDX-License-Identifier: GPL-2.0-only' "$new/series"
[ -z "$cost" ] || cp "$cost" "$new/cost"

say "VERIFY  git am on the bare base"
want=$(git rev-parse 'series^{tree}')
git checkout -q -f -B verify base
grep -v '^#' "$new/series" | sed "s|^|$new/|" | xargs -d '\n' git am -q 9>&- ||
	{ git am --abort; die "the series does not apply to its own base"; }
[ "$(git rev-parse 'HEAD^{tree}')" = "$want" ] ||
	die "the written patches give another tree than the one they were made from"
git checkout -q -f series

! grep -aq 'No space left on device' "$work/said" || exit 1
mv "$tmp/open" "$work/open"
mv "$tmp/made" "$work/made"
if [ -f "$tmp/carriers.html" ]; then mv "$tmp/carriers.html" "$work"; else rm -f "$work/carriers.html"; fi
mv "$tmp/table" "$work/table"
git update-ref refs/made series
out_now=$(made)
in_place "$new" "$out_now"
echo "$id" > "$tmp/whole"
mv "$tmp/whole" "$whole"
echo "$key $(outputs | sha256sum)" > "$stamp"
carriers_publish
over=1
show_table
echo "series: $(grep -vc '^#' "$out_now/series") patches in $out_now, $(($(date +%s) - start)) s"
tell_open || exit 1
[ -n "${OUT:-}" ] || say "NEXT    make sparse and make audit look for what none of this can see"
