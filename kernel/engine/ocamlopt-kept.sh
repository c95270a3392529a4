#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ocamlopt.opt as spatch calls it, which keeps what it made
#
# spatch compiles the OCaml of a semantic patch each time that it starts, which takes
# longer than a few files do.  Called by this name from a directory before that of the
# real one in PATH, with its result a file of KEPT by all that decides it: the compiler,
# what it is told, and the source but for the lines that say where that is from.  Whatever
# else it is asked for, the real one does.
KEPT=${0%/*}/../kept
real=
old_ifs=$IFS
IFS=:
for d in $PATH; do
	[ -x "$d/ocamlopt.opt" ] || continue
	# not this
	case $(readlink "$d/ocamlopt.opt") in */ocamlopt-kept.sh) continue ;; esac
	real=$d/ocamlopt.opt
	break
done
IFS=$old_ifs
[ -n "$real" ] || { echo "ocamlopt.opt: not found" >&2; exit 127; }
case "$1 $2 $3" in
"-shared -o "*/ocaml_cocci_*.cmxs) ;;
*) exec "$real" "$@" ;;
esac
out=$3
for source; do :; done
name=${source##*/}
key=$({
	ls -Lli "$real"
	echo "$*" | sed "s|[^ ]*${name%.ml}||g"
	echo "${OCAMLPARAM:-}"
	grep -v '^# [0-9][0-9]* "' "$source"
} | sha256sum | cut -c 1-32)
if [ -f "$KEPT/$key" ]; then
	# spatch removes what else the compiler leaves
	cp "$KEPT/$key" "$out" && : > "${out%s}" && : > "${out%xs}i" && : > "${out%cmxs}o" && exit 0
fi
"$real" "$@" || exit
mkdir -p "$KEPT" 2> /dev/null && cp "$out" "$KEPT/$key.$$" 2> /dev/null && mv "$KEPT/$key.$$" "$KEPT/$key" || rm -f "$KEPT/$key.$$"
exit 0
