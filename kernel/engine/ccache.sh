# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced: compiling by ccache, where that is installed.  Sets cc, what goes in
# front of a compiler; prefix_map SRC OBJ prints flags for a kernel build.
#
# Paths are relative for it, so that a clone elsewhere hits as well.  Then the
# kernel's own flag no longer takes them off __FILE__: prefix_map's does.  No
# preprocessor run of its own, and files that git has written just now are fine.

cc=$(command -v ccache || :)
top=${top:?}
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$top}" CCACHE_DEPEND=1
export CCACHE_SLOPPINESS="${CCACHE_SLOPPINESS:-include_file_mtime,include_file_ctime}"

prefix_map() { echo "-fmacro-prefix-map=$(realpath --relative-to="$2" "$1")/="; }
