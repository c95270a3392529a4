# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f carriers-page.awk -v of=TREE -v again=COMMAND SUBSYSTEMS CARRIERS CASTS ACCEPTED OPEN
#   - the carriers of vma flags as a page that needs nothing else
#
# Tab-separated: SUBSYSTEMS "SUBSYSTEM FILE", CARRIERS from carriers.awk, CASTS
# "FILE:LINE SOURCE", ACCEPTED "FILE:LINE:WHY REASON", OPEN as kernel/engine/open.awk has it.

function esc(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	gsub(/"/, "\\&quot;", s)
	return s
}
function code(s) { return "<code>" esc(s) "</code>" }
function file(at) { sub(/:[0-9]+$/, "", at); return at }
function line(at) { sub(/.*:/, "", at); return at + 0 }
# for sort: within a subsystem by file and line
function before(a, b) {
	if (sub_of[a] != sub_of[b]) return sub_of[a] < sub_of[b]
	if (file(place[a]) != file(place[b])) return file(place[a]) < file(place[b])
	if (line(place[a]) != line(place[b])) return line(place[a]) < line(place[b])
	return a < b
}
function sort(list, n,   i, j, x) {
	for (i = 2; i <= n; i++) {
		x = list[i]
		for (j = i - 1; j > 0 && before(x, list[j]); j--) list[j + 1] = list[j]
		list[j + 1] = x
	}
}
# The way of a line of CARRIERS: from column 8 three a step.
function show_way(row,   c, n, i) {
	n = split(row, c, "\t")
	if (n < 10) return
	print "<ol>"
	for (i = 8; i + 2 <= n; i += 3) {
		printf "<li>%s", esc(c[i])
		if (c[i + 1] != "-") printf "<span class=\"at\">%s %s</span>", code(c[i + 1]), code(c[i + 2])
		print "</li>"
	}
	print "</ol>"
}
function last_step(row,   c, n) {
	n = split(row, c, "\t")
	return n < 10 ? "" : c[n - 2]
}
# One declaration, its way behind a click.
function show(i,   c, what, id) {
	split(rows[i], c, "\t")
	what = c[5] (c[5] ~ /\*$/ ? "" : " ") (c[4] == "-" ? "" : c[4] == "return" ? c[3] "()" : c[4])
	id = c[1] == "retyped" && !(place[i] in ids) ? " id=\"" esc(place[i]) "\"" : ""
	ids[place[i]]
	printf "<details%s><summary>%s %s<span class=\"what\">%s</span>%s</summary>\n", id, code(place[i]), code(what), esc(last_step(rows[i])),
		c[1] == "retyped" && (place[i] in left) ? "<span class=\"why\">stays, and is to be done by hand</span>" : ""
	show_way(rows[i])
	print "</details>"
}
function heading(id, text, n) {
	printf "<h2 id=\"%s\">%s <small>%d</small></h2>\n", id, esc(text), n
}

BEGIN { FS = "\t" }
FILENAME == ARGV[1] { subsystem[$2] = $1; next }
FILENAME == ARGV[2] {
	rows[++n] = $0
	place[n] = $2
	kind[n] = $1
	sub_of[n] = $1 == "retyped" ? subsystem[file($2)] : ""
	list[$1, ++count[$1]] = n
	next
}
FILENAME == ARGV[3] { cast[++casts] = $0; next }
FILENAME == ARGV[4] {
	at = $1
	# FILE:LINE:WHY
	match(at, /^[^:]*:[0-9]+/)
	reason[substr(at, 1, RLENGTH)] = $2
	if (!(($1) in twice)) accepted[++n_accepted] = $0
	twice[$1]
	next
}
FILENAME == ARGV[5] { open[++n_open] = $0; if ($3 == "should be a vm_flags_t") left[$1]; next }
END {
	print "<!DOCTYPE html>"
	print "<!-- SPDX-License-Identifier: GPL-2.0-only -->"
	print "<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	print "<title>What carries vma flags in " esc(of) "</title>"
	print "<style>"
	print ":root{color-scheme:light dark;--fg:#1b1b1b;--bg:#fff;--dim:#5a5a5a;--line:#d4d4d4;--box:#f5f5f2;--link:#0b57a4}"
	print "@media(prefers-color-scheme:dark){:root{--fg:#e4e4e4;--bg:#17181a;--dim:#a5a5a5;--line:#3a3c40;--box:#202226;--link:#86b9f5}}"
	print "body{font:16px/1.45 sans-serif;color:var(--fg);background:var(--bg);margin:0 auto;padding:1em;max-width:72em;overflow-wrap:anywhere}"
	print "a{color:var(--link)}h1{font-size:1.5em;line-height:1.2}h2{font-size:1.15em;margin:2em 0 .4em;border-bottom:1px solid var(--line)}"
	print "small,.at code:first-child,.what,.why{color:var(--dim)}h2 small{font-weight:normal}code{font:.875em/1.4 monospace}"
	print "details{border-bottom:1px solid var(--line);padding:.3em 0}summary{cursor:pointer}summary code:first-child{color:var(--link)}"
	print ".what{margin-left:.5em}.at{display:block}ol{background:var(--box);margin:.4em 0;padding:.5em .5em .5em 2.2em}"
	print ".places{list-style:none;padding:0}.places li{border-bottom:1px solid var(--line);padding:.3em 0}.why{display:block}"
	print "nav{columns:auto 15em;margin:1em 0}nav a{display:block}"
	print "</style></head><body>"
	printf "<h1>What carries vma flags in %s</h1>\n", esc(of)
	printf "<p>%d declarations hold vma flags in another type and become a vm_flags_t, by the generated commits \"use vm_flags_t for vma flags\". ", count["retyped"]
	print "Each opens to the shortest way on which the flags of a vma come there: a line a step, with the place that passes the value on. "
	print "Lines are those of the tree which the retyping starts from, after the preparation. "
	printf "One by one, %s prints the same. This page was made by %s.</p>\n", code("make why WHAT=FILE:FUNCTION:NAME"), code(again)

	for (i = 1; i <= count["retyped"]; i++) order[i] = list["retyped", i]
	sort(order, count["retyped"])
	for (i = 1; i <= count["retyped"]; i++) {
		s = sub_of[order[i]]
		if (!(s in of_sub)) subs[++ns] = s
		of_sub[s]++
	}
	print "<nav>"
	for (i = 1; i <= ns; i++) printf "<a href=\"#sub-%d\">%s (%d)</a>\n", i, esc(subs[i]), of_sub[subs[i]]
	printf "<a href=\"#open\">To be done by hand (%d)</a>\n", n_open
	printf "<a href=\"#ends\">Where the flow ends (%d)</a>\n", count["ends"] + count["unread"]
	printf "<a href=\"#stays\">Ints that stay (%d)</a>\n", count["stays"]
	printf "<a href=\"#casts\">Other changed lines (%d)</a>\n", casts
	print "</nav>"

	for (i = 1; i <= count["retyped"]; i++) {
		s = sub_of[order[i]]
		if (s != was || i == 1) heading("sub-" ++k, s, of_sub[s])
		was = s
		show(order[i])
	}

	heading("open", "To be done by hand", n_open)
	print "<p>What make series lists at its end, by the lines of the tree before the series.</p><ul class=\"places\">"
	for (i = 1; i <= n_open; i++) {
		split(open[i], c, "\t")
		printf "<li>%s%s: %s<span class=\"why\">%s</span></li>\n", code(c[1]), c[2] == "-" ? "" : " in " code(c[2]), esc(c[3]), esc(c[4])
	}
	print "</ul>"

	heading("ends", "Where the flow ends", count["ends"] + count["unread"])
	print "<p>At what flags share with numbers, with user space or with assembly, at types of another meaning, and at code that can't be read. "
	print "What nobody has accepted, with the reason that stands here, is to be done by hand.</p>"
	m = 0
	for (i = 1; i <= n; i++) if (kind[i] == "ends" || kind[i] == "unread") walls[++m] = i
	sort(walls, m)
	for (i = 1; i <= m; i++) {
		j = walls[i]
		split(rows[j], c, "\t")
		printf "<details><summary>%s %s<span class=\"why\">%s</span></summary>\n", code(place[j]),
			kind[j] == "ends" ? esc(c[7]) : "Coccinelle can't read this code, which mentions vma flags",
			place[j] in reason ? "accepted: " esc(reason[place[j]]) : "to be done by hand"
		if (kind[j] == "unread") print "<ol><li>" code(c[7]) "</li></ol>"
		else show_way(rows[j])
		print "</details>"
		done[place[j]]
	}
	print "<ul class=\"places\">"
	for (i = 1; i <= n_accepted; i++) {
		split(accepted[i], c, "\t")
		match(c[1], /^[^:]*:[0-9]+/)
		at = substr(c[1], 1, RLENGTH)
		if (!(at in done))
			printf "<li>%s %s<span class=\"why\">accepted: %s</span></li>\n", code(at), esc(substr(c[1], RLENGTH + 2)), esc(c[2])
	}
	print "</ul>"

	heading("stays", "Ints that stay", count["stays"])
	print "<p>They also get truth values from elsewhere, so they are no vm_flags_t.</p>"
	m = 0
	for (i = 1; i <= count["stays"]; i++) stay[++m] = list["stays", i]
	sort(stay, m)
	for (i = 1; i <= m; i++) show(stay[i])

	heading("casts", "Other changed lines", casts)
	print "<p>Lines that the retyping changes and that declare none of these: casts of flags to unsigned long, which go, and parts of a declaration of several lines.</p><ul class=\"places\">"
	for (i = 1; i <= casts; i++) {
		split(cast[i], c, "\t")
		printf "<li>%s %s</li>\n", code(c[1]), code(c[2])
	}
	print "</ul>"
	print "</body></html>"
}
