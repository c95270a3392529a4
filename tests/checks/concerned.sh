#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# concerned.sh - which files sparse and gcc are asked about
#
# What the series touches, what mentions a word of vma flags, and who makes the code
# of trace events that do; nothing else, and nothing of another architecture.  On a
# tree of a few files.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: concerned
#   when: test
#   of: ours
#   reads: tests/build.sh tests/traced.awk tests/tree.sh tests/small-tree.sh
#   takes: 5 s
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
command -v git > /dev/null || { echo "concerned: git is missing"; exit 2; }
tmp=$top/build/concerned-test
rm -rf "$tmp"
mkdir -p "$tmp"
. "$top/tests/small-tree.sh"
. "$top/tests/build.sh"
ktap_starts

tree
t=$tmp/tree
mkdir -p "$t/include/trace/events" "$t/fs/own" "$t/drivers/x" "$t/arch/arm/mm" "$t/arch/x86/mm" "$t/tools"
file() { cat > "$t/$1"; }
trace() { # its path, what the event has: a trace header
	printf '#include <linux/tracepoint.h>\n%s\nTRACE_EVENT(e, %s);\n#include <trace/define_trace.h>\n' "${3:-}" "$2" > "$t/$1"
}
makes() { printf '#define CREATE_TRACE_POINTS\n#include %s\n' "$2" > "$t/$1"; }
uses() { printf '#include %s\n' "$2" > "$t/$1"; }
trace include/trace/events/flags.h '__field(vm_flags_t, flags)'
trace include/trace/events/other.h '__field(int, a)'
file include/trace/events/names.h < /dev/null
trace include/trace/events/by.h '__field(int, a)' '#include <trace/events/names.h>'
trace fs/own/own_trace.h '__field(unsigned long, vm_flags)'
trace drivers/x/trace.h '__field(int, a)'
makes fs/super.c '<trace/events/flags.h>'
uses fs/file.c '<trace/events/flags.h>'
makes fs/other.c '<trace/events/other.h>'
makes fs/by.c '<trace/events/by.h>'
makes fs/own/main.c '"own_trace.h"'
makes drivers/x/x.c '"trace.h"'
echo 'int a = VM_READ;' | file drivers/x/flags.c
echo 'int a = VM_READ;' | file arch/arm/mm/fault.c
echo 'int a = VM_READ;' | file arch/x86/mm/fault.c
echo 'int a = VM_READ;' | file tools/a.c
echo 'int a;' | file mm/touched.c
commit more
git -C "$t" tag base
echo 'int b;' >> "$t/mm/touched.c"
echo '/* names */' > "$t/include/trace/events/names.h"
commit series
git -C "$t" tag series

tree=$t src=$t out=$tmp ARCH=i386 SRCARCH=x86
concerned | objects > "$tmp/got"
cp "$tmp/got" "$tmp/said"
has() { grep -qx -e "$2" "$tmp/got" && result "$1" '' || result "$1" "$2 is not in the list"; }
hasnt() { grep -qx -e "$2" "$tmp/got" && result "$1" "$2 is in the list" || result "$1" ''; }
has "mentions a flag" drivers/x/flags.o
has "is touched" mm/touched.o
has "makes the events of a header that mentions a flag" fs/super.o
hasnt "includes it, and makes nothing" fs/file.o
has "makes the events of a header of its own" fs/own/main.o
has "makes those of a header that includes one which is touched" fs/by.o
hasnt "makes those of another header" fs/other.o
hasnt "makes those of a header of the same kind of name" drivers/x/x.o
has "of this architecture" arch/x86/mm/fault.o
hasnt "of another" arch/arm/mm/fault.o
hasnt "under tools/" tools/a.o

ktap_ends concerned
