# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced: work trees of a series to build in, which a killed process can't spoil.
#
# tree_at SRC DIR COMMIT   DIR is at COMMIT of SRC, the linux below a work directory.
#                          It is a repository of its own: SRC's git directory is only
#                          the series'.  DIR.whole is there while nothing is moved in
#                          it; without that, all of it is made anew.
# has_series WORK          WORK/linux has a series, which came to its end and is that of
#                          patches/BASE, or of $OUT; where not, no_series says what to do
# own_out WORK NAME       sets out, WORK/NAME: of this run alone, and with no make series
#                          at work in WORK; by the caller's cannot where that can't be
# needs TOPIC             the topics that it needs, each with what that needs before it,
#                          some more than once; of $top/kernel/topics
# in_order DIR REFS        the refs below REFS, a line each, in the order in which they
#                          were made
# build_begins DIR MARK, build_ends MARK  what a build in DIR that was killed has
#                          written goes: make takes half an object for one
# config_for SRC           a configuration's lines, from its input, as SRC knows them:
#                          "CONFIG_A=y # or CONFIG_B=y" is the second where no Kconfig
#                          has A
# config_lost FRAGMENT... CONFIG  the lines of the fragments that CONFIG doesn't have
# not_in SRC               why SRC can't be built for the architecture whose file was
#                          sourced; exit 1 when it can

tree_at() {
	if [ ! -f "$2.whole" ]; then
		rm -rf "$2"
		git init -q "$2"
		git -C "$2" config gc.auto 0
		cp "$1/.git/objects/info/alternates" "$2/.git/objects/info/"
		[ ! -f "$1/.git/shallow" ] || cp "$1/.git/shallow" "$2/.git/"
	fi
	rm -f "$2.whole"
	git -C "$2" fetch -q --prune --update-head-ok "$1" '+refs/*:refs/*'
	git -C "$2" checkout -q -f --detach "$3"
	: > "$2.whole"
}

has_series() {
	no_series="no series in $1 yet: run 'make series', with the same BASE, VERSION or KERNEL"
	[ -f "$1/whole" ] && git -C "$1/linux" rev-parse -q --verify refs/made > /dev/null 2>&1 || return 1
	# What others have changed there since: only what is of the same tree can be compared.
	set -- "$1" "${OUT:-$top/patches/${1##*/}}"
	[ ! -s "$1/open" ] && [ -f "$2/made-from" ] || return 0
	[ "$(sed -n 's/^tree \([^ ]*\).*/\1/p' "$2/made-from")" = "$(git -C "$1/linux" rev-parse 'base^{tree}')" ] || return 0
	no_series="the series in $1/linux is not that of $2: run 'make series BASE=${1##*/}'"
	[ "$(sed -n 's/^gives //p' "$2/made-from")" = "$(git -C "$1/linux" rev-parse 'refs/made^{tree}')" ]
}

own_out() {
	has_series "$1" || cannot "$no_series"
	out=$1/$2
	mkdir -p "$out"
	exec 9> "$out/lock"
	flock -n 9 || cannot "another run works in $out: wait for it to end"
	exec 8> "$1/lock"
	flock -s 8
}

build_begins() {
	[ ! -e "$2" ] || find "$1" -type f -newer "$2" -delete
	: > "$2"
}
build_ends() { rm -f "$1"; }

config_for() {
	while IFS= read -r line; do
		case $line in
		CONFIG_*" # or CONFIG_"*)
			name=${line#CONFIG_} name=${name%%=*}
			if grep -rqx "config $name" --include="Kconfig*" "$1"; then line=${line%% # or *}; else line=${line#* # or }; fi ;;
		esac
		printf '%s\n' "$line"
	done
}

not_in() {
	[ -n "${NOT_IN:-}" ] || return 1
	rest=${NOT_IN#*: }
	grep -qF "${rest%%: *}" "$1/${NOT_IN%%: *}" 2> /dev/null && echo "${rest#*: }"
}

config_lost() {
	awk '
	/^(# )?CONFIG_[A-Za-z0-9_]+(=| is not set)/ {
		name = $0
		gsub(/^# |[= ].*$/, "", name)
		if (FILENAME == ARGV[ARGC - 1])
			have[name] = $0
		else
			want[name] = $0
	}
	END {
		for (name in want)
			if (want[name] ~ /^#/ ? have[name] ~ /^C/ : have[name] != want[name])
				printf " %s", want[name] ~ /^#/ ? name "=n" : want[name]
	}' "$@"
}

in_order() {
	git -C "$1" for-each-ref --format='%(refname)' "$2" | while read -r ref; do
		echo "$(git -C "$1" rev-list --count "base..$ref") $ref"
	done | sort -n | cut -d ' ' -f 2
}

needs() {
	for need in $(sed -n '/^$/q; s/^Needs: //p' "$top/kernel/topics/$1"); do
		(needs "$need")
		echo "$need"
	done
}
