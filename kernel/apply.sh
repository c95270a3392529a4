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
# .vm_flags-series, what unapply needs to undo it.
# Exit: 0; 1 with a line that says what is wrong and what to do, or when the series
# is applied and has open places, with their list.
set -eu
export LC_ALL=C
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
top=$(cd "$(dirname "$0")/.." && pwd)
branch=${BRANCH:-vm_flags_t}
what=${1:?usage: apply.sh apply|unapply}

die() { echo "$what: $*" >&2; exit 1; }

command -v git > /dev/null || die "git is missing: apt-get install git"
[ -n "${KERNEL:-}" ] || die "which tree? make $what KERNEL=DIR"
[ -d "$KERNEL" ] || die "KERNEL=$KERNEL: no such directory"
cd "$KERNEL"
[ -f Makefile ] && [ -f include/linux/mm_types.h ] ||
	die "KERNEL=$KERNEL: not a kernel tree (no include/linux/mm_types.h)"
version=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p' Makefile | tr -d '\n')
work=$(KERNEL=$PWD "$top/kernel/work.sh" "$(cd "$top/kernel/bases" && set -- * && echo "$1")")

# The series for this tree: the one that was made from just this, if COMMAND says so.
choose_series() { # COMMAND...
	series=$top/patches/$version open=
	if [ -f "$work/patches/series" ] && "$@"; then
		series=$work/patches open=$work/open
	fi
	[ -f "$series/series" ] ||
		die "no series for Linux $version: there is $(cd "$top/patches" && echo *); 'make series KERNEL=' makes one from the nearest base"
}
# What it lacks, as make series says it.
tell_open() {
	[ -s "${open:-/dev/null}" ] || return 0
	awk -f "$top/kernel/open.awk" -v who=apply "$open" >&2
	echo "  OPEN    $(wc -l < "$open") places, to be done by hand, listed in $open"
	return 1
}

# A plain directory, by quilt.
if [ ! -e .git ]; then
	command -v quilt > /dev/null || die "KERNEL=$KERNEL is no git tree, and quilt is missing: apt-get install quilt"
	export QUILT_PATCHES=.vm_flags-series QUILT_SERIES=series QUILT_PC=.pc QUILTRC=/dev/null
	said=$(mktemp)
	trap 'rm -f "$said"' EXIT
	case $what in
	apply)
		[ ! -e .pc ] && [ ! -e .vm_flags-series ] || die "KERNEL=$KERNEL: something is applied there by quilt already (.pc): make unapply"
		same_files() {
			[ "$(find . -type f -printf '%p %s %T@\n' | sort | sha256sum)" = "$(cat "$work/tree-id")" ]
		}
		choose_series same_files
		mkdir -p .vm_flags-series
		cp "$series"/*.patch "$series/series" .vm_flags-series
		if ! quilt push -a --fuzz=0 > "$said" 2>&1; then
			first=$(quilt next 2> /dev/null || :)
			in=$(sed -n 's/^patching file //p' "$said" | tail -n 1)
			quilt pop -a -q > /dev/null 2>&1 || :
			rm -rf .pc .vm_flags-series
			die "${first##*/} does not apply${in:+ to $in}; the tree is as it was; 'make series KERNEL=$KERNEL' makes a series for it"
		fi
		echo "apply: $(grep -vc '^#' "$series/series") patches of ${series#"$top"/} are in $KERNEL; 'make unapply KERNEL=$KERNEL' takes them out"
		tell_open || exit 1 ;;
	unapply)
		[ -d .vm_flags-series ] || die "KERNEL=$KERNEL: make apply has put nothing there"
		if [ -s .pc/applied-patches ]; then
			quilt pop -a -q > "$said" 2>&1 ||
				die "KERNEL=$KERNEL: was changed since: $(grep -m 1 -iE 'does not|fail|refresh' "$said" || tail -n 1 "$said")"
		fi
		rm -rf .pc .vm_flags-series
		echo "unapply: $KERNEL is as it was" ;;
	*)	die "'$what' is neither apply nor unapply" ;;
	esac
	exit
fi

git check-ref-format --branch "$branch" > /dev/null 2>&1 || die "BRANCH=$branch: not a name for a branch"
git_dir=$(git rev-parse --absolute-git-dir)
from=$(git config "branch.$branch.vmFlagsFrom" || :)
tip=$(git config "branch.$branch.vmFlagsTip" || :)

# Where HEAD is: a branch, or a commit.
here() { git symbolic-ref -q --short HEAD || git rev-parse HEAD; }

# Back to $from, without the branch.
back() {
	[ ! -d "$git_dir/rebase-apply" ] || git am --abort > /dev/null 2>&1 || :
	git checkout -q "$from" -- || die "can't go back to $from: git checkout $from"
	! git rev-parse -q --verify "refs/heads/$branch" > /dev/null || git branch -q -D "$branch"
	git config --remove-section "branch.$branch" 2> /dev/null || :
}

# An apply that was killed has no tip yet.
if [ "$what" = unapply ] && [ -n "$from" ] && [ -z "$tip" ] && [ "$(here)" = "$branch" ]; then
	git reset -q --hard
	back
	echo "unapply: undid what an interrupted apply had left; on $from"
	exit
fi
[ -z "$from" ] || [ -n "$tip" ] ||
	die "an earlier apply was interrupted: make unapply KERNEL=$KERNEL"
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
	git config "branch.$branch.vmFlagsFrom" "$from"
	trap 'trap - INT TERM HUP; git reset -q --hard; back; die "interrupted: the tree is as it was"' INT TERM HUP
	git checkout -q -b "$branch"
	status=0
	grep -v '^#' "$series/series" | sed "s|^|$series/|" | tr '\n' '\0' |
		xargs -0 git am -q -3 > "$git_dir/vm-flags-said" 2>&1 || status=$?
	if [ $status != 0 ]; then
		n=$(cat "$git_dir/rebase-apply/next" 2> /dev/null || echo 1)
		first=$(grep -v '^#' "$series/series" | sed -n "${n}p")
		in=$(git diff --name-only --diff-filter=U | head -n 1)
		[ -n "$in" ] || in=$(sed -n 's/^error: patch failed: \([^:]*\):.*/\1/p; s/^error: \(.*\): does not exist in index/\1/p' "$git_dir/vm-flags-said" | head -n 1)
		rm -f "$git_dir/vm-flags-said"
		git reset -q --hard
		back
		die "$first does not apply${in:+ to $in}; the tree is as it was; 'make series KERNEL=$KERNEL' makes a series for it"
	fi
	rm -f "$git_dir/vm-flags-said"
	git config "branch.$branch.vmFlagsTip" "$(git rev-parse HEAD)"
	echo "apply: $(grep -vc '^#' "$series/series") patches of ${series#"$top"/} on the branch $branch; 'make unapply KERNEL=$KERNEL' goes back to $from"
	tell_open || exit 1 ;;
unapply)
	[ -n "$from" ] || die "KERNEL=$KERNEL: no branch $branch that apply made"
	[ "$(git rev-parse -q --verify "refs/heads/$branch" || :)" = "$tip" ] ||
		die "KERNEL=$KERNEL: the branch $branch isn't as apply left it: git branch -m $branch another, or move the commits"
	[ "$(here)" = "$branch" ] || from=$(here)
	back
	echo "unapply: on $from" ;;
*)
	die "'$what' is neither apply nor unapply" ;;
esac
