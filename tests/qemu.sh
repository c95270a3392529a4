#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Build the kernel of SRCTREE for one architecture, boot it under QEMU with
# tests/guest/init.c as its init, and relay what the guest's tests say.
#
# A test is a C file in a directory of tests/guest.  If there is a Kbuild in it,
# that makes DIRECTORY.ko, which is loaded while the one program, test.c, runs.
# An executable file is a program that is built already.
# A program speaks KTAP, exits with 4 to be skipped, and what it expects is its
# own business.  GUEST_ENV is its environment.
#
# Exit status: 0 when every test passed and the kernel log is clean, 1 when
# not, 2 when the run could not be made for want of a tool or an argument.
#
# Environment: J (processes, default: all), TIMEOUT (seconds that a guest may
# compute or idle without a word of its tests, default 600), QEMU_ARGS (added to
# QEMU's command line), GUEST_ENV (VAR=VALUE for the guest's programs), REPEAT (run
# the tests so many times), COMPACT=1 (beside a process that compacts memory
# without end).  For other guests than those tests: GUESTS (a directory like
# tests/guest; no COMPAT), FRAGMENT (of kernel/config, default guest), APPEND (for
# the kernel), ONE_CPU=1.
#
# Check: boot ARCH build/BASE/linux build/BASE/boot-ARCH
#   what: boot the kernel of the series in QEMU, run the guest tests
#   when: arch
#   of: series
#   reads: kernel/engine/ccache.sh tests/guest tests/libc tests/firmware kernel/config
#   takes: 6 min
#   blind: caches and TLBs, which no emulator has
#   shows: guest tests=tests, checks in them=checks

set -eu

# the run could not be made
cannot() {
	echo "qemu.sh: $*" >&2
	exit 2
}

# it was made, and failed
die() {
	echo "qemu.sh: $archname: FAIL: $*" >&2
	exit 1
}

usage() {
	echo "usage: qemu.sh [-v] ARCHNAME SRCTREE OUTDIR [TEST...]" >&2
	exit 2
}

# step LOG COMMAND...: quiet unless it fails
step() {
	log=$1
	shift
	[ -z "$verbose" ] || echo "+ $*" >&2
	"$@" >"$log" 2>&1 </dev/null && return
	grep -E "error:|undefined reference|\\*\\*\\* .*Error" "$log" >&2 || tail -n 20 "$log" >&2
	die "$* (log: $log)"
}

# install FILE only where it differs, so that make sees no news
refresh() {
	cmp -s "$1" "$2" || cp "$1" "$2"
}

verbose=
while getopts v opt; do
	case $opt in
	v) verbose=1 ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))
[ $# -ge 3 ] || usage

top=$(cd "$(dirname "$0")/.." && pwd)
archname=$1
[ -f "$top/kernel/arch/$archname" ] ||
	cannot "no kernel/arch/$archname; there is: $(cd "$top/kernel/arch" && echo *)"
. "$top/tests/tree.sh"
# what make series leaves, and only then
case $(realpath -m "$2") in
"$top"/build/*/*/linux) ;;
"$top"/build/*/linux)
	has_series "${2%/linux}" || cannot "$no_series" ;;
esac
[ -f "$2/Kbuild" ] || cannot "$2: not a kernel tree"
src=$(cd "$2" && pwd)
mkdir -p "$3"
out=$(cd "$3" && pwd)
shift 3

# kbuild would say so too, at length
for dir in "$src" "$out"; do
	case $dir in
	*[[:space:]:]*) cannot "kbuild cannot work in a path with spaces or colons: $dir" ;;
	esac
done

case ${REPEAT:=1}${TIMEOUT:=600} in
*[!0-9]* | 0*) cannot "REPEAT=$REPEAT, TIMEOUT=$TIMEOUT: numbers from 1 on" ;;
esac
guests=$(cd "${GUESTS:-$top/tests/guest}" && pwd)
fragment=${FRAGMENT:-guest}
GUEST_CFLAGS=-static LIBC='' FIRMWARE='' NOBOOT='' CLOCKSOURCE='' CMDLINE='' WARNS='' NOT_IN=''
unset NOT_RUN
# shellcheck source=/dev/null
. "$top/kernel/arch/$archname"
[ -z "$NOBOOT" ] || cannot "$archname: $NOBOOT"
! why=$(not_in "$src") || cannot "$archname: $why"
# what counts instructions has the clock that counts them
[ -z "$CLOCKSOURCE" ] || [ "$fragment" != guest ] || APPEND="clocksource=$CLOCKSOURCE ${APPEND:-}"
[ -z "$CMDLINE" ] || APPEND="$CMDLINE ${APPEND:-}"
[ -z "${ONE_CPU:-}" ] || QEMU=$(echo "$QEMU" | sed "s/ -smp [^ ]*//")
[ -z "${GUESTS:-}" ] || COMPAT=''
obj=$out/linux

