# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced: work trees of a series to build in, which a killed process can't spoil.
#
# tree_at SRC DIR COMMIT   DIR is at COMMIT of SRC, the linux below a work directory.
#                          It is a repository of its own: SRC's git directory is only
#                          the series'.  DIR.whole is there while nothing is moved in
#                          it; without that, all of it is made anew.
# has_series WORK          WORK/linux has a series, and that came to its end
# own_out WORK NAME       sets out, WORK/NAME: of this run alone, and with no make series
#                          at work in WORK; by the caller's cannot where that can't be
# needs TOPIC             the topics that it needs, each with what that needs before it,
#                          some more than once; of $top/kernel/topics
# in_order DIR REFS        the refs below REFS, a line each, in the order in which they
#                          were made
# build_begins DIR MARK, build_ends MARK  what a build in DIR that was killed has
#                          written goes: make takes half an object for one

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
	[ -f "$1/whole" ] && git -C "$1/linux" rev-parse -q --verify refs/made > /dev/null 2>&1
}

own_out() {
	has_series "$1" || cannot "no series for ${KERNEL:-$base} yet: run 'make series'"
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
