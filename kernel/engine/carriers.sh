# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by series.sh: what carries vma flags, and how they come there, as a page.
#
# Wants: top (of ours), tmp and work (directories), v (the tree's version), again,
# die, subsystem; kernel/engine/flow.sh.
#
# carriers_found    right after flow_all, in the tree that it read: $tmp/carriers,
#                   see kernel/engine/carriers.awk
# carriers_page     of that, of $tmp/accepted and of $tmp/open: $tmp/carriers.html
# carriers_publish  $work/carriers.html as build/report/NAME-carriers.html, where NAME
#                   is that of $work, the base's

carriers_found() {
	grep '^decl	' "$tmp/facts" |
		awk -f "$top/kernel/engine/carriers.awk" -v list="$tmp/list" -v ways="$tmp/ways" > "$tmp/carriers" ||
		die "kernel/engine/carriers.awk failed, see above"
	git rev-parse HEAD > "$tmp/carriers.tree"
}

carriers_page() {
	[ -f "$tmp/carriers" ] || return 0
	cut -f 2 "$tmp/carriers" | sed 's/:[0-9]*$//' | sort -u | subsystem > "$tmp/carriers.subsystems"
	# what the step changes and no carrier stands for
	git diff -U0 "$(cat "$tmp/carriers.tree")" refs/steps/retype -- | awk -v carriers="$tmp/carriers" '
		BEGIN { while ((getline l < carriers) > 0) { split(l, c, "\t"); is[c[2]] } }
		/^--- a\// { f = substr($0, 7) }
		/^@@ / { n = $2; sub(/^-/, "", n); sub(/,.*/, "", n); next }
		/^-/ && !/^--- / {
			l = substr($0, 2)
			gsub(/[ \t]+/, " ", l)
			sub(/^ /, "", l)
			if (!((f ":" n) in is)) print f ":" n "\t" l
			n++
		}' > "$tmp/carriers.others"
	touch "$tmp/accepted"
	awk -f "$top/kernel/engine/carriers-page.awk" -v of="Linux $v" -v again="$again" "$tmp/carriers.subsystems" \
		"$tmp/carriers" "$tmp/carriers.others" "$tmp/accepted" "$tmp/open" > "$tmp/carriers.html"
}

carriers_publish() {
	[ -f "$work/carriers.html" ] || return 0
	page=$top/build/report/${work##*/}-carriers.html
	mkdir -p "$top/build/report"
	cp "$work/carriers.html" "$page.new"
	mv "$page.new" "$page"
	say "REPORT  $page: what carries flags, and how they come there"
}
