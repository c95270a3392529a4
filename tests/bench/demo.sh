#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# demo.sh BASE [ARCH...] - a cache larger than memory, kept in six ways
#
# Default: arm and i386.  Builds the series' kernel as make bench does and runs
# tests/bench/droppable/cache.c in a guest that has 128 MiB without the RAM disk it
# swaps to, on one processor, with -icount: the clock counts instructions, and a
# second run gives the same.
#
# Environment: LOOKUPS  of tiles, default 4000
#              TREE     a kernel's source, default that of BASE's series
#              J        processes, default: all processors
# Prints a table for each ARCH, and writes build/report/BASE-demo.{txt,html} and
# BASE-demo-ARCH.svg.  Exit: 0; 1 when a tile was wrong or a guest failed; 2 when it
# can't run here.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
base=${1:?usage: demo.sh BASE [ARCH...]}
shift
[ $# -gt 0 ] || set -- arm i386

cannot() { echo "demo: $*" >&2; exit 2; }

case ${LOOKUPS:=4000} in *[!0-9]* | '') cannot "LOOKUPS=$LOOKUPS: a number" ;; esac
for a; do
	[ -f "$top/kernel/arch/$a" ] ||
		cannot "unknown ARCH '$a': there is $(cd "$top/kernel/arch" && echo *)"
done
work=$top/build/$base
d=$work/demo
report=$top/build/report
mkdir -p "$d" "$report"
exec 9> "$d/lock"
flock -n 9 || cannot "another run works in $d: wait for it to end"
if [ -z "${TREE:-}" ]; then
	. "$top/tests/tree.sh"
	exec 8> "$work/lock"
	flock -s 8
	has_series "$work" || cannot "no series for $base yet: run 'make series'"
	tree_at "$work/linux" "$d/src" "$(git -C "$work/linux" rev-parse series)"
	TREE=$d/src
fi

plot() { # arch: its figures as an SVG
	awk -v arch="$1" '
	function x(n) { return 70 + 610 * n / lookups }
	function y(v) { return 330 - 290 * (log(v) - log(low)) / (log(high) - log(low)) }
	$2 == "demo" && $4 == "what" { name[$3] = $5; for (i = 6; i <= NF; i++) name[$3] = name[$3] " " $i; order[++ways] = $3 }
	$2 == "plot" {
		n = ++points[$3]
		px[$3, n] = $4; py[$3, n] = $5 > 0 ? $5 : 1; kb[$4] = $6
		if ($4 > lookups) lookups = $4
		if (!low || py[$3, n] < low) low = py[$3, n]
		if (py[$3, n] > high) high = py[$3, n]
	}
	END {
		if (!lookups) exit
		split("#b2182b #ef8a62 #999999 #67a9cf #1b7837 #762a83", color, " ")
		print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 380\" font-family=\"sans-serif\" font-size=\"13\">"
		print "<!-- SPDX-License-Identifier: GPL-2.0-only -->"
		print "<rect width=\"900\" height=\"380\" fill=\"white\"/>"
		low = 10 ^ int(log(low) / log(10)); high *= 1.2
		for (v = low; v <= high; v *= 10)
			printf "<path d=\"M70 %.0fH680\" stroke=\"#ddd\"/><text x=\"64\" y=\"%.0f\" text-anchor=\"end\">%g</text>\n", y(v), y(v) + 4, v
		# the other process, in grey: its own scale, 80 MiB are all of the height
		path = "M" x(0) " 330"
		for (i = 1; i <= points[order[1]]; i++)
			path = path sprintf("L%.0f %.0f", x(px[order[1], i]), 330 - 290 * kb[px[order[1], i]] / 81920)
		printf "<path d=\"%sL680 330Z\" fill=\"#eee\"/>\n", path
		for (w = 1; w <= ways; w++) {
			path = ""
			for (i = 1; i <= points[order[w]]; i++)
				path = path (i == 1 ? "M" : "L") sprintf("%.1f %.1f", x(px[order[w], i]), y(py[order[w], i]))
			if (path != "")
				printf "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", path, color[w]
			printf "<path d=\"M700 %dh24\" stroke=\"%s\" stroke-width=\"3\"/><text x=\"730\" y=\"%d\">%s</text>\n", 60 + 24 * w, color[w], 64 + 24 * w, name[order[w]] (path == "" ? " (ended)" : "")
		}
		print "<path d=\"M700 232h24\" stroke=\"#eee\" stroke-width=\"12\"/><text x=\"730\" y=\"236\">the other, of 80 MiB</text>"
		printf "<text x=\"70\" y=\"24\" font-size=\"15\">%s: instructions a lookup, mean of each part</text>\n", arch
		printf "<text x=\"680\" y=\"352\" text-anchor=\"end\">lookups: %d</text>\n</svg>\n", lookups
	}' "$d/$1.figures"
}