# program NAME: its source
program() {
	for file in "$guests/$1/test.c" "$guests"/*/"$1.c" "$guests"/*/"$1"; do
		[ ! -f "$file" ] || { echo "$file"; return; }
	done
	return 1
}
all=
[ $# -gt 0 ] || {
	[ -n "${GUESTS:-}" ] || all=1
	for file in "$guests"/*/*; do
		dir=${file%/*}
		case $file in
		*.c) ;;
		*)	[ ! -f "$file" ] || [ ! -x "$file" ] || set -- "$@" "${file##*/}"
			continue ;;
		esac
		if [ ! -f "$dir/Kbuild" ]; then
			set -- "$@" "$(basename "$file" .c)"
		elif [ "$file" = "$dir/test.c" ]; then
			set -- "$@" "${dir##*/}"
		fi
	done
}
for name; do
	program "$name" >/dev/null || cannot "no program $name in $guests"
done

if [ -e "$src/.config" ] || [ -d "$src/include/config" ]; then
	cannot "$src has been built in: make -C $src ARCH=$ARCH mrproper"
fi

# What is missing, if anything, and what to do about it: one line.
missing=
for tool in make gcc flex bison bc "${CROSS_COMPILE}gcc" "${QEMU%% *}"; do
	command -v "$tool" >/dev/null || missing="$missing $tool"
done
[ -n "$missing$LIBC" ] || {
	echo 'int main(void) { return 0; }' >"$out/libc.c"
	# shellcheck disable=SC2086 # flags are words
	"${CROSS_COMPILE}gcc" $GUEST_CFLAGS -o "$out/libc" "$out/libc.c" 2>/dev/null ||
		missing=" libc.a for ${CROSS_COMPILE}gcc"
}
[ -z "$missing" ] ||
	cannot "missing:$missing; apt-get install make gcc flex bison bc $PACKAGES"

. "$top/kernel/engine/ccache.sh"
cc="${cc:+$cc }${CROSS_COMPILE}gcc"

kmake() {
	make -C "$src" O="$obj" ARCH="$ARCH" CROSS_COMPILE="$CROSS_COMPILE" \
		KCFLAGS="$(prefix_map "$src" "$obj")" \
		CC="$cc" HOSTCC="${cc%%"${CROSS_COMPILE}gcc"}gcc" -j"${J:-$(nproc)}" "$@"
}

# Configure. merge_config.sh leaves temporary files in its working directory
# and knows no quoting: it gets copies below OUTDIR. The old .config is put
# back when the new one is the same: make goes by its time.
mkdir -p "$obj" "$out/config"
build_begins "$out" "$out/building"
trap 'build_ends "$out/building"' EXIT
config_for "$src" < "$top/kernel/config/$fragment" > "$out/config/fragment"
printf '%s\n' "$CONFIG" | config_for "$src" > "$out/config/arch"
rm -f "$out/config/old"
[ ! -e "$obj/.config" ] || cp -p "$obj/.config" "$out/config/old"
step "$out/config/log" kmake tinyconfig
cp "$obj/.config" "$out/config/tiny"
(
	cd "$out/config"
	KCONFIG_CONFIG=all step merge.log \
		sh "$src/scripts/kconfig/merge_config.sh" -m tiny fragment arch
)
step "$out/config/log" kmake KCONFIG_ALLCONFIG="$out/config/all" allnoconfig
lost=$(config_lost "$out/config/fragment" "$out/config/arch" "$obj/.config")
[ -z "$lost" ] || die "did not stick in .config:$lost"
[ ! -e "$out/config/old" ] || ! cmp -s "$out/config/old" "$obj/.config" ||
	mv "$out/config/old" "$obj/.config"

