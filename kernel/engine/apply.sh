#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# apply.sh apply|unapply - put the series on a branch of the git tree $KERNEL, or
# into the plain directory $KERNEL
#
# apply: the series for the tree's version (kernel/bases names it; one generated
# for just this tree by "make series KERNEL=" goes first), by git am -3, on the
# new branch $BRANCH, default vm_flags_t.  On a patch that doesn't apply it says
# which, and the tree is as it was.  unapply: back to where apply started, and
# the branch goes, if nothing was committed on it.  Neither touches a tree with
# uncommitted changes.  Commits are made in your name, by your configuration.
# A directory that is no git tree is patched by quilt, which keeps there, in .pc and
# .vm_flags-series, what unapply needs to undo it.  After either was killed, unapply
# puts the tree back to where it was.
# Exit: 0; 1 with a line that says what is wrong and what to do, or when the series
# is applied and has open places, with their list.
set -eu
# git status would lock the index before anything says that the lock is ours
export LC_ALL=C GIT_OPTIONAL_LOCKS=0
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
top=$(cd "$(dirname "$0")/../.." && pwd)
branch=${BRANCH:-vm_flags_t}
what=${1:?usage: apply.sh apply|unapply}

die() { echo "$what: $*" >&2; exit 1; }

command -v git > /dev/null || die "git is missing: apt-get install git"
[ -n "${KERNEL:-}" ] || die "which tree? make $what KERNEL=DIR"
[ -d "$KERNEL" ] || die "KERNEL=$KERNEL: no such directory"
cd "$KERNEL"
KERNEL=$PWD
[ -f Makefile ] && [ -f include/linux/mm_types.h ] ||
	die "KERNEL=$KERNEL: not a kernel tree (no include/linux/mm_types.h)"
version=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p' Makefile | tr -d '\n')
work=$(KERNEL=$PWD "$top/kernel/engine/work.sh" "$(cd "$top/kernel/bases" && set -- * && echo "$1")")

# The series for this tree: the one that was made from just this, if COMMAND says so.
choose_series() { # COMMAND...
	series=$top/patches/$version open=
	if [ -f "$work/patches/series" ] && "$@"; then
		[ -f "$work/whole" ] ||
			die "the last make series of this tree didn't come to its end: make series KERNEL=$KERNEL"
		series=$work/patches open=$work/open
	fi
	[ -f "$series/series" ] ||
		die "no series for Linux $version: there is $(cd "$top/patches" && echo *); 'make series KERNEL=' makes one from the nearest base"
}
# A file of the series, and the directories that are empty without it.
remove() {
	rm -f "$1"
	rmdir -p --ignore-fail-on-non-empty "$(dirname "$1")" 2> /dev/null || :
}
# What it lacks, as make series says it.
tell_open() {
	[ -s "${open:-/dev/null}" ] || return 0
	awk -f "$top/kernel/engine/open.awk" -v who=apply "$open" >&2
	echo "  OPEN    $(wc -l < "$open") places, to be done by hand, listed in $open"
	return 1
}

