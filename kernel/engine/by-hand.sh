# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by series.sh in the top of a kernel git tree: the hand-written commits of
# kernel/commits.
#
# Each is a line "STEP/NAME AFTER BEFORE SUBJECT" of $tmp/made, for kernel/engine/mended.sh.
#
# Wants: top (of ours), tmp (a directory), work, jobs, for_version (the version whose commits
# are wanted, 6.12.118), trailers, say, die.
#
# A commit that differs between versions is several patches of one number, each
# with "Since: VERSION" above its subject but for the first; the one for a tree is
# that of the highest version which the tree has reached.  With "Until: VERSION" a
# patch is the last of its number: later trees have what it does.
#
# Each hunk must have one place, in the function that the patch names
# (kernel/engine/place.awk).  What has none is a line of $tmp/open, tab-separated: FILE:LINE
# in the tree, function, what, why, and where its text is; the rest is committed.
# So is a hunk that removes the declaration of what this tree uses once more
# (kernel/engine/undeclared.awk), though it has its place, and one that uses what the tree
# has nowhere and no other hunk brings (names.awk, lacking.awk), which is taken out again.
#
# run_patches DIR      the commits of kernel/commits/DIR
# hunks_of PATCH DIR   its hunks, a patch each: DIR/1, DIR/2 ...; prints how many

# Of two versions, whether the first is the later one.
later() { [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | tail -n 1)" = "$1" ]; }
field() { sed -n "/^\$/q; s/^$1: //p" "$2"; }

# within SINCE UNTIL: whether the tree's version is; 6.6 as the last means all of 6.6.y
within() {
	[ -z "$1" ] || ! later "$1" "$for_version" || return 1
	[ -n "$2" ] || return 0
	case $for_version. in "$2".*) return 0 ;; esac
	! later "$for_version" "$2"
}

# The variant of a number for this tree; nothing where none is needed.
variant() { # directory number
	best='' since=0
	for p in "$1/$2"-*.patch; do
		s=$(field Since "$p")
		: "${s:=0}"
		if ! later "$s" "$for_version" && { [ -z "$best" ] || later "$s" "$since"; }; then
			best=$p since=$s
		fi
	done
	[ -n "$best" ] || return 0
	! within "" "$(field Until "$best")" || echo "$best"
}

hunks_of() {
	mkdir -p "$2"
	awk -v dir="$2" '
		function out() { if (n) close(dir "/" n); n++; printf "%s", header > (dir "/" n) }
		/^diff --git / { header = ""; on = 1; whole = hunks = 0 }
		/^-- $/ { on = 0 }
		!on { next }
		/^@@ / && !whole { out(); hunks = 1; print > (dir "/" n); next }
		hunks || whole { print > (dir "/" n); next }
		{ header = header $0 "\n" }
		# made, moved or removed: one piece
		/^(new file|deleted file|rename from|old mode) / { out(); whole = 1; header = "" }
		END { print n + 0 }' "$1"
}

# The names in what we add by hand that the tree without it has nowhere in C, a line
# each, in $tmp/absent: of a tree that patches/ was made from, none.
absent_names() { # the tree's id
	: > "$tmp/absent"
	: > "$tmp/brought"
	: > "$tmp/ours"
	! cat "$top"/patches/*/made-from 2> /dev/null | grep -qF -e "tree $1 " || return 0
	find "$top/kernel/commits" -name '*.patch' -exec awk -f "$top/kernel/engine/names.awk" {} + > "$tmp/names"
	awk -F '\t' '$2 == "brings" { print $3 }' "$tmp/names" | sort -u > "$tmp/ours"
	cut -f 3 "$tmp/names" | sort -u > "$tmp/absent"
	# most are in the files that are changed
	find "$top/kernel/commits" -name '*.patch' -exec sed -n 's|^+++ b/\(.*\.[chS]\)$|\1|p' {} + | sort -u |
		while IFS= read -r f; do [ ! -f "$f" ] || cat "$f"; done |
		tr -cs 'A-Za-z0-9_' '\n' | sort -u | comm -23 "$tmp/absent" - > "$tmp/rare"
	# a link to nowhere can't be read, and nothing is lost by that
	git ls-files -z -- '*.[chS]' |
		xargs -0 -r -n 2000 -P "$jobs" sh -c 'grep -s --line-buffered -hoIwF "$@" || [ $? -le 2 ] || exit 255' sh -f "$tmp/rare" \
		> "$tmp/found" || die "grep failed, see above"
	sort -u "$tmp/found" | comm -23 "$tmp/rare" - > "$tmp/absent"
}
# lacking FILE: of the hunks that FILE names, those that lack something, and what
lacking() {
	[ -s "$tmp/absent" ] || return 0
	xargs -r -d '\n' awk -f "$top/kernel/engine/names.awk" < "$1" |
		awk -f "$top/kernel/engine/lacking.awk" -v absent="$tmp/absent" -v brought="$tmp/brought" -v ours="$tmp/ours"
}

# unused FILE: of the hunks that FILE names, those that declare what nothing uses, as
# another hunk is not in
unused() {
	xargs -r -d '\n' awk -v unused=1 -f "$top/kernel/engine/heads.awk" -f "$top/kernel/engine/undeclared.awk" < "$1" |
		awk -F '\t' '{ print $5 "\tdeclares " $4 ", for which there is no use as another hunk is not in" }'
}
# What $tmp/lacks names comes out again: the patch begins anew, without it.
take_out() {
	while IFS='	' read -r i why; do
		where_of "$i$([ ! -f "$i.as" ] || echo .as)" "$why"
		not_placed "${i##*/}"
	done < "$tmp/lacks"
	cut -f 1 "$tmp/lacks" | grep -vxF -f - "$tmp/all-placed" > "$tmp/stay" || :
	git add -f -A
	git reset -q --hard
	place < "$tmp/stay"
}

