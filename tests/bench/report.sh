#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# report.sh BASE [ARCH...] - tables and plots of what bench.sh measured
#
# Default: each ARCH with BENCH=y.  A figure is the median of its samples; it is
# unstable, and says so, when they are further apart than 0.1 %.  Writes
# build/report/BASE-bench.{txt,html} and -ratios.svg, -reclaim.svg, and when all
# of those ARCHs were measured on the series as it is, patches/BASE/cost, which
# make series puts into the cover letter.  Prints the text.  Exit: 1 when a figure is
# missing.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
base=${1:?usage: report.sh BASE [ARCH...]}
shift
work=$top/build/$base
b=$work/bench
report=$top/build/report
name=$report/$base-bench
mkdir -p "$report"

all=$(for a in "$top"/kernel/arch/*; do
	BENCH=''
	. "$a"
	[ -z "$BENCH" ] || echo "${a##*/}"
done)
# shellcheck disable=SC2086 # names
[ $# -gt 0 ] || set -- $all
series=$(git -C "$work/linux" rev-parse 'series^{tree}')
whole=1
for a in $all; do
	[ "$(cat "$b/$a.of" 2> /dev/null)" = "$series base series" ] || whole=''
done

# arch, kind, name, point, median, spread in percent (of a size: nothing)
for a; do
	[ ! -f "$b/$a.ops" ] || awk -v a="$a" -v OFS='\t' '
		$2 == "slab" {
			print a, "slab", $3, $1, $5, 0
			next
		}
		{
			n = 0
			for (i = 4; i <= NF; i++) {
				for (j = n++; j > 0 && v[j - 1] > $i + 0; j--)
					v[j] = v[j - 1]
				v[j] = $i + 0
			}
			m = v[int(n / 2)]
			print a, $2, $3, $1, m, m ? 100 * (v[n - 1] - v[0]) / m : 0
		}' "$b/$a.ops"
	[ ! -f "$b/$a.size" ] || awk -v a="$a" -v OFS='\t' '{
		print a, "size", ".text", $1, $2, 0
		print a, "size", ".data", $1, $3, 0
		print a, "size", ".bss", $1, $4, 0
	}' "$b/$a.size"
	[ ! -f "$b/$a.layout" ] || awk -v a="$a" -v OFS='\t' '
		/^# / { p = $2 }
		/^struct .*{/ { s = $2 }
		/\/\* size: / { sub(/,.*/, "", $3); print a, "struct", s, p, $3, 0 }' "$b/$a.layout"
done > "$b/table"

# What both programs below begin with: the table read, the rows in its order.
read='
	BEGIN { n = split(archs, arch, " ") }
	{
		if (!($4 in seen)) { seen[$4] = 1; point[++points] = $4 }
		if (!(($2, $3) in known)) { known[$2, $3] = 1; row[$2, ++rows[$2]] = $3 }
		value[$1, $2, $3, $4] = $5
		if ($6 > 0.1 && $2 == "bench") {
			unstable[$1, $3, $4] = 1
			bad = bad sprintf("unstable: %s %s %s: %.2f %%\n", $1, $3, $4, $6)
		}
	}
	function v(a, k, r, p) { return ((a, k, r, p) in value) ? value[a, k, r, p] : "" }
	function mark(a, r, p) { return ((a, r, p) in unstable) ? "?" : "" }
'

# The tables.  "!" is beyond the goal: 1.01 for an operation, 0.1 % for .text, 8
# bytes for vm_area_struct; nothing for the last two where long has 64 bits.
wide=$(for a; do . "$top/kernel/arch/$a"; [ "$BITS" = 32 ] || echo "$a"; done | xargs)
awk -F '\t' -v archs="$*" -v wide=" $wide " "$read"'
	function over(is) { return is ? " !" : "" }

	# of one architecture, a column a point
	function header(what, tail,  p) {
		printf "\n%-28s", what
		for (p = 1; p <= points; p++)
			printf "%12s", point[p]
		print tail
	}
	function cells(a, k, r, label,  p, x) {
		printf "%-28s", label
		for (p = 1; p <= points; p++) {
			x = v(a, k, r, point[p])
			if (k == "bench" && x != "")
				x = sprintf(x < 100000 ? "%.1f" : "%.0f", x) mark(a, r, point[p])
			printf "%12s", x == "" ? "-" : x
		}
	}
	# how much more the last is than the first
	function more(a, k, r) { return v(a, k, r, last) - v(a, k, r, first) }
	function table(a,  j, r, x, y, is64) {
		is64 = index(wide, " " a " ")
		print a
		header("instructions per call", "       ratio")
		for (j = 1; j <= rows["bench"]; j++) {
			r = row["bench", j]
			y = v(a, "bench", r, first)
			if (v(a, "bench", r, last) == "" || (y == "" && r !~ /droppable/)) {
				missing = missing "missing: " a " " r "\n"
				continue
			}
			cells(a, "bench", r, r)
			if (y != "") {
				x = v(a, "bench", r, last) / y
				printf "%12.3f%s", x, over(x > 1.0105)
			} else if (r == "fault-droppable" && v(a, "bench", "fault-anon", last) != "")
				printf "%12.3f of fault-anon", v(a, "bench", r, last) / v(a, "bench", "fault-anon", last)
			print ""
		}
		header("bytes to swap for a page")
		for (j = 1; j <= rows["swap"]; j++) {
			cells(a, "swap", row["swap", j], row["swap", j])
			print ""
		}
		header("bytes", "        more")
		for (j = 1; j <= rows["size"]; j++) {
			r = row["size", j]
			cells(a, "size", r, r)
			if (v(a, "size", r, first) > 0) {
				x = more(a, "size", r)
				y = 100 * x / v(a, "size", r, first)
				printf "%12d  %+.2f %%%s", x, y, over(r == ".text" && (is64 ? x > 0 : y > 0.1))
			}
			print ""
		}
		for (j = 1; j <= rows["struct"]; j++) {
			r = row["struct", j]
			cells(a, "struct", r, "struct " r)
			x = more(a, "struct", r)
			printf "%12d%s\n", x, over(r == "vm_area_struct" && x > (is64 ? 0 : 8))
		}
		for (j = 1; j <= rows["slab"]; j++) {
			cells(a, "slab", row["slab", j], row["slab", j] " in a slab")
			print ""
		}
		print ""
	}

	END {
		first = point[1]
		last = point[points]
		for (i = 1; i <= n; i++)
			table(arch[i])
		printf "%s%s", bad, missing
		if (missing != "" || !rows["bench"])
			exit 2
	}' "$b/table" > "$name.txt" && result=0 || result=$?
for a; do
	[ ! -s "$b/$a.functions" ] || {
		echo "$a, bytes per function"
		echo
		cat "$b/$a.functions"
		echo
	}
done > "$name-functions.txt"

# The summary, for the cover letter, and what is plotted: a column an architecture.
awk -F '\t' -v archs="$*" -v ratios="$b/ratios" -v reclaim="$b/reclaim" "$read"'
	function header(what,  i) {
		printf "%-26s", what
		for (i = 1; i <= n; i++)
			printf " %9s", arch[i]
		print ""
	}
	function change(k, r, what,  i, was, is) {
		printf "%-26s", what
		for (i = 1; i <= n; i++) {
			was = v(arch[i], k, r, "base")
			is = v(arch[i], k, r, "series")
			printf " %9s", was == is ? is : was "->" is
		}
		print ""
	}
	function ratio(a, k, r,  was) {
		was = v(a, k, r, "base")
		return was == "" ? 1 : v(a, k, r, "series") / was
	}
	function plotted(what,  line, i) {
		line = what
		for (i = 1; i <= n; i++)
			line = line "\t" arch[i]
		return line
	}
	END {
		header("series to base")
		print plotted("operation") > ratios
		print plotted("pages") > reclaim
		for (j = 1; j <= rows["bench"]; j++) {
			r = row["bench", j]
			if (r ~ /^reclaim/ || v(arch[1], "bench", r, "base") == "")
				continue
			printf "%-26s", r
			line = r
			for (i = 1; i <= n; i++) {
				x = ratio(arch[i], "bench", r)
				printf " %9s", sprintf("%.3f", x) (mark(arch[i], r, "base") mark(arch[i], r, "series") == "" ? "" : "?")
				line = line sprintf("\t%.4f", x)
			}
			print ""
			print line > ratios
		}
		printf "%-26s", ".text"
		for (i = 1; i <= n; i++)
			printf " %8.2f%%", 100 * (ratio(arch[i], "size", ".text") - 1)
		print ""
		change("struct", "vm_area_struct", "vm_area_struct, bytes")
		change("slab", "vm_area_struct", "  in a slab")
		change("struct", "mm_struct", "mm_struct, bytes")
		print ""
		header("a page, by the series")
		for (j = 1; j <= rows["bench"]; j++) {
			r = row["bench", j]
			if (r !~ /^reclaim|^fault-droppable|^fault-anon/)
				continue
			printf "%-26s", r
			line = r
			for (i = 1; i <= n; i++) {
				x = v(arch[i], "bench", r, "series")
				printf " %9s", sprintf("%.0f", x) mark(arch[i], r, "series")
				line = line sprintf("\t%d", x)
			}
			print ""
			if (sub(/^reclaim-/, "", line))
				print line > reclaim
		}
	}' "$b/table" > "$name.cost"

# Plots.
plot() { # file, title, label of y, the rest
	gnuplot <<-E || echo "report: gnuplot failed for $1" >&2
		set terminal svg size 960,420 dynamic font 'sans-serif,12' background '#ffffff'
		set output '$name-$1.svg'
		set title '$2'
		set ylabel '$3'
		set style data histograms
		set style fill solid
		set xtics rotate by -35 noenhanced
		set key outside noenhanced
		set grid y
		$4
	E
}
plot ratios 'Instructions per call, series to base' ratio "
set yrange [0.85:1.05]
plot for [i=2:$(($# + 1))] '$b/ratios' using i:xtic(1) title columnheader, 1.01 title 'goal' with lines lc 'black'"
plot reclaim 'Instructions to reclaim a page, series' instructions "
set yrange [0:*]
plot for [i=2:$(($# + 1))] '$b/reclaim' using i:xtic(1) title columnheader"

html() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' "$1"; }
{
	echo "<!doctype html><!-- SPDX-License-Identifier: GPL-2.0-only --><meta charset=utf-8><title>64-bit vm_flags on $base: what it costs</title>"
	echo '<style>body{font:15px sans-serif;margin:2em;max-width:62em}pre{font-size:13px;overflow-x:auto}</style>'
	echo "<h1>64-bit vm_flags on Linux $base: what it costs</h1>"
	echo '<p>Guests under QEMU TCG, -icount shift=0: a call costs so many instructions, whatever the machine.'
	echo 'Made by <code>make bench</code>. ! is beyond the goal, ? is unstable.</p>'
	for f in ratios reclaim; do sed -n '/<svg/,$p' "$name-$f.svg"; done
	echo '<pre>'
	html "$name.cost"
	echo '</pre><h2>Each architecture</h2><pre>'
	html "$name.txt"
	echo '</pre><h2>Functions that grew or shrank</h2><pre>'
	html "$name-functions.txt"
	echo '</pre><h2>Layout</h2>'
	for a; do
		[ ! -f "$b/$a.layout" ] || { echo "<details><summary>$a</summary><pre>"; html "$b/$a.layout"; echo '</pre></details>'; }
	done
} > "$name.html"

cat "$name.txt"
# shellcheck disable=SC2086 # words
if [ -n "$whole" ] && [ "$result" = 0 ] && [ "$*" = "$(echo $all)" ]; then
	{
		echo "# SPDX-License-Identifier: GPL-2.0-only"
		echo "# what make bench measured on the series' tree $series"
		cat "$name.cost"
	} > "$top/patches/$base/cost.new"
	mv "$top/patches/$base/cost.new" "$top/patches/$base/cost"
	echo "bench: patches/$base/cost is for the cover letter: make series"
fi
echo "bench: $name.html"
[ "$result" = 0 ]
