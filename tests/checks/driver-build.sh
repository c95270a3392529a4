#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# driver-build.sh BASE - the driver of tests/driver, as make driver patches it, on a real kernel
#
# For i386 it must build without a warning on the base and on the converted kernel, and
# what sparse says of it there must be of the places that make driver lists, and of all.
# KTAP.  Exit: 0, 1; 2 can't run here.
#
# Check: driver-build BASE
#   when: test-all
#   of: series
#   reads: kernel cocci sparse-checks tests/driver tests/build.sh tests/traced.awk tests/tree.sh
#   takes: 5 min
set -eu
export LC_ALL=C
unset KERNEL VERSION DIR APPLY O ARCH || :
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
base=${1:?usage: driver-build.sh BASE}
for tool in sparse patch; do
	command -v $tool > /dev/null || { echo "driver: $tool is missing: run 'make install-tools' as root"; exit 2; }
done
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
. "$top/tests/tree.sh"
has_series "$work" ||
	{ echo "driver: $no_series"; exit 2; }
test=$work/driver-test
rm -rf "$test"
mkdir -p "$test"
cp -R "$top/tests/driver" "$test/base"

ktap_starts
rc=0
# below build/ is no place for it
driver=$(mktemp -d)
trap 'rm -rf "$driver"' EXIT
cp -R "$top/tests/driver/." "$driver"
DIR=$driver "$top/kernel/engine/driver.sh" "$base" > "$test/said" 2>&1 || rc=$?
sed 's/^/# /' "$test/said"
mine=$(sed -n 's|^driver: .* \(/.*\)/driver.patch$|\1|p' "$test/said")
why=
[ "$rc" = 1 ] && [ -s "$mine/driver.patch" ] || why="exit $rc"
[ "$(cut -f 1,2 "$mine/open" | tr '\t' : | sort)" = "$(sed -n 's/^driver: sparse: \([^:]*:[0-9]*\):.*/\1/p' "$test/said" | sort -u)" ] ||
	why="${why:-not the places that are listed}"
result "what sparse says of it: $(wc -l < "$mine/open") places" "$why"
patch -s -d "$test/base" -p1 < "$mine/driver.patch"
cp -R "$test/base" "$test/series"
rm -rf "$mine"

. "$top/tests/build.sh"
setup driver i386 "$base"
for where in base series; do
	at $where
	prepare
	kbuild KBUILD_MODPOST_WARN=1 M="$test/$where" modules > "$test/$where.log" 2>&1 || :
	why=
	[ -f "$test/$where/demo.ko" ] || why="demo.ko is not built: $(grep -m 1 -E 'error|\*\*\*' "$test/$where.log" || :)"
	result "builds, $where" "$why"
	result "without a warning, $where" "$(grep -m 1 -E '(warning|error):' "$test/$where.log" || :)"
done

ktap_ends driver
