#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# killed.sh [KILLS [series|apply|disk]] - a run that is killed, or for which the disk is too small, leaves
# nothing that the next one meets
#
# make series, of a git tree, a plain directory and a tarball in turn, from nothing and
# on top of what was there, gets a signal KILLS (default 10) times, at moments drawn
# over the time that it takes: the next run must succeed and make the same patches.
# make apply, in git trees and plain directories: what was there is a line away.  Disks
# of several sizes: one line, exit 1, and with more room the next run succeeds.
#
# Environment: SEED  for the moments, default: the time; LOAD: that many busy
#              processes beside it, by default 8 from 100 KILLS on
# On a copy of ours and a tree of four files.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: killed 4
#   when: test
#   of: ours
#   reads: kernel cocci sparse-checks tests/small-tree.sh
#   takes: 1 min
#   blind: moments that it did not draw; killed-busy draws 100
# Check: killed-busy 100
#   what: the same at 100 moments, on a busy machine
#   when: test-all
#   of: ours
#   reads: kernel cocci sparse-checks tests/small-tree.sh
#   takes: 60 min
#   blind: a machine that loses power
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
kills=${1:-10} only=${2:-}
part() { [ -z "$only" ] || [ "$only" = "$1" ]; }
seed=${SEED:-$(date +%s)}
umount "$top/build/killed test/repo/build" 2> /dev/null || :
needs='setsid flock xz patch'
. "$top/tests/small-tree.sh"

busy=
ended() {
	# shellcheck disable=SC2086 # words
	[ -z "$busy" ] || kill $busy
	umount "$tmp/repo/build" 2> /dev/null || :
}
trap ended EXIT
trap 'exit 1' INT TERM
i=0
[ "$kills" -lt 100 ] || : "${LOAD:=8}"
while [ $((i += 1)) -le "${LOAD:-0}" ]; do
	sh -c 'while :; do :; done' &
	busy="$busy $!"
done

# What Debian's tree has: all is ignored, and a step that adds files needs a place.
tree
mkdir -p "$tmp/tree/tools/testing/selftests/mm"
touch "$tmp/tree/tools/testing/selftests/mm/Makefile"
commit selftests
echo '/*' > "$tmp/tree/.gitignore"
git -C "$tmp/tree" add -f .gitignore
git -C "$tmp/tree" commit -q -m "ignore all"
cp -a "$tmp/tree" "$tmp/plain"
rm -rf "$tmp/plain/.git"
repo
# The flow of flags takes its time, and is processes like any other.
[ "$kills" -gt 10 ] || sed -i '/^cocci retype$/d' "$tmp/repo/kernel/topics/conversion"
echo 'add selftest tests/guest/droppable tools/testing/selftests/[vm]m/map_droppable' >> "$tmp/repo/kernel/topics/conversion"
printf 'RELEASE=6.1\nPACKAGE=linux-source-6.1\nSUITES=sid\nVMA_FLAGS=word\n' > "$tmp/repo/kernel/bases/6.1"
mkdir "$tmp/usr-src"
tar -cJf "$tmp/usr-src/linux-source-6.1.tar.xz" -C "$tmp" plain