table() { # arch
	awk -v arch="$1" '
	$2 == "demo" && $4 == "what" { order[++ways] = $3; v[$3, $4] = $5; for (i = 6; i <= NF; i++) v[$3, $4] = v[$3, $4] " " $i; next }
	$2 == "demo" { v[$3, $4] = $5 }
	function f(w, k, by) { return ((w, k) in v) && v[w, "lookups"] ? sprintf(by, v[w, k]) : "-" }
	function per(w, k) { return v[w, "lookups"] ? sprintf("%.2f", v[w, k] / v[w, "lookups"]) : "-" }
	function k(w, key) { return (w, key) in v ? sprintf("%.0f", v[w, key] / 1000) : "-" }
	END {
		printf "%s: thousands of instructions a lookup, alone and beside the other process\n\n", arch
		form = "%-20s %7s %7s %7s %7s %7s %7s %6s %8s %7s %7s %8s %4s %9s %6s\n"
		printf form, "", "median", "99 %", "mean", "median", "99 %", "mean", "hits", "swap out", "in", "lazily", "syscalls", "OOM", "to 80 MiB", "wrong"
		for (i = 1; i <= ways; i++) {
			w = order[i]
			printf form, v[w, "what"], k(w, "median1"), k(w, "p99_1"), k(w, "mean1"), \
				k(w, "median2"), k(w, "p99_2"), k(w, "mean2"), \
				v[w, "lookups"] ? sprintf("%.1f%%", 100 * v[w, "hits"] / v[w, "lookups"]) : "-", \
				f(w, "pswpout", "%d"), f(w, "pswpin", "%d"), f(w, "pglazyfreed", "%d"), \
				per(w, "syscalls"), f(w, "oom_kill", "%d"), \
				f(w, "other_kb", "%d") == 81920 ? sprintf("%.0f", v[w, "other_instructions"] / 1000000) : f(w, "other_kb", "%d kB"), \
				f(w, "wrong", "%d")
		}
		print ""
		best = ""
		for (i = 1; i <= ways; i++)
			if ((order[i], "mean2") in v && v[order[i], "mean2"] > 0 && (best == "" || v[order[i], "mean2"] < v[best, "mean2"]))
				best = order[i]
		if (best != "")
			printf "Beside the other process a lookup costs least with: %s.\n", v[best, "what"]
	}' "$d/$1.figures"
}

failed=0
for a; do
	if GUESTS=$top/tests/bench FRAGMENT=bench ONE_CPU=1 GUEST_ENV="DEMO_LOOKUPS=$LOOKUPS" \
		TIMEOUT=${TIMEOUT:-3000} APPEND='norandmaps nokaslr nmi_watchdog=0 brd.rd_size=196608' \
		QEMU_ARGS='-m 320M -icount shift=0,sleep=off -rtc base=2026-01-01,clock=vm' \
		"$top/tests/qemu.sh" "$a" "$TREE" "$d/$a" cache > "$d/$a.log" 2>&1 8>&- 9>&-; then
		echo "  DEMO    $a"
	else
		echo "demo: $a: $(tail -n 1 "$d/$a.log")" >&2
		failed=1
	fi
	sed -n 's/^ *\(# \(demo\|plot\) \)/\1/p' "$d/$a/console.log" | tr -d '\r' > "$d/$a.figures"
	plot "$a" > "$report/$base-demo-$a.svg"
	table "$a" > "$d/$a.table"
done
{
	for a; do cat "$d/$a.table"; echo; done
	echo "Tiles of 64 KiB, 200 MiB of them, Zipf 0.9, in a guest with 128 MiB.  A lookup compares"
	echo "the tile with what it has to be, and makes it if it is lost.  To 80 MiB: millions of"
	echo "instructions that the other process needs to touch so much."
} | tee "$report/$base-demo.txt"
{
	echo '<!DOCTYPE html><!-- SPDX-License-Identifier: GPL-2.0-only --><html lang=en><meta charset=utf-8>'
	echo '<title>A cache larger than memory</title><style>body{font:15px/1.4 sans-serif;margin:2em}</style>'
	echo "<h1>A cache larger than memory, Linux $base</h1>"
	for a; do cat "$report/$base-demo-$a.svg"; done
	echo '<pre>'
	sed 's/&/\&amp;/g; s/</\&lt;/g' "$report/$base-demo.txt"
	echo '</pre>'
} > "$report/$base-demo.html"
exit "$failed"
