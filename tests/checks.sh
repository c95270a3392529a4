#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# checks.sh table | list [WHEN] | field NAME FIELD | command NAME ARCH | help | run NAME -
# the checks, each of which says in the head of its script what it is
#
# That is, there, a line
#
#   # Check: NAME [WORD...]
#
# for each check that the script makes, which is called with these words: BASE and ARCH
# stand for what is checked.  Below it, indented by three, its fields:
#
#   when   test: in make test and make test-all; test-all: there only; arch: for the
#          architectures whose file in kernel/arch names it
#   of     ours: says something of this repository; series: of the series that was made
#   reads  what of this repository decides its result, beside its script; make test-all
#          keeps an ok until one of these changes.  none: it is never kept
#   takes  about how long, on two processors
#   blind  what it can't see
#   what   in a line, if it is not what the script does as a whole
#   shows  for the columns of the report: TITLE=KEY, comma-separated.  The check prints
#          such figures as a line "# = KEY=VALUE ..."
#
# A check exits with 0, 1, or 2 if it can't run here and says why in its last line.  A
# new check is a new file in tests/checks/ or sparse-checks/.
#
# table: all of it, tab-separated: name, file, words, when, of, reads, takes, blind, shows,
# what.  list: their names, those of ours first, then by name; command: what runs NAME; help: a
# line each for make help; run: NAME for the environment's ARCH and BASE.
# Exit: 0; 1 no such check, or a head that does not say what it has to.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"

# a line each: name, file, words, when, of, reads, takes, blind, shows, what
table=$(
	awk -v OFS='\t' '
		function out() {
			if (name != "")
				print f["of"] == "ours" ? 1 : name == "series" ? 2 : name == "bases" ? 3 : f["when"] == "test" ? 4 : 5, \
					name, file, words, f["when"], f["of"], f["reads"], f["takes"], f["blind"], f["shows"], "what" in f ? f["what"] : what
			name = ""
			split("", f)
		}
		FNR == 1 { out(); file = FILENAME; head = 1; what = ""; more = 0 }
		FNR > 2 && !/^#/ { out(); head = 0 }
		!head { next }
		what == "" && index($0, " - ") { what = substr($0, index($0, " - ") + 3); more = 1; next }
		more && /^#$/ { more = 0 }
		more { sub(/^# */, ""); what = what " " $0; next }
		/^# Check: / { out(); name = $3; words = $0; sub(/^# Check: [^ ]* ?/, "", words); next }
		name != "" && /^#   [a-z]+: / { k = $2; sub(/:$/, "", k); v = $0; sub(/^#   [a-z]+: /, "", v); f[k] = v }
		END { out() }' tests/*.sh tests/checks/*.sh sparse-checks/*.sh |
	sort -t "$(printf '\t')" -k 1,1n -k 2,2 | cut -f 2- |
	# last, for its exit status
	awk -F '\t' '
		function wrong(field, value, may) {
			print $2 ": check " $1 ": " field ": \"" value "\" is not " may > "/dev/stderr"
			bad = 1
		}
		$4 !~ /^(test|test-all|arch)$/ { wrong("when", $4, "test, test-all or arch") }
		$5 !~ /^(ours|series)$/ { wrong("of", $5, "ours or series") }
		$7 !~ /^[0-9]+ (s|min|hours)$/ { wrong("takes", $7, "a number of s, min or hours") }
		{ print }
		END { exit bad }'
) || exit 1
all() { printf '%s\n' "$table"; }
one() { # name
	all | awk -F '\t' -v n="$1" '$1 == n { print; found = 1 } END { exit !found }' ||
		{ echo "no check '$1': there is $(all | cut -f 1 | paste -sd ' ')" >&2; exit 1; }
}


case ${1:-} in
table)
	all ;;
list)
	all | awk -F '\t' -v when="${2:-}" 'when == "" || $4 == when { print $1 }' ;;
field)
	line=$(one "$2")
	case $3 in
	file) k=2 ;; words) k=3 ;; when) k=4 ;; of) k=5 ;; reads) k=6 ;; takes) k=7 ;; blind) k=8 ;; shows) k=9 ;; what) k=10 ;;
	*) echo "no field '$3'" >&2; exit 1 ;;
	esac
	echo "$line" | cut -f $k ;;
command | run)
	line=$(one "$2")
	arch=${3:-${ARCH:-i386}} base=${BASE:-6.12}
	command="$(echo "$line" | cut -f 2) $(echo "$line" | cut -f 3 | sed "s/ARCH/$arch/g; s/BASE/$base/g")"
	if [ "$1" = command ]; then echo "$command"; exit; fi
	tools="test"
	case $(echo "$line" | cut -f 4,5) in *ours) tools=series ;; arch*) tools=$arch ;; esac
	kernel/engine/install-tools.sh "$tools"
	# shellcheck disable=SC2086 # words
	exec $command ;;
help)
	# a name that is taken: NAME-test
	all | awk -F '\t' '
		FILENAME == "Makefile" { if (sub(/:.*/, "")) taken[$0]; next }
		{
			name = $1
			if (name in taken || system("test -d " name) == 0) name = name "-test"
			printf "%s\t%s (%s%s)\n", name, $10, $7, $4 == "test" ? "" : $4 == "arch" ? ", ARCH=" : ", in test-all"
		}' Makefile - ;;
*)
	echo "usage: checks.sh list [WHEN] | field NAME FIELD | command NAME ARCH | help | run NAME" >&2
	exit 1 ;;
esac
