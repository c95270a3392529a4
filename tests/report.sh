#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# report.sh - the table of what tests/check.sh found: architecture by check
#
# As text, and as build/report/BASE.html, which needs nothing else.  Then how
# many passed, failed and were skipped.  FORMAT=tsv: instead a line a check, its
# name, architecture, result, seconds and what it said last.  Exit: 0 when none
# failed and any passed.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
base=${BASE:-6.12}
report=$top/build/report
html=$report/$base.html
mkdir -p "$report" "$top/build/$base"
results=$top/build/$base/results.tsv
cat "$top/build/$base"/test/*.result > "$results" 2> /dev/null || :
# word size and byte order of each, for its row
for a in "$top"/kernel/arch/*; do
	(. "$a" && printf '%s\t%s\t%s\n' "${a##*/}" "$BITS" "$ENDIAN")
done > "$top/build/arch.tsv"

if [ "${FORMAT:-}" = tsv ]; then
	cat "$results"
	awk -F "\t" '{ n[$3]++ } END { exit !(n["ok"] && !n["FAILED"]) }' "$results"
	exit
fi

# why a guest test was skipped: architecture, test, reason
skips=$top/build/$base/skips.tsv
for log in "$top/build/$base"/test/boot-*.log; do
	arch=${log##*/boot-}
	[ ! -f "$log" ] || awk -v OFS='\t' -v arch="${arch%.log}" '
		sub(/^ *1\.\.0 # SKIP /, "") { why = $0 }
		/^ok [0-9]+ .*# SKIP/ { print arch, $3, why; why = "" }' "$log"
done > "$skips"

# which checks show what: check, title, key
columns=$top/build/$base/columns.tsv
"$top/tests/checks.sh" table > "$top/build/$base/checks.tsv"
awk -F '\t' -v OFS='\t' '$4 == "arch" {
	n = split($9, shows, ", *")
	for (i = 1; i <= n; i++) if (match(shows[i], /=[^=]*$/))
		print $1, substr(shows[i], 1, RSTART - 1), substr(shows[i], RSTART + 1)
}' "$top/build/$base/checks.tsv" > "$columns"
# what there is to be asked: of an architecture by its file, all else by its head
{
	cut -f 1,4 "$top/build/$base/checks.tsv" | awk -F '\t' -v OFS='\t' '$2 != "arch" { print $1, "" }'
	for a in "$top"/kernel/arch/*; do
		TEST='' TEST_ALL=''
		. "$a"
		for c in $TEST $TEST_ALL; do printf '%s\t%s\n' "$c" "${a##*/}"; done
	done
} > "$top/build/$base/asked.tsv"
# what is linked, if it was made
links=
for l in "$base-carriers.html:what carries vma flags, and why" "../../patches/$base/cost:what it costs" \
	"../../patches/$base/series:the patches"; do
	[ ! -f "$report/${l%%:*}" ] || links="$links<a href=\"${l%%:*}\">${l#*:}</a>; "
