# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by series.sh for CONTINUE=1: what was mended by hand since the last run
#
# That are the commits on top of the series in $work/linux, and what isn't committed
# there yet; or those on top of it on the branch of $KERNEL that make apply made
# (BRANCH, vm_flags_t).  Each is put where it belongs: into the hand-written commit
# whose subject it has ("fixup! " before it or not), else file by file into the one
# that has an open place in that file; what belongs to none, or can't be moved to
# there, comes at the end of the series as it is.  Hand-written commits that are
# completed so are kept in $work/mended/STEP/NAME.patch, and come in place of ours
# from then on, in this tree's later versions too.  An empty commit with the subject
# of a hand-written one says that nothing is missing of that.
#
# Wants: work, id, die, say, top, again.  $work/made has
# a line "STEP/NAME AFTER BEFORE SUBJECT" for each hand-written commit (the commits
# after and before it), and "open" what series.sh lists.

cd "$work/linux" 2> /dev/null && [ -f "$whole" ] && git rev-parse -q --verify refs/made > /dev/null ||
	die "CONTINUE=1: there is no run to go on from: run '$again' first"
[ "$(cat "$work/tree-id")" = "$id" ] ||
	die "CONTINUE=1: the tree has changed since the last run: run '$again', and go on from that"
[ -s "$work/open" ] || die "CONTINUE=1: nothing is open"

mended_in=$work/mending
rm -rf "$mended_in"
mkdir -p "$mended_in" "$work/mended"
cp -R "$work/mended" "$mended_in/mended"
# The branch, the index and the files there are of who mended them.
last=$(git rev-parse HEAD)
changed=$(git status --porcelain -uno)
cp "$(git rev-parse --git-path index)" "$mended_in/index"
export GIT_INDEX_FILE="$mended_in/index"
if [ -n "$changed" ]; then
	git add -u
	last=$(git commit-tree -p HEAD -m "mended by hand" "$(git write-tree)")
fi
range=$(git rev-parse refs/made)..$last
branch=${BRANCH:-vm_flags_t}
if [ -e "${KERNEL:-/none}/.git" ] && tip=$(git -C "$KERNEL" config "branch.$branch.vmFlagsTip"); then
	# its objects are ours
	on_branch=$(git -C "$KERNEL" rev-parse "refs/heads/$branch")
	if [ "$on_branch" != "$tip" ] &&
	   [ "$(git rev-parse "$tip^{tree}")" = "$(git rev-parse 'refs/made^{tree}')" ]; then
		range=$tip..$on_branch
	fi
fi
# A run that was killed may have taken them already.
taken="$(git rev-parse refs/made) $(git rev-parse "${range#*..}^{tree}")"
if [ "$(cat "$work/mended/taken" 2> /dev/null)" = "$taken" ]; then
	unset GIT_INDEX_FILE
	rm -rf "$mended_in"
	cd "$top" || exit 1
	return
fi
git rev-list --reverse --no-merges "$range" > "$mended_in/commits"
[ -s "$mended_in/commits" ] ||
	die "CONTINUE=1: nothing was mended: no commit on top of the series in $work/linux${KERNEL:+ or on the branch $branch of $KERNEL}; what is open: $work/open"

# "NAME FILE" of what is open of hand-written commits
sed -n 's|^\([^:]*\):[0-9]*	[^	]*	.* (\([a-z_-]*/[^ ,]*\), hunk [0-9]* of [0-9]*)	.*|\2 \1|p' "$work/open" |
	sort -u > "$mended_in/open"

# One diff for each hand-written commit, and what is of none.
while read -r c; do
	subject=$(git log -1 --format=%s "$c")
	plain=${subject#fixup! }
	by_subject=$(awk -v s="$plain" '{ n = $1; sub(/^[^ ]* [^ ]* [^ ]* /, "") } $0 == s { print n }' "$work/made" | head -n 1)
	git diff-tree -r --no-commit-id --name-only "$c" > "$mended_in/files"
	if [ ! -s "$mended_in/files" ]; then
		[ -n "$by_subject" ] || die "CONTINUE=1: '$subject' is empty and has the subject of no hand-written commit"
		echo "$by_subject" >> "$mended_in/names"
	fi
	while IFS= read -r f; do
		name=$by_subject
		if [ -z "$name" ]; then
			name=$(awk -v f="$f" '{ n = $1; sub(/^[^ ]* /, "") } $0 == f { print n }' "$mended_in/open")
			[ "$(echo "$name" | wc -l)" = 1 ] ||
				die "CONTINUE=1: which of these does '$subject' mend in $f: $(echo "$name" | paste -sd , | sed 's/,/, /g')? Give it the subject of that commit"
		fi
		# a commit that has nothing open in that file is none of a completed one
		[ -n "$name" ] || { echo "$c" >> "$mended_in/end"; continue; }
		echo "$name" >> "$mended_in/names"
		mkdir -p "$mended_in/diffs/$name"
		git diff "$c^" "$c" -- "$f" > "$mended_in/diffs/$name/$(grep -n "^$c" "$mended_in/commits" | cut -d: -f1)-$(echo "$f" | tr / -)"
	done < "$mended_in/files"
done < "$mended_in/commits"

: >> "$mended_in/names"
sort -u "$mended_in/names" | while read -r name; do
	at=$(awk -v n="$name" '$1 == n { print $2 }' "$work/made")
	git read-tree "$at"
	fine=1
	for d in "$mended_in/diffs/$name"/*; do
		[ -f "$d" ] || continue
		git apply -3 --cached "$d" > "$mended_in/said" 2>&1 || { fine=; break; }
	done
	if [ -z "$fine" ]; then
		# made for the end of the series, and can't be moved
		git read-tree "$at"
		say "MENDED  $name: at the end of the series, for in its place it conflicts"
		ls "$mended_in/diffs/$name" | sed 's/-.*//' | sort -un | while read -r n; do
			sed -n "${n}p" "$mended_in/commits"
		done >> "$mended_in/end"
	else
		say "MENDED  $name"
	fi
	# the whole of it, under the subject and log that it has
	source=$mended_in/mended/$name.patch
	[ -f "$source" ] || source=$(ls "$top/kernel/commits/${name%/*}/${name##*/}.patch")
	before=$(awk -v n="$name" '$1 == n { print $3 }' "$work/made")
	mkdir -p "$(dirname "$mended_in/mended/$name")"
	{
		sed '/^---$/,$d' "$source"
		echo ---
		echo
		git diff --cached --full-index "$before"
		echo '-- '
	} > "$mended_in/new"
	mv "$mended_in/new" "$mended_in/mended/$name.patch"
done
if [ -f "$mended_in/end" ]; then
	mkdir -p "$mended_in/mended/end"
	n=$(find "$mended_in/mended/end" -type f | wc -l)
	awk '!seen[$0]++' "$mended_in/end" | while read -r c; do
		n=$((n + 1))
		git format-patch -q -1 --start-number "$n" --zero-commit --no-signature --full-index -o "$mended_in/mended/end" "$c"
		say "MENDED  end: $(git log -1 --format=%s "$c")"
	done
fi
unset GIT_INDEX_FILE
echo "$taken" > "$mended_in/mended/taken"
in_place "$mended_in/mended" "$work/mended"
rm -rf "$mended_in"
cd "$top" || exit 1
