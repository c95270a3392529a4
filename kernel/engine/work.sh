#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# work.sh BASE - the directory where the work on BASE, or on $KERNEL, happens
#
# Prints build/BASE, build/VERSION for that version of it from the archive, or
# build/tree-ID for the tree $KERNEL; it need not exist.
# Exit: 0; 1 with a line when there is no such base, or no such directory.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
[ -n "$1" ] && [ -f "$top/kernel/bases/$1" ] || {
	echo "no base '$1': there is $(cd "$top/kernel/bases" && echo *)" >&2
	exit 1
}
if [ -n "${KERNEL:-}" ]; then
	[ -d "$KERNEL" ] || { echo "KERNEL=$KERNEL: no such directory" >&2; exit 1; }
	echo "$top/build/tree-$(cd "$KERNEL" && pwd | sha256sum | cut -c1-12)"
elif [ -n "${VERSION:-}" ]; then
	case $VERSION in
	*[!A-Za-z0-9.~+-]* | [!0-9]*) echo "VERSION=$VERSION: not a version, as 6.12.95 is" >&2; exit 1 ;;
	esac
	echo "$top/build/$VERSION"
else
	echo "$top/build/$1"
fi
