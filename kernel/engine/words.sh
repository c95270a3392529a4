#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# words.sh DIR [REV] - the words that code which has vma flags mentions
#
# From the kernel tree DIR, or its commit REV: vm_flags, vm_flags_t, the members
# that mm_types.h declares with that type, and the constants of mm.h from
# VM_NONE on.  One a line, sorted.
set -eu
export LC_ALL=C
dir=$1
show() { if [ -n "${rev-}" ]; then git -C "$dir" show "$rev:$1"; else cat "$dir/$1"; fi; }
rev=${2-}
{
	echo vm_flags
	echo vm_flags_t
	show include/linux/mm_types.h |
	sed -n 's/.*\bvm_flags_t[[:space:]][[:space:]]*\([a-z_]*\);.*/\1/p'
	show include/linux/mm.h | awk -f "$(dirname "$0")/vma-flags.awk"
} | sort -u