# try HUNK: applies it, or says in $tmp/why where it belongs and why it is not there.
# HUNK.as: as it was applied, with the place that it has here
try() {
	f=$(sed -n 's|^+++ b/||p; s|^rename to ||p' "$1" | head -n 1)
	[ "$f" != "" ] || f=$(sed -n 's|^--- a/||p' "$1" | head -n 1)
	if ! grep -q '^@@' "$1" || grep -qE '^(new|deleted) file|^rename from' "$1"; then
		git apply "$1" 2> "$tmp/said" && { cp "$1" "$1.as"; return 0; }
		printf 'no\t1\t-\t%s\n' "$(sed -n 's/^error: //p' "$tmp/said" | tail -n 1)" > "$tmp/why"
	elif [ ! -f "$f" ]; then
		printf 'no\t1\t-\tthere is no such file\n' > "$tmp/why"
	else
		awk -f "$top/kernel/engine/heads.awk" -f "$top/kernel/engine/place.awk" "$1" > "$tmp/placed"
		case $(head -c 3 "$tmp/placed") in
		the)	return 0 ;;
		"no	") mv "$tmp/placed" "$tmp/why" ;;
		# a place is one line, whatever is around it
		*)	git apply --unidiff-zero "$tmp/placed" 2> "$tmp/said" && { cp "$tmp/placed" "$1.as"; return 0; }
			printf 'no\t1\t-\tgit apply: %s\n' "$(head -n 1 "$tmp/said")" > "$tmp/why" ;;
		esac
	fi
	return 1
}

# where_of HUNK.as WHY: $tmp/why, of a hunk that has its place and is not to stay there
where_of() {
	f=$(sed -n 's|^+++ b/||p; s|^rename to ||p' "$1" | head -n 1)
	awk -v why="$2" "$(cat "$top/kernel/engine/heads.awk")"'
		/^@@ / {
			match($0, /\+[0-9]+/)
			at = substr($0, RSTART + 1, RLENGTH - 1)
			sub(/^@@ [^@]* @@ ?/, "")
			if ($0 != "") in_it = declares($0)
			next
		}
		!at { next }
		# to the first line that changes
		/^[+-]/ { exit }
		is_head(substr($0, 2)) { in_it = declares(substr($0, 2)) }
		{ at++ }
		END { printf "no\t%d\t%s\t%s\n", at ? at : 1, in_it == "" ? "-" : in_it, why }' "$1" > "$tmp/why"
}

keep_text() { # number of a hunk: its text, for who mends it
	mkdir -p "$work/left"
	text=$work/left/$(echo "$hand" | sed 's|/|-|; s/\(-[0-9]*\)-.*/\1/')-$1.patch
	cp "$tmp/hunks/$1" "$text"
}
# One more of the patch that is not there: $tmp/why says where it belongs, and why not.
not_placed() { # number of a hunk
	keep_text "$1"
	awk -F '\t' -v f="$f" -v s="$subject" -v n="$hand" -v i="$1" -v of="$total" -v t="$text" '{
		printf "%s:%s\t%s\t%s (%s, hunk %d of %d)\t%s\t%s\n", f, $2, $3, s, n, i, of, $4, t
	}' "$tmp/why" >> "$tmp/not-placed"
}

