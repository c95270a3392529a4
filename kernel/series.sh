#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# series.sh BASE - make the series for a base, or for the tree $KERNEL
#
# Environment: KERNEL  a kernel tree to use instead (read-only)
#              J       processes, default: all processors
#              OUT     where to write the patches, default patches/BASE
#              V=1     print the commands of the steps
#              FORMAT=tsv  the table of subsystems tab-separated
#              AUTHOR_NAME, AUTHOR_EMAIL  see kernel/identity
# Writes patches/BASE (build/tree-*/patches for KERNEL) when, and only when,
# everything succeeded.  Exit: 0 made or up to date, 1 with a line that says
# what is wrong and what to do.
set -eu
export LC_ALL=C TZ=UTC GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

top=$(cd "$(dirname "$0")/.." && pwd)
base=${1:?usage: series.sh BASE}
jobs=${J:-$(nproc)}

die() { echo "series: $*" >&2; exit 1; }
say() { echo "  $*"; }

for tool in git spatch parallel flock xz; do
	command -v "$tool" > /dev/null ||
		die "$tool is missing: run 'make install-tools' as root"
done
work=$("$top/kernel/work.sh" "$base" 2>&1) || die "$work"
. "$top/kernel/bases/$base"
. "$top/kernel/identity"
export GIT_AUTHOR_NAME="$AUTHOR_NAME" GIT_AUTHOR_EMAIL="$AUTHOR_EMAIL"
export GIT_COMMITTER_NAME="$AUTHOR_NAME" GIT_COMMITTER_EMAIL="$AUTHOR_EMAIL"
export GIT_AUTHOR_DATE="$DATE" GIT_COMMITTER_DATE="$DATE"

# The source, and where its work happens ------------------------------------

if [ -n "${KERNEL:-}" ]; then
	KERNEL=$(cd "$KERNEL" && pwd)
	[ -f "$KERNEL/Makefile" ] && [ -f "$KERNEL/include/linux/mm_types.h" ] ||
		die "KERNEL=$KERNEL: not a kernel tree (no include/linux/mm_types.h)"
	grep -q 'vm_flags_t;' "$KERNEL/include/linux/mm_types.h" ||
		die "KERNEL=$KERNEL: its mm_types.h has no vm_flags_t: too old for this series"
	if [ -e "$KERNEL/.git" ]; then
		[ -z "$(git -C "$KERNEL" status --porcelain -uno)" ] ||
			die "KERNEL=$KERNEL: has uncommitted changes: commit or stash them"
		id=$(git -C "$KERNEL" rev-parse HEAD)
	else
		id=$(cd "$KERNEL" && find . -type f -printf '%p %s %T@\n' | sort | sha256sum)
	fi
	out=$work/patches
else
	[ -f "$TARBALL" ] || die "$TARBALL is missing: run 'make install-tools' as root (or apt-get install $PACKAGE)"
	id=$(stat -L -c '%s %Y' "$TARBALL")
	out=${OUT:-$top/patches/$base}
fi
for d in "$work" "$(dirname "$out")"; do
	mkdir -p "$d" 2> /dev/null && [ -w "$d" ] || die "can't write to $d"
done
exec 9> "$work/lock"
# A run that was killed leaves processes, which end soon.
flock -w 10 9 || die "another run works in $work: wait for it to end"

# Nothing to do? -------------------------------------------------------------