step "$out/build.log" kmake vmlinux
# What is made of vmlinux goes into an object by .incbin, and ccache doesn't see
# that where a tab stands behind it (arm's piggy.S): it would be an older kernel.
(
	export CCACHE_DISABLE=1
	rm -f "$obj"/arch/*/boot/compressed/piggy.o
	step "$out/image.log" kmake
)

# No package has a libc for it: what the programs need is in tests/libc, whose libc.h
# says in its head which headers it is.
if [ "$LIBC" = none ]; then
	step "$out/headers.log" kmake headers
	rm -rf "$out/libc-headers"
	sed -n '/^ \*\//q; s/^ \*\t//p' "$top/tests/libc/libc.h" | tr ' ' '\n' | while read -r h; do
		mkdir -p "$(dirname "$out/libc-headers/$h")"
		ln -s "$top/tests/libc/libc.h" "$out/libc-headers/$h"
	done
	GUEST_CFLAGS="-static -nostdlib -nostdinc -ffreestanding -fno-builtin
		-fno-pic -no-pie -fno-stack-protector -fno-tree-loop-distribute-patterns
		-isystem $("${CROSS_COMPILE}gcc" -print-file-name=include)
		-isystem $out/libc-headers -isystem $obj/usr/include
		$GUEST_CFLAGS $top/tests/libc/libc.c"
fi

# What the machine has below the kernel, where no package has that.
if [ -n "$FIRMWARE" ]; then
	# shellcheck disable=SC2086 # a file and flags: words
	step "$out/firmware.log" "${CROSS_COMPILE}gcc" -O2 -Wall -Wextra -nostdlib -static \
		-ffreestanding -fno-pic -no-pie -fno-toplevel-reorder -o "$out/firmware" \
		"$top/tests/firmware/"$FIRMWARE
	QEMU="$QEMU -bios $out/firmware"
fi

# Some take a test of the kernel's own, which goes with its own headers.
# shellcheck disable=SC2046 # words
if grep -qs "include <tools/" $(for name; do program "$name"; done); then
	step "$out/headers.log" kmake headers
fi

# The guest's programs, and the list of what goes into its initramfs.
guest=$out/guest
rm -rf "$guest/root"
mkdir -p "$guest/root"
compile() {
	kernels=
	! grep -q "include <tools/" "$2" ||
		kernels="-idirafter $src -idirafter $src/tools/testing/selftests -isystem $src/tools/include -isystem $obj/usr/include"
	# shellcheck disable=SC2086 # a wrapper and its compiler, flags: words
	${3:-$cc $GUEST_CFLAGS} -O2 -Wall -Wextra $kernels -o "$1" "$2"
}
step "$guest/init.log" compile "$guest/root/init" "$top/tests/guest/init.c"
{
	echo 'dir /dev 0755 0 0'
	echo 'nod /dev/console 0600 0 0 c 5 1'
	echo "file /init $guest/root/init 0755 0 0"
	echo 'dir /tests 0755 0 0'
} >"$guest/list"
programs=0
add() { # name [compiler]
	case $file in
	*.c) step "$guest/$1.log" compile "$guest/root/$1" "$file" "${2:-}" ;;
	*) cp "$file" "$guest/root/$1" ;;
	esac
	echo "file /tests/$1 $guest/root/$1 0755 0 0" >>"$guest/list"
	programs=$((programs + 1))
}
for name; do
	file=$(program "$name")
	dir=${file%/*}
	add "$name"
	if [ ! -f "$dir/Kbuild" ]; then
		[ -z "${COMPAT:-}" ] || add "$name.compat" "$COMPAT"
		continue
	fi
	mkdir -p "$guest/$name"
	for file in "$dir"/*; do
		refresh "$file" "$guest/$name/${file##*/}"
	done
	step "$guest/$name.log" kmake M="$guest/$name" modules
	echo "file /tests/$name.ko $guest/$name/$name.ko 0644 0 0" >>"$guest/list"
done
"$obj/usr/gen_init_cpio" "$guest/list" >"$guest/initramfs.cpio"
build_ends "$out/building"

# Boot. A reboot, be it init's at the end or a panic's, ends QEMU. TCG always:
# a guest's result must not depend on the host's having a working KVM.
# On a slow host TCG may starve a processor for long: no stall of the guest's.
env="DROPPABLE_SWAP=/dev/ram0 DROPPABLE_DISK=/dev/ram1"
[ "$REPEAT" = 1 ] || env="$env REPEAT=$REPEAT"
env="$env${COMPACT:+ COMPACT=1} ${GUEST_ENV:-}"
# init's own lines start like KTAP, the rest is the kernel's log.
ktap='^ *(KTAP version |1\.\.|ok |not ok |# )'

# watch PID: kills a QEMU whose guest hangs, and says so in OUTDIR/hung.  Counted
# is what the guest does, not what others leave it of this machine: its processor
# time, and the seconds at which no thread of it wanted any.
watch() {
	pid=$1 said=0 since=0 idle=0
	hertz=$(getconf CLK_TCK)
	while
		sleep 1
		read -r stat 2>/dev/null <"/proc/$pid/stat" || return 0
		# shellcheck disable=SC2086 # numbers
		set -- ${stat##*) }
		[ "$1" != Z ]
	do
		used=$(((${12} + ${13}) / hertz))
		lines=$(grep -cE "$ktap" "$out/console.log") || :
		if [ "$lines" != "$said" ]; then
			said=$lines since=$used idle=0
		fi
		case $(cat "/proc/$pid/task/"*/stat 2>/dev/null) in
		*') '[RDT]' '*) ;;
		*) idle=$((idle + 1)) ;;
		esac
		used=$((used - since))
		[ $((used + idle)) -gt "$TIMEOUT" ] || continue
		echo "no word while it computed for $used s and idled for $idle s" >"$out/hung"
		kill -KILL "$pid"
		return
	done
}