# of each kind of source: the run, where its patches are
printf '#!/bin/sh\nKERNEL="%s" exec "%s" 6.1\n' "$tmp/tree" "$tmp/repo/kernel/engine/series.sh" > "$tmp/run-git"
printf '#!/bin/sh\nKERNEL="%s" exec "%s" 6.1\n' "$tmp/plain" "$tmp/repo/kernel/engine/series.sh" > "$tmp/run-plain"
printf '#!/bin/sh\nUSR_SRC="%s" exec "%s" 6.1\n' "$tmp/usr-src" "$tmp/repo/kernel/engine/series.sh" > "$tmp/run-tarball"
chmod +x "$tmp"/run-*
run() { "$tmp/run-$1"; }
out() {
	case $1 in
	git) echo "$(KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/work.sh" 6.1)/patches" ;;
	plain) echo "$(KERNEL="$tmp/plain" "$tmp/repo/kernel/engine/work.sh" 6.1)/patches" ;;
	tarball) echo "$tmp/repo/patches/6.1" ;;
	esac
}
made() { (cd "$(out "$1")" 2> /dev/null && find . -type f -exec sha256sum {} + | sort) || :; }
# signalled SIGNAL SECONDS COMMAND...: its process group gets that, unless it ended before
signalled() {
	signal=$1 after=$2
	shift 2
	# a shell has its background ignore INT
	env --default-signal=INT,QUIT setsid "$@" > /dev/null 2> "$tmp/said" &
	pid=$!
	sleep "$after"
	kill "-$signal" "-$pid" 2> /dev/null || :
	wait $pid 2> /dev/null || :
	# what it started may take a moment longer to be gone
	while kill -0 "-$pid" 2> /dev/null; do sleep 0.1; done
}
moment() { # WHICH OF-SECONDS
	awk -v s="$seed" -v n="$1" -v of="$2" 'BEGIN { srand(s + 7919 * n); rand(); printf "%.3f\n", rand() * of }'
}
now() { date +%s.%N; }
since() { echo "$1 $(now)" | awk '{ printf "%.3f\n", $2 - $1 }'; }

ktap_starts
echo "# SEED=$seed"
for kind in git plain tarball; do
	rm -rf "$tmp/repo/build"
	start=$(now)
	why=
	run $kind > "$tmp/said" 2>&1 || why="failed"
	since "$start" > "$tmp/takes-$kind"
	made $kind > "$tmp/good-$kind"
	[ "$(grep -c '\.patch$' "$tmp/good-$kind")" -ge 4 ] || why="${why:-$(grep -c '\.patch$' "$tmp/good-$kind") patches}"
	result "$kind, undisturbed" "$why"
	# what somebody took away below build/ is made again
	work=$(dirname "$(find "$tmp/repo/build" -maxdepth 2 -name tree-id | head -n 1)")
	rm -rf "$work/linux"
	why=
	run $kind > "$tmp/said" 2>&1 || why="failed"
	made $kind | cmp -s "$tmp/good-$kind" - || why="${why:-other patches}"
	[ -d "$work/linux/.git" ] || why="${why:-no tree}"
	result "$kind, its tree taken away" "$why"