done
for c in "$top/patches/$base"/*/0000-*.patch; do
	[ ! -f "$c" ] || links="$links<a href=\"../../${c#"$top/"}\">$(basename "$(dirname "$c")")</a>; "
done
by=$(git -C "$top" log -1 --format='%h of %cd' --date=short 2> /dev/null) || by=

awk -F '\t' -v html="$html" -v logs="../$base/test" \
	-v links="${links%; }" -v commit="$by" -v when="$(date -u +'%Y-%m-%d %H:%M UTC')" \
	-v tools="$(sed -n 's/^coccinelle //p' "$top/build/$base/fresh/made-from" 2> /dev/null), $(sparse --version 2> /dev/null | sed 's/^v*/sparse /'), $(gcc --version 2> /dev/null | head -n 1)" \
	-v made="$(sed -n 's/^tree [0-9a-f]* //p' "$top/build/$base/fresh/made-from" 2> /dev/null)" '
	function esc(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s); return s }
	# the figure of that name among "name=value ..."
	function figure(figures, key,  f, n, i) {
		n = split(figures, f, " ")
		for (i = 1; i <= n; i++)
			if (index(f[i], key "=") == 1) return substr(f[i], length(key) + 2)
		return "?"
	}
	# of an architecture in a column: of the checks that show it, the first that was made
	function cell(a, col,  c, i, m, text) {
		class = "none"
		title = log_of = ""
		m = split(shown_by[col], by, " ")
		for (i = 1; i <= m; i++) if ((by[i], a) in result) break
		if (i > m) return "-"
		c = by[i]
		title = c ": " line[c, a] " (" seconds[c, a] " s)"
		log_of = c "-" a ".log"
		class = result[c, a]
		if (class == "skipped") return "skipped"
		text = figure(figures[c, a], key[col, c])
		return class == "FAILED" ? text " FAILED" : text
	}
	FILENAME ~ /checks.tsv$/ { blind[$1] = $8; what[$1] = $10; next }
	FILENAME ~ /asked.tsv$/ {
		if (($1, $2) in result) next
		if (!($1 in unasked)) left[++nl] = $1
		unasked[$1] = unasked[$1] ($2 == "" ? "" : " " $2)
		next
	}
	FILENAME ~ /columns.tsv$/ {
		if (!($2 in column)) { column[$2] = ++n; head[n] = $2 }
		shown_by[column[$2]] = shown_by[column[$2]] " " $1
		key[column[$2], $1] = $3
		next
	}
	FILENAME ~ /arch.tsv$/ { archs[++na] = $1; kind[$1] = $2 "-bit " ($3 == "big" ? "BE" : "LE"); next }
	FILENAME ~ /skips.tsv$/ {
		k = $2 ": " $3
		if (("boot", $1) in result) {
			if (!(k in skipped)) skip[++ns] = k
			skipped[k] = skipped[k] " " $1
		}
		next
	}
	{
		result[$1, $2] = $3; seconds[$1, $2] = $4; line[$1, $2] = $5; figures[$1, $2] = $6
		count[$3]++
		order[++nr] = $1 SUBSEP $2
		spent += $4
		if ($2 == "") whole[++nw] = $1
	}
	END {
		# a column that no architecture has anything in is none
		for (i = 1; i <= n; i++) for (j = 1; j <= na; j++) if (cell(archs[j], i) != "-") used[i] = 1
		printf "\n%-12s %-10s", "", ""
		for (i = 1; i <= n; i++) if (used[i]) printf " %-14s", head[i]
		print ""
		print "<!DOCTYPE html>\n<!-- SPDX-License-Identifier: GPL-2.0-only -->\n<html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>vm_flags_t series</title>" > html
		print "<style>body{font:15px/1.4 sans-serif;margin:2em;max-width:75em}table{border-collapse:collapse;margin:1em 0}" > html
		print "th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}" > html
		print ".ok{background:#d8f0d8}.FAILED{background:#f4b8b8;font-weight:bold}.skipped{background:#fdf0c0}.none{color:#666}" > html
		print "a{color:inherit}.wide{overflow-x:auto}td{overflow-wrap:anywhere}td a{white-space:nowrap}" > html
		print "@media(max-width:40em){body{margin:.6em;font-size:14px}th,td{padding:.2em .3em}}" > html
		print "@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}th,td{border-color:#555}.ok{background:#1d3d1d}.FAILED{background:#6a1c1c}.skipped{background:#4a3f10}.none{color:#999}}</style>" > html
		print "<h1>64-bit vm_flags_t on Linux " esc(made) "</h1>" > html
		printf "<p class=%s>%d checks passed, %d failed, %d could not run here, %d were not run; %d minutes.</p>\n", \
			count["FAILED"] ? "FAILED" : count["ok"] ? "ok" : "none", count["ok"], count["FAILED"], count["skipped"], nl, spent / 60 > html
		print "<p>" esc(when) (commit == "" ? "" : ", commit " esc(commit)) (tools ~ /^,/ ? "" : ", " esc(tools)) ".</p>" > html
		if (links != "") print "<p>" links "</p>" > html
		not = ""
		for (i = 1; i <= nr; i++) if (result[order[i]] != "ok") {
			k = order[i]
			split(k, p, SUBSEP)
			id = p[1] (p[2] == "" ? "" : "-" p[2])
			not = not "<li class=" result[k] "><a href=\"" logs "/" id ".log\">" id "</a>: " result[k] ": " esc(line[k])
			why[++ny] = id ": " result[k] ": " line[k]
		}
		if (not != "") print "<h2>Not passed</h2><ul>" not "</ul>" > html
		print "<h2>By architecture</h2><p>Green passed, red failed, yellow could not run here; &ndash; was not asked. Each links to its log.</p>" > html
		print "<div class=wide><table><tr><th>architecture<th>kind" > html
		for (i = 1; i <= n; i++) if (used[i]) print "<th>" head[i] > html
		for (j = 1; j <= na; j++) {
			a = archs[j]
			row = sprintf("%-12s %-10s", a, kind[a])
			any = 0
			hrow = "<tr><th>" a "<td>" kind[a]
			for (i = 1; i <= n; i++) if (used[i]) {
				text = cell(a, i)
				any += text != "-"
				row = row sprintf(" %-14s", text)
				hrow = hrow "<td class=" class " title=\"" esc(title) "\">" (text == "-" ? "&ndash;" : "<a href=\"" logs "/" log_of "\">" esc(text) "</a>")
			}
			if (any) {
				sub(/ +$/, "", row)
				print row
				print hrow > html
			}
		}
		print "</table></div><p>Objects built, new warnings: allmodconfig, the files that the series touches or that mention a vma flag, against the base. " > html
		print "New in sparse: the same files, before the flip and at the end. Commits: each builds, and up to the flip changes no code but where its log says so (ends: the first and last of each part). " > html
		print "Guest tests: passed of all, in QEMU under TCG, kernel log clean. Assembly: what it reads of a vma&rsquo;s flags is their low half.</p>" > html
		print "<h2>The series as a whole</h2><div class=wide><table>" > html
		for (j = 1; j <= nw; j++)
			printf "<tr><th>%s<td class=%s><a href=\"%s/%s.log\">%s</a><td>%s<br>%s%s\n", whole[j], result[whole[j], ""], logs, whole[j], result[whole[j], ""], \
				esc(line[whole[j], ""]), esc(what[whole[j]]), blind[whole[j]] == "" ? "" : "<br><span class=none>Blind to: " esc(blind[whole[j]]) "</span>" > html
		print "</table></div>" > html
		if (nl) print "<h2>Not run</h2><ul>" > html
		for (i = 1; i <= nl; i++) print "<li>" left[i] (unasked[left[i]] == "" ? "" : " (" substr(unasked[left[i]], 2) ")") ": " esc(what[left[i]]) > html
		if (nl) print "</ul>" > html
		if (ns) print "<h2>Skipped in guests</h2><ul>" > html
		for (i = 1; i <= ns; i++) print "<li>" esc(skip[i]) " (" substr(skipped[skip[i]], 2) ")" > html
		if (ns) print "</ul>" > html
		print "</html>" > html
		if (ny) print ""
		for (i = 1; i <= ny; i++) print why[i]
		if (ns) print "\nskipped in guests:"
		for (i = 1; i <= ns; i++) print skip[i] " (" substr(skipped[skip[i]], 2) ")"
		printf "\n%d passed, %d failed, %d skipped\n", count["ok"], count["FAILED"], count["skipped"]
		exit !(count["ok"] && !count["FAILED"])
	}' "$top/build/$base/checks.tsv" "$columns" "$top/build/arch.tsv" "$results" "$skips" "$top/build/$base/asked.tsv"
