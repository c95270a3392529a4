# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by what runs spatch: PATH, so that it starts fast, and OCaml without noise
#
# Each spatch runs "python3 --version" when it starts, whatever its script is in.  A
# python3 that is itself a script, as pyenv's, takes ten times as long as the rest of
# that: a link to the interpreter behind it goes first in PATH.
#
# Wants: top.

python_first() {
	old_ifs=$IFS
	IFS=:
	for d in $PATH; do
		[ -x "$d/python3" ] || continue
		[ "$(head -c 2 "$d/python3")" != '#!' ] || continue
		IFS=$old_ifs
		mkdir -p "$top/build/python" 2> /dev/null && ln -sf "$d/python3" "$top/build/python/python3.$$" &&
			mv "$top/build/python/python3.$$" "$top/build/python/python3" &&
			PATH=$top/build/python:$PATH
		return 0
	done
	IFS=$old_ifs
}
case $(head -c 2 "$(command -v python3)" 2> /dev/null) in '#!') python_first ;; esac

# OCaml 5 says of each script that it found the library str in another place than it
# used to be; OCaml 4 doesn't know of that, and doesn't mind.
export OCAMLPARAM="${OCAMLPARAM:-_},alert=-ocaml_deprecated_auto_include"

# What a semantic patch's OCaml was compiled to is kept below build/.  Who calls a copy
# of all this, as tests do, has its own first in PATH already.
case $(command -v ocamlopt.opt):$(readlink "$(command -v ocamlopt.opt)" 2> /dev/null) in
:* | */ocamlopt-kept.sh) ;;
*)	mkdir -p "$top/build/spatch/bin" 2> /dev/null &&
		ln -sf "$top/kernel/engine/ocamlopt-kept.sh" "$top/build/spatch/bin/ocamlopt.opt.$$" &&
		mv "$top/build/spatch/bin/ocamlopt.opt.$$" "$top/build/spatch/bin/ocamlopt.opt" &&
		PATH=$top/build/spatch/bin:$PATH || : ;;
esac