done
was=$(state)
k=0
part series || kills_of_series=0
while [ $((k += 1)) -le "${kills_of_series:-$kills}" ]; do
	case $((k % 3)) in 0) kind=git ;; 1) kind=tarball ;; 2) kind=plain ;; esac
	case $((k % 5)) in 3) signal=TERM ;; 4) signal=INT ;; *) signal=KILL ;; esac
	how=
	# from nothing, or what is there made again
	if [ $((k % 2)) = 1 ]; then rm -rf "$tmp/repo/build"; how=", from nothing"
	else rm -f "$tmp/repo/build"/*/stamp-*; fi
	at=
	# a second time where the first has left something
	for again in 1 2; do
		[ $again = 1 ] || [ $((k % 4)) -ge 2 ] || continue
		after=$(moment $((2 * k + again)) "$(cat "$tmp/takes-$kind")")
		at="$at${at:+ and }$after"
		# shellcheck disable=SC2086 # words
		signalled $signal "$after" "$tmp/run-$kind"
		grep -v '^  [A-Z]' "$tmp/said" > "$tmp/stray" || :
		[ ! -s "$tmp/stray" ] || break
	done
	why=
	[ ! -s "$tmp/stray" ] || why="it said: $(head -n 1 "$tmp/stray")"
	run $kind > "$tmp/said" 2>&1 || why="${why:-the next run failed}"
	# shellcheck disable=SC2086 # words
	made $kind | cmp -s "$tmp/good-$kind" - || why="${why:-the next run made something else}"
	[ "$(state)" = "$was" ] || why="${why:-the tree has changed}"
	left=$(ls -A "$tmp/repo/patches" 2> /dev/null | grep -vx 6.1 || :)
	[ -z "$left" ] || why="${why:-$left is left in patches/}"
	result "$kind$how, SIG$signal after $at of $(cat "$tmp/takes-$kind") s" "$why"
done

# make apply: after a kill the tree is as it was, or unapply makes it so.
run tarball > "$tmp/said" 2>&1 || :
apply() { KERNEL=$1 "$tmp/repo/kernel/engine/apply.sh" apply; }
unapply() { KERNEL=$1 "$tmp/repo/kernel/engine/apply.sh" unapply; }
# all of a tree, and what git has of it; no locks, and nothing that unapply is to end
all_of() {
	if [ $where = tree ]; then
		state
		GIT_OPTIONAL_LOCKS=0 git -C "$tmp/tree" status --porcelain -uno
		find "$tmp/tree/.git" -name '*.lock' -o -name 'vm_flags-apply*'
	else
		find "$tmp/plain" -type f -exec sha256sum {} + | sort
	fi
}
for where in tree plain; do
	part apply || break
	if [ $where = plain ] && ! command -v quilt > /dev/null; then
		n=$((n + 1))
		echo "ok $n - apply to a plain directory # SKIP quilt is missing"
		continue
	fi
	all_of > "$tmp/was"
	start=$(now)
	apply "$tmp/$where" > "$tmp/said" 2>&1 && why='' || why=failed
	takes=$(since "$start")
	unapply "$tmp/$where" >> "$tmp/said" 2>&1 || why="${why:-unapply failed}"
	all_of | cmp -s "$tmp/was" - || why="${why:-it is not as it was}"
	result "apply and unapply, $where" "$why"
	if [ $where = tree ]; then
		# a moment that is drawn seldom: git writes its index, and nothing says for whom
		touch "$tmp/tree/mm/a.c"
		mkdir -p "$tmp/hooks"
		printf '#!/bin/sh\n: > "%s"\n[ -e .git/vm_flags-apply ] || kill -9 0\n' "$tmp/hooked" > "$tmp/hooks/post-index-change"
		chmod +x "$tmp/hooks/post-index-change"
		why=
		env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0="$tmp/hooks" \
			KERNEL="$tmp/tree" setsid "$tmp/repo/kernel/engine/apply.sh" apply > "$tmp/said" 2>&1 ||
			why="git locked its index before apply said that it works there"
		[ -e "$tmp/hooked" ] || why="the hook was not called"
		unapply "$tmp/tree" >> "$tmp/said" 2>&1 || why="${why:-unapply failed}"
		result "apply, tree, no lock before it says so" "$why"
		# a moment that no draw hits: a new file is written, and git's index isn't
		new=tools/testing/selftests/mm/map_droppable
		echo "$new/settings filter=dies" > "$tmp/tree/.git/info/attributes"
		signalled KILL 10 env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=filter.dies.smudge \
			GIT_CONFIG_VALUE_0='cat > /dev/null; kill -9 0' KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/apply.sh" apply
		rm "$tmp/tree/.git/info/attributes"
		why=
		[ -e "$tmp/tree/$new/settings" ] || why="it was not killed there"
		[ ! -e "$tmp/tree/$new/short.h" ] || why="it was killed too late"
		unapply "$tmp/tree" > "$tmp/said" 2>&1 || why="${why:-unapply failed: $(head -n 1 "$tmp/said")}"
		all_of > "$tmp/is"
		cmp -s "$tmp/was" "$tmp/is" || why="${why:-it is not as it was: $(diff "$tmp/was" "$tmp/is" | sed -n 2p)}"
		result "apply, tree, SIGKILL between two new files" "$why"
	else
		# the same: patch writes beside the file, and moves it into place
		new=tools/testing/selftests/mm/map_droppable/settings.oABC123
		mkdir -p "$tmp/bin"
		printf '#!/bin/sh\n"%s" "$@"\nrc=$?\n[ ! -d "%s" ] || { : > "%s"; kill -9 0; }\nexit $rc\n' \
			"$(command -v patch)" "$tmp/plain/${new%/*}" "$tmp/plain/$new" > "$tmp/bin/patch"
		chmod +x "$tmp/bin/patch"
		signalled KILL 10 env PATH="$tmp/bin:$PATH" KERNEL="$tmp/plain" "$tmp/repo/kernel/engine/apply.sh" apply
		why=
		[ -e "$tmp/plain/$new" ] || why="it was not killed there"
		unapply "$tmp/plain" > "$tmp/said" 2>&1 || why="${why:-unapply failed: $(head -n 1 "$tmp/said")}"
		all_of > "$tmp/is"
		cmp -s "$tmp/was" "$tmp/is" || why="${why:-it is not as it was: $(diff "$tmp/was" "$tmp/is" | sed -n 2p)}"
		result "apply, plain, SIGKILL while patch writes" "$why"
	fi
	k=0
	while [ $((k += 1)) -le "$kills" ]; do
		case $((k % 3)) in 0) signal=TERM ;; *) signal=KILL ;; esac
		at=$(moment $((1000 + k)) "$takes")
		do=apply
		if [ $((k % 5)) = 0 ]; then
			do=unapply
			apply "$tmp/$where" > "$tmp/said" 2>&1
		fi
		signalled $signal "$at" env KERNEL="$tmp/$where" "$tmp/repo/kernel/engine/apply.sh" $do
		why=
		[ "$(wc -l < "$tmp/said")" -le 1 ] || why="it said: $(head -n 1 "$tmp/said")"
		all_of > "$tmp/is"
		if ! cmp -s "$tmp/was" "$tmp/is"; then
			unapply "$tmp/$where" > "$tmp/said" 2>&1 || why="${why:-unapply failed: $(head -n 1 "$tmp/said")}"
			all_of > "$tmp/is"
			cmp -s "$tmp/was" "$tmp/is" || why="${why:-it is not as it was: $(diff "$tmp/was" "$tmp/is" | sed -n 2p)}"
		fi
		apply "$tmp/$where" > "$tmp/said" 2>&1 || why="${why:-the next apply failed}"
		unapply "$tmp/$where" >> "$tmp/said" 2>&1 || why="${why:-the next unapply failed}"
		result "$do, $where, SIG$signal after $at of $takes s" "$why"
	done
done

# Disks that are too small, each a little larger.
if [ "$(id -u)" != 0 ]; then
	why_not="only root mounts"
elif ! { mkdir -p "$tmp/disk" && mount -t tmpfs -o size=64k none "$tmp/disk"; } 2> /dev/null; then
	why_not="no mount here"
else
	umount "$tmp/disk"
	why_not=
fi
if ! part disk; then
	:
elif [ -n "$why_not" ]; then
	n=$((n + 1))
	echo "ok $n - a full disk # SKIP $why_not"
else
	[ "$kills" -gt 10 ] && parts='0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15' || parts='1 6 11 15'
	kind=tarball
	{
		rm -rf "$tmp/repo/build"
		mkdir "$tmp/repo/build"
		mount -t tmpfs -o size=64m none "$tmp/repo/build"
		run $kind > "$tmp/said" 2>&1
		need=$(df --output=used "$tmp/repo/build" | tail -n 1)
		need=$((need))
		umount "$tmp/repo/build"
		for part in $parts; do
			size=$((need * part / 16 + 16))
			mount -t tmpfs -o size=${size}k none "$tmp/repo/build"
			why=
			! run $kind > /dev/null 2> "$tmp/said" || why="went on"
			lines=$(grep -vc '^  [A-Z]' "$tmp/said") || :
			[ "$lines" = 1 ] || why="${why:-$lines lines}"
			grep -q "disk is full\|can't write to\|No space left" "$tmp/said" || why="${why:-does not say that the disk is full}"
			made $kind | cmp -s "$tmp/good-$kind" - || [ $kind = git ] || why="${why:-patches/ has changed}"
			if [ -z "$why" ]; then
				mount -o remount,size=64m "$tmp/repo/build"
				run $kind > "$tmp/said" 2>&1 || why="with more room it failed"
				made $kind | cmp -s "$tmp/good-$kind" - || why="${why:-with more room it made something else}"
			fi
			umount "$tmp/repo/build"
			result "$kind, on a disk of $size of $need KB" "$why"
		done
	}
fi

ktap_ends killed ", SEED=$seed"