# what make bench measured, on this series or on an earlier one
cost=$top/patches/$base/cost
[ -z "${KERNEL:-}" ] && [ -f "$cost" ] || cost=''
inputs() {
	echo "$id $out $AUTHOR_NAME $AUTHOR_EMAIL"
	spatch --version | head -n 1
	git --version
	[ -z "$cost" ] || cat "$cost"
	(cd "$top" && find cocci/*.cocci kernel $(awk '$1 == "add" { print $3 }' kernel/recipe) -type f | sort | xargs -d '\n' sha256sum)
}
outputs() { (cd "$out" && find . -type f | sort | xargs -d '\n' sha256sum) 2> /dev/null; }
key=$(inputs | sha256sum)
stamp=$work/stamp-$(echo "$out" | sha256sum | cut -c1-8)
# What no script could do in a user's tree: after all that could be done.
tell_left() {
	[ -s "$work/left/list" ] || return 0
	while read -r line; do
		echo "series: $line: by hand (what is left of a patch: $work/left)" >&2
	done < "$work/left/list"
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

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$key $(outputs | sha256sum)" ]; then
	show_table
	echo "series: $out is up to date"
	tell_left || exit 1
	exit 0
fi
rm -f "$stamp"
start=$(date +%s)

# The tree -------------------------------------------------------------------

tree=$work/linux
if [ "$(cat "$work/tree-id" 2> /dev/null)" != "$id" ]; then
	rm -rf "$tree" "$work/new" "$work/tree-id"
	mkdir "$work/new"
	if [ -n "${KERNEL:-}" ] && [ -e "$KERNEL/.git" ]; then
		say "CLONE   $KERNEL"
		git -c advice.detachedHead=false clone -q --no-tags --shared "$KERNEL" "$work/new"
		git -C "$work/new" tag base
	else
		if [ -n "${KERNEL:-}" ]; then
			say "COPY    $KERNEL"
			cp -a "$KERNEL/." "$work/new"
		else
			say "UNPACK  $TARBALL"
			tar -xf "$TARBALL" -C "$work/new" --strip-components=1
		fi
		say "GIT     import"
		git -C "$work/new" init -q
		git -C "$work/new" config gc.auto 0
		# Debian's .gitignore ends in /*
		git -C "$work/new" add -f -A
		git -C "$work/new" commit -q -m "$base base"
		git -C "$work/new" tag base
	fi
	mv "$work/new" "$tree"
	echo "$id" > "$work/tree-id"
fi
cd "$tree"
v=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p' Makefile | tr -d '\n')
[ "$v" = "$VERSION" ] || [ -n "${KERNEL:-}" ] ||
	die "$TARBALL is Linux $v, and kernel/bases/$base says $VERSION: mend that"
git config gc.auto 0		# in the background it would hold the lock
rm -rf .git/index.lock .git/rebase-apply
git checkout -q -f -B series base
git clean -q -f -d

# Steps ----------------------------------------------------------------------

tmp=$work/tmp
rm -rf "$tmp"
mkdir "$tmp"
. "$top/kernel/flow.sh"

run_retype() {
	flow_all
	awk -F '\t' '$1 == "int" || $1 == "long" { sub(/:.*/, "", $3); print $3 }' "$tmp/list" |
		sort -u > "$tmp/files"
	# One declarator of several a run.
	for run in 1 2 3 4 5; do
		VM_FLAGS_FACTS=$tmp/facts spatch_all "$top/cocci/retype.cocci" "$tmp/files" \
			-D patch --in-place > /dev/null
		VM_FLAGS_FACTS=$tmp/facts spatch_all "$top/cocci/retype.cocci" "$tmp/files" \
			-D report > "$tmp/left"
		sed 's/:.*//' "$tmp/left" | sort -u > "$tmp/files"
		[ -s "$tmp/files" ] || return 0
	done
	# A shape that the script doesn't know: in a user's tree the rest goes on.
	[ -n "${KERNEL:-}" ] ||
		die "cocci/retype.cocci left $(wc -l < "$tmp/left") carriers as they were, the first: $(head -n 1 "$tmp/left")"
	sed -n 's/^\([^:]*:[0-9]*\):.*/cocci\/retype.cocci: \1 should be a vm_flags_t/p' "$tmp/left" >> "$tmp/undone"
}

run_format() {
	awk -F '\t' '$1 == "print" { print $3 }' "$tmp/list" | sort -u > "$tmp/files"
	[ -s "$tmp/files" ] || return 0
	while
		VM_FLAGS_LIST=$tmp/list spatch_all "$top/cocci/format.cocci" "$tmp/files" -D patch --in-place > /dev/null
		git diff --name-only > "$tmp/changed"
		cmp -s "$tmp/changed" "$tmp/files" && break
		[ -s "$tmp/changed" ]
	do
		mv "$tmp/changed" "$tmp/files"
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
		else if ($1 == "arch") s = $2
		else if ($1 == "drivers" && $2 == "gpu") s = $3 "/" $4
		else if ($1 == "drivers" && NF > 3) s = $2 "/" ($3 == "hw" ? $4 : $3)
		else if ($1 == "drivers") s = $2
		else if ($1 ~ /^(fs|kernel|security|sound|net|virt)$/ && NF > 2) s = $1 "/" $2
		sub(/\/[^\/]*\.[ch]$/, "", s)
		print s "\t" $0
	}'
}

# Which objects of what is staged hold a variable that was an int: a sentence, or
# nothing.  tests/proofs/bisect.sh takes the log at its word.
wider() {
	git diff --cached -U0 | awk '
		function ints(l) { return gsub(/(^|[^a-z_0-9])int[^a-z_0-9]/, "", l) }
		/^\+\+\+ / { f = substr($2, 3) }
		/^-[^-]/ { n[f] += ints($0) }
		/^\+[^+]/ { n[f] -= ints($0) }
		END { for (f in n) if (n[f] > 0 && sub(/\.c$/, ".o", f)) print f }' |
		sort | paste -sd , | sed -n 's/,/, /g; s/..*/Code changes in &, where an int gets wider./p' | fmt -w 72
}