# A plain directory, by quilt.
if [ ! -e .git ]; then
	command -v quilt > /dev/null || die "KERNEL=$KERNEL is no git tree, and quilt is missing: apt-get install quilt"
	export QUILT_PATCHES=.vm_flags-series QUILT_SERIES=series QUILT_PC=.pc QUILTRC=/dev/null
	said=$(mktemp)
	trap 'rm -f "$said"' EXIT
	ours=.vm_flags-series
	# Made or taken away as a whole.  "whole" in it: all is applied, and nothing undone.
	half=
	[ ! -e "$ours.new" ] || half=1
	rm -rf "$ours.new"
	put_back() {
		rm -f "$ours/whole"
		tar -xpf "$ours/was.tar"
		while IFS= read -r f; do remove "$f"; done < "$ours/made"
		forget
	}
	forget() {
		rm -rf .pc
		mv "$ours" "$ours.new"
		rm -rf "$ours.new"
	}
	if [ -d "$ours" ] && [ ! -f "$ours/whole" ]; then
		[ "$what" = unapply ] || die "an earlier apply or unapply was interrupted: make unapply KERNEL=$KERNEL"
		# what patch was writing, beside what it is for
		while IFS= read -r f; do
			[ ! -d "${f%/*}" ] || find "${f%/*}" -maxdepth 1 -name "${f##*/}.o??????" -newer "$ours/was.tar" -exec rm -f {} +
		done < "$ours/files"
		put_back
		echo "unapply: undid what was interrupted; $KERNEL is as it was"
		exit
	fi
	# before apply wrote to the tree, or after unapply did
	if [ -n "$half" ] && [ ! -d "$ours" ] && [ "$what" = unapply ]; then
		echo "unapply: undid what was interrupted; $KERNEL is as it was"
		exit
	fi
	case $what in
	apply)
		[ ! -e .pc ] && [ ! -e .vm_flags-series ] || die "KERNEL=$KERNEL: something is applied there by quilt already (.pc): make unapply"
		same_files() {
			[ "$(find . -type f -printf '%p %s %T@\n' | sort | sha256sum)" = "$(cat "$work/tree-id")" ]
		}
		choose_series same_files
		mkdir "$ours.new"
		cp "$series/series" "$ours.new"
		grep -v '^#' "$series/series" | (cd "$series" && xargs -d '\n' cp --parents -t "$KERNEL/$ours.new")
		# what it writes to, as it was
		find "$ours.new" -name '*.patch' -exec sed -n 's|^--- a/||p; s|^+++ b/||p; s|^rename [a-z]* ||p' {} + | sort -u > "$ours.new/files"
		: > "$ours.new/made"
		while IFS= read -r f; do
			if [ -e "$f" ]; then printf '%s\0' "$f"; else echo "$f" >> "$ours.new/made"; fi
		done < "$ours.new/files" | tar -cf "$ours.new/was.tar" --null -T -
		mv "$ours.new" "$ours"
		if ! quilt push -a --fuzz=0 > "$said" 2>&1; then
			first=$(quilt next 2> /dev/null || :)
			in=$(sed -n 's/^patching file //p' "$said" | tail -n 1)
			put_back
			die "${first##*/} does not apply${in:+ to $in}; the tree is as it was; 'make series KERNEL=$KERNEL' makes a series for it"
		fi
		xargs -d '\n' sha256sum < "$ours/files" > "$ours/sums" 2> /dev/null || :
		touch "$ours/whole"
		echo "apply: $(grep -vc '^#' "$series/series") patches of ${series#"$top"/} are in $KERNEL; 'make unapply KERNEL=$KERNEL' takes them out"
		tell_open || exit 1 ;;
	unapply)
		[ -d .vm_flags-series ] || die "KERNEL=$KERNEL: make apply has put nothing there"
		if xargs -d '\n' sha256sum < "$ours/files" 2> /dev/null | cmp -s "$ours/sums" -; then
			put_back
		elif [ -s .pc/applied-patches ]; then
			quilt pop -a -q > "$said" 2>&1 ||
				die "KERNEL=$KERNEL: was changed since: $(grep -m 1 -iE 'does not|fail|refresh' "$said" || tail -n 1 "$said")"
			forget
		else
			forget
		fi
		echo "unapply: $KERNEL is as it was" ;;
	*)	die "'$what' is neither apply nor unapply" ;;
	esac
	exit
fi

git check-ref-format --branch "$branch" > /dev/null 2>&1 || die "BRANCH=$branch: not a name for a branch"
git_dir=$(git rev-parse --absolute-git-dir)
common=$(cd "$(git rev-parse --git-common-dir)" && pwd)
# while apply or unapply is at it: which process, and where it goes when it is killed
at_it=$git_dir/vm_flags-apply
# what apply makes anew, a name a line
made=$git_dir/vm_flags-made
from=$(git config "branch.$branch.vmFlagsFrom" || :)
tip=$(git config "branch.$branch.vmFlagsTip" || :)

# Where HEAD is: a branch, or a commit.
here() { git symbolic-ref -q --short HEAD || git rev-parse HEAD; }

begin() {
	printf '%s\n' $$ "$from" > "$at_it.new"
	mv "$at_it.new" "$at_it"
	# the clock of files goes by ticks: what git locks from now on is newer than that
	while : > "$at_it.new"; [ -z "$(find "$at_it.new" -newer "$at_it")" ]; do :; done
	rm "$at_it.new"
}
# What the series makes and is not there yet: git writes a file before it knows of it,
# so one that it was killed at would stay.
note_made() {
	grep -v '^#' "$series/series" |
		(cd "$series" && xargs -d '\n' sed -n '/^--- \/dev\/null$/{n; s|^+++ b/||p}; s|^rename to ||p') |
		sort -u | while IFS= read -r f; do [ -e "$f" ] || [ -L "$f" ] || printf '%s\n' "$f"; done > "$made.new"
	mv "$made.new" "$made"
}
# Back to $from, without the branch.
back() {
	[ "$(here)" != "$branch" ] || git reset -q --hard
	rm -rf "$git_dir/rebase-apply"
	git checkout -q "$from" -- || die "can't go back to $from: git checkout $from"
	if [ -f "$made" ]; then
		while IFS= read -r f; do
			[ -e "$f" ] && ! git ls-files --error-unmatch "$f" > /dev/null 2>&1 || continue
			remove "$f"
		done < "$made"
	fi
	! git rev-parse -q --verify "refs/heads/$branch" > /dev/null || git branch -q -D "$branch"
	git config --remove-section "branch.$branch" 2> /dev/null || :
	rm -f "$made" "$at_it" "$at_it.new"
}