# The hunks that stdin names, each in its place and in $tmp/all-placed, or listed.
place() {
	: > "$tmp/all-placed"
	while IFS= read -r i; do
		rm -f "$i.as"
		if try "$i"; then echo "$i" >> "$tmp/all-placed"; else not_placed "${i##*/}"; fi
	done
}

# One patch; its subject and log are git's to read, as git am does.
by_hand() { # patch, step
	hand=$2/$(basename "$1" .patch)
	case $1 in "$work/mended"/*) whose=", as it was mended for this tree" ;; *) whose= ;; esac
	rm -rf "$tmp/hunks"
	total=$(hunks_of "$1" "$tmp/hunks")
	before=$(git rev-parse HEAD)
	subject=$(git mailinfo "$tmp/log" /dev/null < "$1" | sed -n 's/^Subject: //p')
	: > "$tmp/not-placed"
	: > "$tmp/paths"
	i=0
	while [ $((i += 1)) -le "$total" ]; do echo "$tmp/hunks/$i"; done > "$tmp/stay"
	place < "$tmp/stay"
	# Who mended it knows what it uses.
	while [ -z "$whose" ]; do
		{
			lacking "$tmp/all-placed"
			[ ! -s "$tmp/not-placed" ] || unused "$tmp/all-placed"
		} | sort -u -t '	' -k 1,1 > "$tmp/lacks"
		[ -s "$tmp/lacks" ] || break
		take_out
	done
	xargs -r -d '\n' sed -n 's|^--- a/||p; s|^+++ b/||p; s|^rename [a-z]* ||p' < "$tmp/all-placed" > "$tmp/paths"
	# and all that it uses is there
	[ ! -s "$tmp/absent" ] || xargs -r -d '\n' awk -f "$top/kernel/engine/names.awk" < "$tmp/all-placed" |
		awk -F '\t' -v whose="$whose" '$2 == "brings" || whose != "" { print $3 }' >> "$tmp/brought"
	missing=$(wc -l < "$tmp/not-placed")
	xargs -r -d '\n' awk -f "$top/kernel/engine/heads.awk" -f "$top/kernel/engine/undeclared.awk" < "$tmp/all-placed" > "$tmp/undeclared"
	while IFS='	' read -r f at user gone i; do
		i=${i##*/}
		keep_text "$i"
		printf '%s:%s\t%s\t%s (%s, hunk %d of %d)\t%s() uses %s here, and the hunk takes its declaration away\t%s\n' \
			"$f" "$at" "$user" "$subject" "$hand" "$i" "$total" "$user" "$gone" "$text" >> "$tmp/not-placed"
	done < "$tmp/undeclared"
	if [ -s "$tmp/not-placed" ]; then
		say "PATCH   $hand.patch$whose, without $missing of $total hunks"
		cat "$tmp/not-placed" >> "$tmp/open"
	else
		say "PATCH   $hand.patch$whose"
	fi
	# exactly what it names, whatever the tree's .gitignore says
	sort -u "$tmp/paths" | xargs -r -d '\n' git add -f -A --
	git diff --cached --quiet || {
		printf '%s\n\n' "$subject"
		cat "$tmp/log"
		if [ -s "$tmp/not-placed" ]; then
			printf '\nIncomplete: these had no place in the tree.\n\n'
			awk -f "$top/kernel/engine/open.awk" "$tmp/not-placed"
		fi
		# one block with the trailers that the log has
		{ [ ! -s "$tmp/not-placed" ] && tail -n 1 "$tmp/log" | grep -qE '^(Fixes|Link|Closes|Cc|[A-Z][a-z]+(-[a-z]+)*-by): '; } || echo
		tools=
		! grep -q '\.[chS]$' "$tmp/paths" || tools=sparse
		trailers "$tools"
	} | git commit -q -F -
	echo "$hand $(git rev-parse HEAD) $before $subject" >> "$tmp/made"
}

run_patches() { # directory
	for number in $(ls "$top/kernel/commits/$1" | sed 's/-.*//' | sort -u); do
		p=$(variant "$top/kernel/commits/$1" "$number")
		[ -n "$p" ] || continue
		# as it was mended for this tree
		m=$work/mended/$1/${p##*/}
		if [ -f "$m" ]; then p=$m; fi
		by_hand "$p" "$1"
	done
}