commit() { # script
	git diff --name-only | subsystem > "$tmp/paths"
	[ -s "$tmp/paths" ] || {
		grep -q '^// Optional: ' "$top/cocci/$1.cocci" && return
		die "cocci/$1.cocci changed nothing: is the tree converted already?"
	}
	cut -f1 "$tmp/paths" | sort -u | while IFS= read -r s; do
		awk -F '\t' -v s="$s" '$1 == s { print $2 }' "$tmp/paths" |
			xargs -d '\n' git add -u --
		wider > "$tmp/wider"
		{
			printf '%s: ' "$s"
			sed -e "s|@COMMAND@|make series BASE=$base|" \
				-e "/^@WIDER@$/{r $tmp/wider" -e d -e '}' "$top/kernel/logs/$1" | cat -s
			echo "Signed-off-by: $AUTHOR_NAME <$AUTHOR_EMAIL>"
		} | git commit -q -F -
		say "COMMIT  $(git log -1 --format=%s)"
	done
}

# The hand-written commits of a step.  A patch that is for some bases only says
# so ("Base: 6.1 6.12"); the one for others has the same number.
is_for_base() {
	bases=$(sed -n '/^$/q; s/^Base: //p' "$1")
	case " ${bases:-$base} " in *" $base "*) ;; *) return 1 ;; esac
}

# What of patch $1 doesn't apply to a user's tree: hunks go to $work/left, a line
# each to $tmp/undone; the rest is committed, and says so.
in_part() {
	mkdir -p "$work/left"
	git apply -C1 --reject "$1" > "$tmp/am" 2>&1 || :
	sed -n -e 's/^error: patch failed: //p' \
		-e 's/^error: \(.*\): No such file or directory/\1 (no such file)/p' "$tmp/am" |
		sort -u > "$tmp/failed"
	sed "s|^|$name/${1##*/}: |; s|\$| does not apply|" "$tmp/failed" >> "$tmp/undone"
	git ls-files -o -- '*.rej' | while IFS= read -r f; do
		mv "$f" "$work/left/$(basename "$1" .patch)-$(echo "$f" | tr / -)"
	done
	git add -A
	! git diff --cached --quiet || return 0
	{
		git mailinfo "$tmp/log" /dev/null < "$1" | sed -n 's/^Subject: //p'
		echo
		cat "$tmp/log"
		printf '\nIncomplete: this had no place in the tree.\n\n'
		sed 's/^/  /' "$tmp/failed"
		printf '\nSigned-off-by: %s <%s>\n' "$AUTHOR_NAME" "$AUTHOR_EMAIL"
	} | git commit -q -F -
}

run_patches() { # directory
	dir=$top/kernel/patches/$1
	ls "$dir" | sed 's/-.*//' | sort -u > "$tmp/numbers"
	while read -r number; do
		ours='' theirs='' found=''
		for p in "$dir/$number"-*.patch; do
			if is_for_base "$p"; then ours=$p; else theirs=$p; fi
		done
		[ -n "$ours" ] || continue
		for p in "$ours" ${KERNEL:+"$theirs"}; do
			[ -n "$p" ] && git apply -C1 --index --check "$p" > "$tmp/am" 2>&1 || continue
			found=$p
			break
		done
		if [ -n "$found" ]; then
			say "AM      $1/${found##*/}"
			git am -q -C1 --signoff "$found" 2> /dev/null
			git commit -q --amend --no-edit --reset-author
		elif [ -n "${KERNEL:-}" ]; then
			say "AM      $1/${ours##*/}, in part"
			in_part "$ours"
		else
			die "$ours no longer applies: $(head -n 1 "$tmp/am")"
		fi
	done < "$tmp/numbers"
}

: > "$tmp/undone"
rm -rf "$work/left"
grep -v '^#' "$top/kernel/recipe" > "$tmp/recipe"
while read -r kind name from to <&3; do
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
	add)
		dir=$(echo ${to%/*})/${to##*/}	# the pattern's one match
		mkdir "$dir" 2> /dev/null || die "kernel/recipe: 'add $name': can't make $dir in the tree"
		find "$top/$from" -maxdepth 1 -type f -exec cp {} "$dir" \;
		git add -f -- "$dir"
		{
			sed "s|@COMMAND@|make series BASE=$base|" "$top/kernel/logs/$name"
			echo "Signed-off-by: $AUTHOR_NAME <$AUTHOR_EMAIL>"
		} | git commit -q -F -
		say "ADD     $dir" ;;
	*)
		die "kernel/recipe: '$kind $name': no such step" ;;
	esac
	git log --format="$kind $name %H" "$first"..HEAD >> "$tmp/commits"
	git update-ref "refs/steps/$name" HEAD
