# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by the checks that build: "setup NAME ARCH BASE" gives an allmodconfig of ARCH
# for the series of BASE, or of the tree $KERNEL.  $O: the directory for the
# objects, whose .config is used when it has one.  Sets tree (sources, which
# "at COMMIT" moves), out (logs and lists), obj (the kernel's O=) and what
# kernel/arch/ARCH says.  Exit 2 with a line when that can't be had.  With $compiler
# set to clang it is by clang.

top=${top:-$(cd "$(dirname "$0")/../.." && pwd)}
jobs=${J:-$(nproc)}
compiler=gcc
. "$top/tests/tree.sh"

cannot() { echo "$proof: $*" >&2; exit 2; }

setup() {
	proof=$1
	[ $# = 3 ] && [ -n "$3" ] || { proof=$1; cannot "usage: $proof.sh ARCH BASE"; }
	[ -f "$top/kernel/arch/$2" ] ||
		cannot "unknown ARCH '$2': there is $(cd "$top/kernel/arch" && echo *)"
	SRCARCH='' ALLCONFIG='' SPARSE_MAKE='' NOT_IN=''
	. "$top/kernel/arch/$2"
	[ "$compiler" = clang ] || command -v "${CROSS_COMPILE}gcc" > /dev/null ||
		cannot "${CROSS_COMPILE}gcc is missing: apt-get install $PACKAGES"
	work=$("$top/kernel/engine/work.sh" "$3") || exit 2
	src=$work/linux
	# series.sh moves the branches of this repository while it runs.
	mkdir -p "$work"
	exec 8> "$work/lock"
	flock -s 8
	has_series "$work" || cannot "$no_series"
	! why=$(not_in "$src") || cannot "$2: $why"
	# One work tree for all architectures: one at a time, or one for each SLOT.
	tree=$work/src$([ "${SLOT:-1}" = 1 ] || echo "-$SLOT")
	exec 9> "$tree.lock"
	flock 9
	at base
	. "$top/kernel/engine/ccache.sh"
	# sparse has objects of its own, to run beside the compiler
	out=$work/objects-$2
	[ "$proof" != sparse ] || out=$work/sparse-$2
	if [ "$compiler" = clang ]; then
		find_clang
		out=$work/objects-clang-$2
	fi
	obj=${O:-$out/obj}
	mkdir -p "$out" "$obj"
	obj=$(cd "$obj" && pwd)
	exec 7> "$out/lock"
	flock 7
	if [ -z "${O:-}" ]; then
		build_begins "$obj" "$out/building"
		trap 'build_ends "$out/building"' EXIT
	fi
	if [ ! -f "$obj/.config" ]; then
		printf '%s\n' "$ALLCONFIG" | config_for "$tree" > "$out/allconfig"
		# it is a configuration when all of it is there
		export KCONFIG_CONFIG=.config.new
		kmake KCONFIG_ALLCONFIG="$out/allconfig" allmodconfig > "$out/config.log" 2>&1 ||
			cannot "make allmodconfig failed: $out/config.log"
		# Line numbers in WARN tables and what only takes time, MODVERSIONS half
		# of it, and a minute of small processes for headers that nothing here uses.
		"$tree/scripts/config" --file "$obj/.config.new" \
			-d DEBUG_BUGVERBOSE -d WERROR -d DRM_WERROR -d GCC_PLUGINS \
			-d KCOV -d KASAN -d UBSAN -d MODVERSIONS -d HEADERS_INSTALL -d UAPI_HEADER_TEST \
			-d DEBUG_INFO_DWARF5 -e DEBUG_INFO_NONE
		kmake olddefconfig >> "$out/config.log" 2>&1
		unset KCONFIG_CONFIG
		lost=$(config_lost "$out/allconfig" "$obj/.config.new")
		[ -z "$lost" ] || cannot "ALLCONFIG of kernel/arch/$2 did not stick:$lost"
		mv "$obj/.config.new" "$obj/.config"
	fi
}

at() { tree_at "$src" "$tree" "$1"; }

# Sets llvm, as the kernel's make has it.
find_clang() {
	least=$(sh "$tree/scripts/min-tool-version.sh" llvm | cut -d . -f 1)
	llvm=
	for v in $(seq "$least" 30); do
		if command -v "clang-$v" > /dev/null && command -v "ld.lld-$v" > /dev/null; then
			llvm=-$v
			return
		fi
	done
	cannot "clang and lld of version $least or later are missing: apt-get install clang-$least lld-$least, or later ones"
}

kbuild() {
	if [ "$compiler" = clang ]; then
		make -C "$tree" O="$obj" ARCH="$ARCH" LLVM="$llvm" CC="${cc:+$cc }clang$llvm" HOSTCC="${cc:+$cc }gcc" \
			KCFLAGS="$(prefix_map "$tree" "$obj") ${kcflags:-}" -j"$jobs" "$@"
		return
	fi
	make -C "$tree" O="$obj" ARCH="$ARCH" CROSS_COMPILE="$CROSS_COMPILE" \
		CC="${cc:+$cc }${CROSS_COMPILE}gcc" HOSTCC="${cc:+$cc }gcc" \
		KCFLAGS="$(prefix_map "$tree" "$obj") ${kcflags:-}" -j"$jobs" "$@"
}
kmake() { kbuild -s "$@"; }

# by_sparse LOG OBJECTS...: has sparse read the sources of these.  Nothing is
# compiled: a rule of one word in place of the compiler's.
by_sparse() {
	log=$1
	shift
	# shellcheck disable=SC2086 # arguments
	kbuild -k ${KBUILD_SYNC:-} V="${V:-0}" C=2 rule_cc_o_c=: ${SPARSE_MAKE:-} \
		CF="$("$top/sparse-checks/flags.sh")" "$@" > "$log" 2>&1 || :
}

# Every C file that the series touches or that mentions a word of vma flags (a
# %lx there is wrong after the flip), and who defines CREATE_TRACE_POINTS for a
# header that does: only there are the fields of trace events code.
concerned() {
	"$top/kernel/engine/words.sh" "$src" base > "$out/words"
	{
		git -C "$tree" diff --name-only base series
		git -C "$tree" grep -lwF -f "$out/words" base -- "*.[ch]" | sed "s/^base://"
	} | sort -u > "$out/concerned"
	grep -v "\.h$" "$out/concerned"
	grep "\.h$" "$out/concerned" > "$out/concerned-headers" || :
	git -C "$tree" grep -lE "^#[[:space:]]*(define[[:space:]]+CREATE_TRACE_POINTS|include[[:space:]]+<trace/define_trace\.h>)" series -- "*.[ch]" |
		xargs -r git -C "$tree" grep -E "^#[[:space:]]*(define[[:space:]]+CREATE_TRACE_POINTS|include[[:space:]]*[<\"])" |
		sed "s/^series://" | awk -f "$top/tests/traced.awk" -v headers="$out/concerned-headers"
}

# The objects of a list of sources, of no other architecture, one a line.
objects() {
	grep '\.c$' | grep -vE '^(tools|scripts|samples|Documentation)/' | sort -u |
	awk -F / -v a="${SRCARCH:-$ARCH}" '$1 != "arch" || $2 == a' | sed 's/c$/o/'
}

# includers BUILT: those of the objects in the file BUILT that include a file whose name
# is on stdin.
includers() {
	sed 's|.*|/& |' > "$out/read"
	sed 's|[^/]*$|.&.cmd|' "$1" |
		(cd "$obj" && xargs grep -lF -f "$out/read" || :) |
		sed 's|\.\([^/]*\)\.cmd$|\1|'
}

prepare() {
	kmake prepare modules_prepare > "$out/prepare.log" 2>&1 ||
		{ tail -n 3 "$out/prepare.log" >&2; cannot "make prepare failed: $out/prepare.log"; }
}

# build LIST LOG [prepared]: the objects in LIST anew; LOG.built gets those that
# exist then.
build() {
	[ -n "${3:-}" ] || prepare
	(cd "$obj" && xargs rm -f < "$1")
	: > "$2"
	# shellcheck disable=SC2046 # names
	[ ! -s "$1" ] || kmake -k $(cat "$1") > "$2" 2>&1 || :
	(cd "$obj" && xargs ls < "$1" 2> /dev/null) > "$2.built" || :
}
