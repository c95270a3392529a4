#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# sublevels.sh BASE [VERSION...] - the series of other versions of the base
#
# By default of the oldest and the newest that Debian's archive has.  Each must be
# made with nothing left open, apply by git am (series.sh verifies that), and build
# without new warnings on i386 and x86_64.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: sublevels BASE
#   when: test-all
#   of: series
#   reads: none
#   takes: 90 min
#   blind: the versions in between
set -eu
export LC_ALL=C
unset KERNEL OUT V VERSION CONTINUE || :
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
base=${1:?usage: sublevels.sh BASE [VERSION...]}
shift
if [ $# = 0 ]; then
	all=$(LIST=1 "$top/kernel/engine/fetch.sh" "$base" 2>&1) || { echo "sublevels: $all"; exit 2; }
	# shellcheck disable=SC2046 # versions
	set -- $(echo "$all" | sed -n '1p;$p' | uniq)
fi
log=$top/build/sublevels-$base
mkdir -p "$log"
made() { # name, exit status, log
	case $2 in
	0) result "$1: $(tail -n 1 "$3")" ;;
	2) skipped "$1" "$(tail -n 1 "$3")" ;;
	*) grep -E "^series: |error:|warning:" "$3" | head -n 20 > "$log/said" || :
	   result "$1" "$(tail -n 1 "$3")" "$log/said" ;;
	esac
}
ktap_starts
for v; do
	export VERSION="$v"
	rc=0
	"$top/kernel/engine/series.sh" "$base" > "$log/$v.log" 2>&1 || rc=$?
	grep '^series: [0-9]* patches' "$log/$v.log" > "$log/$v.said" || tail -n 1 "$log/$v.log" > "$log/$v.said"
	[ $rc = 0 ] || cp "$log/$v.log" "$log/$v.said"
	made "$v, the series" $rc "$log/$v.said"
	[ $rc = 0 ] || continue
	for arch in i386 x86_64; do
		rc=0
		"$top/tests/checks/objects.sh" "$arch" "$base" > "$log/$v-$arch.log" 2>&1 || rc=$?
		made "$v, objects of $arch" $rc "$log/$v-$arch.log"
	done
done
ktap_ends sublevels ", of $*"