boot() {
	status=0
	rm -f "$out/hung"
	# shellcheck disable=SC2086 # command lines
	$QEMU -accel tcg -no-reboot -nic none \
		-display none -monitor none -serial stdio \
		-kernel "$obj/$IMAGE" -initrd "$guest/initramfs.cpio" \
		-append "console=$CONSOLE panic=-1 loglevel=8 printk.devkmsg=on rcupdate.rcu_cpu_stall_timeout=300 ${APPEND:-} $env" \
		${QEMU_ARGS:-} </dev/null 2>"$out/qemu.log" &
	watch $!
	# without the shell's own word about a QEMU that was killed
	{ wait $!; } 2>/dev/null || status=$?
	echo "$status" >"$out/qemu.status"
}
if [ -n "$verbose" ]; then
	boot | sed -u 's/\r//g' | tee "$out/console.log" >&2
else
	boot | sed -u 's/\r//g' >"$out/console.log"
fi

# Judge.
splat='WARNING:|BUG:|kernel BUG|Oops|DEBUG_LOCKS_WARN_ON|UBSAN:|KASAN:'
splat="$splat|INFO: (possible|inconsistent|suspicious|trying to register|rcu|task )"
splat="$splat|Kernel panic|Unable to handle|general protection fault"
grep -E "$ktap" "$out/console.log" || :
grep -Ev "$ktap" "$out/console.log" | grep -E "$splat" >"$out/splats" || :
# What the base itself warns of is no fault of what is tested.
of_base=''
release=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p' "$src/Makefile" | tr -d '\n')
# they are of lockdep, among others
[ "$fragment" = guest ] || WARNS=''
for at in $(echo "$WARNS" | sed -n "s/^$release \([a-z0-9_]*\): .*/\1/p"); do
	if grep -q "WARNING: at $at+" "$out/splats"; then
		echo "# a warning at $at(): $(echo "$WARNS" | sed -n "s/^$release $at: //p")"
		of_base="$of_base, a warning of the base's own at $at()"
	else
		echo "Linux $release no longer warns at $at(): take that out of WARNS in kernel/arch/$archname" >> "$out/splats"
	fi
	sed -i "/WARNING: at $at+/d" "$out/splats"
done

status=$(cat "$out/qemu.status")
if ! grep -q "^guest: all $((programs * REPEAT)) tests run\$" "$out/console.log"; then
	if grep -q 'Kernel panic' "$out/splats"; then
		why=$(grep -m 1 'Kernel panic' "$out/splats")
	elif [ -s "$out/hung" ]; then
		why="timeout: $(cat "$out/hung"); last line: $(grep -E "$ktap" "$out/console.log" | tail -n 1)"
	else
		why="QEMU ended early, status $status: $(tail -n 1 "$out/qemu.log")"
	fi
	die "$why"
fi
built=$(sed -n 's/^#define UTS_VERSION "\(.*\)"/\1/p' "$obj"/include/generated/*.h)
grep -qF -e "$built" "$out/console.log" || die "what booted is not the kernel that was built, '$built'"
[ ! -s "$out/splats" ] || die "kernel log: $(head -n 1 "$out/splats")"
! grep -q '^not ok ' "$out/console.log" || die "$(grep -c '^not ok ' "$out/console.log") of $((programs * REPEAT)) tests failed"
passed=$(grep -c '^ok [^#]*$' "$out/console.log") || :
skipped=$(grep '^ok .*# SKIP' "$out/console.log" | cut -d ' ' -f 3 | sort -u | xargs)
[ "$passed" -gt 0 ] || cannot "$archname: none could be run there: $skipped"
# What was not run is what the architecture's file says, with its reason.
if [ -n "$all" ] && [ -n "${NOT_RUN+said}" ]; then
	said=$(echo "$NOT_RUN" | sed -n 's/^\([a-z0-9_.]*\): .*/\1/p' | sort | xargs)
	[ "$skipped" = "$said" ] ||
		die "skipped: ${skipped:-none}; but NOT_RUN in kernel/arch/$archname has: ${said:-none}"
fi
echo "# = tests=$passed/$((programs * REPEAT)) skipped=$(echo "$skipped" | wc -w) checks=$(grep -c '^ *ok ' "$out/console.log")"
echo "# qemu.sh: $archname: pass: $passed of $((programs * REPEAT)) tests${skipped:+, skipped: $skipped}; $(grep -c '^ *ok ' "$out/console.log") checks$of_base"