done 3< "$tmp/recipe"

# The table: what each subsystem got, and from where -------------------------

{
	printf '%-28s %6s %13s %6s\n' subsystem files declarations lines
	tac "$tmp/commits" | while read -r kind name c; do
		[ "$kind $name" = "cocci retype" ] || continue
		d=$(git show --format= -U0 "$c" | grep -c '^+.*\bvm_flags_t\b') || :
		set -- $(git show --format= --numstat "$c" | awk '{ f++; l += $1 } END { print f, l }')
		printf '%-28s %6d %13d %6d\n' "$(git log -1 --format=%s "$c" | sed 's/: use.*//')" "$1" "$d" "$2"
	done
} > "$tmp/table"
# Lines that differ from the ones before in nothing but the type.
count() { # commit
	git show --format= -U0 "$1" | awk '
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
auto=$(awk 'NR > 1 { d += $(NF-1) } END { print d }' "$tmp/table")
hand=0
: > "$tmp/by-hand"
for c in $(awk '$1 == "patch" { print $3 }' "$tmp/commits"); do
	k=$(count "$c")
	[ "$k" = 0 ] || git log -1 --format="  $k: %s" "$c" >> "$tmp/by-hand"
	hand=$((hand + k))
done
{
	awk 'NR > 1 { f += $(NF-2); d += $(NF-1); l += $NF } END { printf "%-28s %6d %13d %6d\n", "total", f, d, l }' "$tmp/table"
	echo "declarations retyped: $auto by cocci/, $hand by hand: $((auto * 100 / (auto + hand))) % generated"
	echo "by hand, for the reason that the log of the commit gives:"
	cat "$tmp/by-hand"
} > "$tmp/sum"
cat "$tmp/sum" >> "$tmp/table"

# Patches --------------------------------------------------------------------

new=$work/patches.new
rm -rf "$new"
mkdir "$new"
{ cat "$top/kernel/cover"; cat "$tmp/table"; } > "$tmp/description"
[ -z "$cost" ] || {
	echo
	if grep -q "tree $(git rev-parse 'HEAD^{tree}')" "$cost"; then
		echo "What it costs: instructions per call under QEMU -icount, and bytes; by make"
	else
		echo "What an earlier version cost: instructions per call under QEMU -icount; by make"
	fi
	echo "bench.  Behind a ? repeats differ by more than 0.1 %."
	echo
	grep -v '^#' "$cost"
} >> "$tmp/description"
git config branch.series.description "$(cat "$tmp/description")"
git -c core.abbrev=12 format-patch -q --cover-letter --cover-from-description=auto \
	--zero-commit --no-signature --subject-prefix="PATCH" -o "$new" base..series
(cd "$new" && ls [0-9]*.patch | grep -v '^0*-cover-letter' > series)

# Whom to tell: headers of the cover letter, as git send-email and b4 take them.
header() { # name, options of get_maintainer.pl
	h=$1
	shift
	sed "s|^|$new/|" "$new/series" | xargs -d '\n' perl scripts/get_maintainer.pl \
		--no-git --no-git-fallback --no-rolestats --no-moderated "$@" 2> /dev/null |
		sort -u | awk -v h="$h:" '{ printf "%s %s", NR == 1 ? h : ",\n   ", $0 } END { if (NR) print "" }'
}
if [ -f scripts/get_maintainer.pl ]; then
	{ header To --m --no-r --no-l; header Cc --no-m --r --l; } > "$tmp/recipients"
	mv "$new"/0*-cover-letter.patch "$tmp/cover"
	awk -v to="$tmp/recipients" '
		!done && /^$/ { while ((getline line < to) > 0) print line; done = 1 }
		{ print }' "$tmp/cover" > "$new/0000-cover-letter.patch"
fi
# What it was made from, for whoever has to compare: the tree, not its date.
{
	echo "# SPDX-License-Identifier: GPL-2.0-only"
	echo "tree $(git rev-parse 'base^{tree}') $v$(sed -n 's/^SUBLEVEL = /./p' Makefile)"
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

rm -rf "$out.old"
[ ! -e "$out" ] || mv "$out" "$out.old"
mv "$new" "$out"
rm -rf "$out.old"
mv "$tmp/table" "$work/table"
[ ! -s "$tmp/undone" ] || { mkdir -p "$work/left"; cp "$tmp/undone" "$work/left/list"; }
echo "$key $(outputs | sha256sum)" > "$stamp"
show_table
echo "series: $(grep -vc '^#' "$out/series") patches in $out, $(($(date +%s) - start)) s"
tell_left || exit 1
