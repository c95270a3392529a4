#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# flags.sh - CF= for the kernel's make: all that sparse finds, and what it has to be told
#
# Linux 7 gives __typeof_unqual__ to every checker, and sparse 0.6.4 doesn't know it:
# each use is an error, after which it reads wrong.  __typeof__ differs in qualifiers only.
set -eu
flags='-fmax-warnings=unlimited -fmax-errors=unlimited'
t=$(mktemp --suffix=.c)
trap 'rm -f "$t"' EXIT
echo 'static __typeof_unqual__(int) known;' > "$t"
! sparse "$t" 2>&1 | grep -q 'error:' || flags="$flags -D__typeof_unqual__=__typeof__"
echo "$flags"
