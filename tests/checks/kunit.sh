#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kunit.sh ARCH BASE - the KUnit tests of vma flags, by the tree's own kunit.py
#
# On the series they must pass; put on top of the last commit before flags have 64 bits
# they must fail, be it that they don't compile, or what are they for?  The
# architecture is that of tools/testing/kunit/qemu_configs with the name of ours, or
# the KUNIT of kernel/arch/ARCH.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: kunit ARCH BASE
#   what: the KUnit tests of vma flags pass, and fail where flags have 32 bits
#   when: arch
#   of: series
#   reads: none
#   takes: 15 min
#   blind: who calls the helpers
#   shows: KUnit=cases
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
cannot() { echo "kunit: $*"; exit 2; }
arch=${1:-} base=${2:-}
[ -n "$base" ] && [ -f "$top/kernel/arch/$arch" ] || cannot "usage: kunit.sh ARCH BASE"
CROSS_COMPILE='' KUNIT=$arch BITS='' NOT_IN=''
. "$top/kernel/arch/$arch"
work=$("$top/kernel/engine/work.sh" "$base") || exit 2
. "$top/tests/tree.sh"
own_out "$work" "kunit-$arch"
! why=$(not_in "$work/linux") || cannot "$arch: $why"
command -v python3 > /dev/null || cannot "python3 is missing: apt-get install python3"
command -v "${CROSS_COMPILE}gcc" > /dev/null || cannot "${CROSS_COMPILE}gcc is missing: apt-get install $PACKAGES"
commit=$(git -C "$work/linux" log --format=%H --diff-filter=A refs/made -- mm/tests/vma_flags_kunit.c | head -n 1)
[ -n "$commit" ] || cannot "the series of $base has no KUnit tests of vma flags"
tree=$out/linux
tree_at "$work/linux" "$tree" refs/made
[ -f "$tree/tools/testing/kunit/qemu_configs/$KUNIT.py" ] || cannot "this tree's kunit.py has no $KUNIT"
. "$top/kernel/engine/ccache.sh"
printf 'CONFIG_KUNIT=y\nCONFIG_VMA_FLAGS_KUNIT_TEST=y\n' > "$out/kunitconfig"

# kunit.py has QEMU take KVM where there is one, which hangs in a machine that is a guest
# itself: what it calls here leaves that out.
mkdir -p "$out/bin"
for real in $(echo "$PATH" | tr : '\n' | sed 's|$|/qemu-system-*|'); do
	[ -x "$real" ] && [ ! -e "$out/bin/${real##*/}" ] || continue
	cat > "$out/bin/${real##*/}" <<-SH
		#!/bin/sh
		n=\$#
		while [ "\$n" -gt 0 ]; do
			case \$1 in
			-accel) shift 2; n=\$((n - 2)) ;;
			*) set -- "\$@" "\$1"; shift; n=\$((n - 1)) ;;
			esac
		done
		exec $real "\$@"
	SH
	chmod +x "$out/bin/${real##*/}"
done

run() { # name of its log
	(cd "$tree" && PATH="$out/bin:$PATH" ./tools/testing/kunit/kunit.py run --arch="$KUNIT" ${CROSS_COMPILE:+--cross_compile="$CROSS_COMPILE"} \
		--build_dir="$out/build" --kunitconfig="$out/kunitconfig" --jobs="${J:-$(nproc)}" --timeout=1200 \
		${cc:+--make_options "CC=$cc ${CROSS_COMPILE}gcc"} --raw_output=kunit 'vma_flags*') > "$out/$1" 2>&1 || :
}

ktap_starts
run series.log
cases=$(grep -acE '^ +ok [0-9]+ ' "$out/series.log") || :
why=
grep -aqE '^ok [0-9]+ vma' "$out/series.log" && ! grep -aq '^ *not ok' "$out/series.log" ||
	why=$(grep -am 1 -E '^ *not ok|error:' "$out/series.log" || tail -n 1 "$out/series.log")
result "the series: $cases cases" "$why"
sed -n 's/^ *\(not \)*ok /# &/p' "$out/series.log"

if [ "$BITS" = 64 ]; then
	skipped "before the flip they fail" "64-bit has the same bits before and after it"
else
	# what is moved here is not whole
	rm -f "$tree.whole"
	git -C "$tree" checkout -q -f --detach refs/steps/bitmap
	git -C "$tree" show "$commit" | git -C "$tree" apply --exclude=MAINTAINERS -
	run before.log
	why=
	! grep -aqE '^ok [0-9]+ vma' "$out/before.log" || why="they pass"
	# that they fail must be their own doing
	[ -n "$why" ] || grep -aqE '^ *not ok|vma_flags_kunit\.c' "$out/before.log" || why=$(tail -n 1 "$out/before.log")
	result "before the flip they fail" "$why"
	sed -n 's/^ *not ok /# &/p' "$out/before.log"
	grep -am 1 'vma_flags_kunit.c:.*error' "$out/before.log" | sed 's/^/# /' || :
fi
echo "# = cases=$cases"
ktap_ends kunit