if [ -f "$at_it" ]; then
	! kill -0 "$(sed -n 1p "$at_it")" 2> /dev/null || die "KERNEL=$KERNEL: another make apply or unapply works there"
	[ "$what" = unapply ] || die "an earlier apply or unapply was interrupted: make unapply KERNEL=$KERNEL"
	from=$(sed 1d "$at_it")
	# what has been locked since was locked by git as that ran it
	find "$git_dir" "$common" -path '*/objects' -prune -o \( -name '*.lock' -o -name packed-refs.new \) -newer "$at_it" -exec rm -f {} +
	back
	echo "unapply: undid what was interrupted; on $from"
	exit
fi
for state in rebase-apply rebase-merge MERGE_HEAD CHERRY_PICK_HEAD REVERT_HEAD BISECT_LOG; do
	[ ! -e "$git_dir/$state" ] || die "KERNEL=$KERNEL: in the middle of a git operation ($state): end that first"
done
[ -z "$(git status --porcelain -uno)" ] ||
	die "KERNEL=$KERNEL: has uncommitted changes: commit or stash them"

case $what in
apply)
	! git rev-parse -q --verify "refs/heads/$branch" > /dev/null ||
		die "KERNEL=$KERNEL: there is a branch $branch already: make unapply, or BRANCH=another"
	same_tree() {
		[ "$(sed -n 's/^tree \([0-9a-f]*\).*/\1/p' "$work/patches/made-from")" = "$(git rev-parse 'HEAD^{tree}')" ]
	}
	choose_series same_tree
	git var GIT_COMMITTER_IDENT > /dev/null 2>&1 ||
		die "git doesn't know who you are: git config --global user.email and user.name"

	# As few commits as it takes, none when it can't: git am stops at the first.
	from=$(here)
	note_made
	begin
	# the shell has its word on what a signal ended, too
	said=$git_dir/vm-flags-said
	exec 3>&2 2> "$said"
	trap 'trap - EXIT INT TERM HUP; exec 2>&3; back; die "interrupted: the tree is as it was"' INT TERM HUP
	trap 'trap - INT TERM HUP; exec 2>&3; back; die "$(tail -n 1 "$said"); the tree is as it was"' EXIT
	git config "branch.$branch.vmFlagsFrom" "$from"
	git checkout -q -b "$branch"
	status=0
	grep -v '^#' "$series/series" | sed "s|^|$series/|" | tr '\n' '\0' |
		xargs -0 git am -q -3 >&2 || status=$?
	trap - EXIT
	if [ $status != 0 ]; then
		n=$(cat "$git_dir/rebase-apply/next" 2> /dev/null || echo 1)
		first=$(grep -v '^#' "$series/series" | sed -n "${n}p")
		in=$(git diff --name-only --diff-filter=U | head -n 1)
		[ -n "$in" ] || in=$(sed -n 's/^error: patch failed: \([^:]*\):.*/\1/p; s/^error: \(.*\): does not exist in index/\1/p' "$said" | head -n 1)
		exec 2>&3
		rm -f "$said"
		back
		die "$first does not apply${in:+ to $in}; the tree is as it was; 'make series KERNEL=$KERNEL' makes a series for it"
	fi
	git config "branch.$branch.vmFlagsTip" "$(git rev-parse HEAD)"
	rm -f "$made" "$at_it"
	trap - INT TERM HUP
	exec 2>&3
	rm -f "$said"
	echo "apply: $(grep -vc '^#' "$series/series") patches of ${series#"$top"/} on the branch $branch; 'make unapply KERNEL=$KERNEL' goes back to $from"
	tell_open || exit 1 ;;
unapply)
	[ -n "$from" ] || die "KERNEL=$KERNEL: no branch $branch that apply made"
	[ "$(git rev-parse -q --verify "refs/heads/$branch" || :)" = "$tip" ] ||
		die "KERNEL=$KERNEL: the branch $branch isn't as apply left it: git branch -m $branch another, or move the commits"
	[ "$(here)" = "$branch" ] || from=$(here)
	rm -f "$made"
	begin
	back
	echo "unapply: on $from" ;;
*)
	die "'$what' is neither apply nor unapply" ;;
esac
