#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# demo.sh BASE [ARCH...] - a cache larger than memory, kept in six ways
#
# Default: arm and i386.  Builds the series' kernel as make bench does and runs
# tests/bench/droppable/cache.c in a guest that has 128 MiB without the RAM disk it
# swaps to, on one processor, with -icount: the clock counts instructions, and a
# second run gives the same.  That is seen to: where kernel, programs and settings are
# those of the last run that passed, so have to be the figures.
#
# Environment: LOOKUPS  of tiles, default 100000: what is counted, after all tiles were
#                       filled once.  So many, as then 500 are beyond each 99 %, and a run
#                       of arm and i386, with their kernels to build, is under 25 minutes
#              TREE     a kernel's source, default that of BASE's series
#              J        processes, default: all processors
# Prints a table for each ARCH, and writes build/report/BASE-demo.{txt,html},
# BASE-demo-ARCH.{svg,figures}, and build/BASE/demo-ARCH.summary, five lines for a cover
# letter.
# Exit: 0; 1 when a tile was wrong, a way didn't come to its end, a guest failed, or the
# figures aren't those of before; 2 when it can't run here.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
base=${1:?usage: demo.sh BASE [ARCH...]}
shift
[ $# -gt 0 ] || set -- arm i386

cannot() { echo "demo: $*" >&2; exit 2; }

case ${LOOKUPS:=100000} in *[!0-9]* | '') cannot "LOOKUPS=$LOOKUPS: a number" ;; esac
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
	has_series "$work" || cannot "$no_series"
	tree_at "$work/linux" "$d/src" "$(git -C "$work/linux" rev-parse series)"
	TREE=$d/src
fi
# A kernel whose documentation has the SIGBUS has to have all of the ways.
env="DEMO_LOOKUPS=$LOOKUPS"
! grep -qs SIGBUS "$TREE/Documentation/mm/droppable.rst" || env="$env DEMO_ALL=1"

# All that is random in a guest comes from QEMU, whose own numbers are those of its seed:
# rdrand, and the seed that is in the device tree.
append='norandmaps nokaslr nmi_watchdog=0 brd.rd_size=196608'
qemu_args='-m 320M -icount shift=0,sleep=off -rtc base=2026-01-01,clock=vm -seed 1'

# The initramfs has times of files in it, and to read other digits takes other instructions:
# QEMU starts with one whose times are always the same.
make_qemu() ( # arch
	. "$top/kernel/arch/$1"
	qemu=${QEMU%% *}
	rm -f "$d/$1/bin/$qemu"
	at=$(command -v "$qemu") || exit 0	# qemu.sh says so
	mkdir -p "$d/$1/bin"
	cat > "$d/$1/bin/$qemu" <<-E
	#!/bin/sh
	set -e
	cd "$d/$1/guest"
	touch -d @1 root/*
	../linux/usr/gen_init_cpio -t 1 list > initramfs.cpio
	exec "$at" "\$@"
	E
	chmod +x "$d/$1/bin/$qemu"
)

# what the figures of a run depend on
run_of() ( # arch
	. "$top/kernel/arch/$1"
	{
		echo "$QEMU $qemu_args $append $env"
		"${QEMU%% *}" --version
		cat "$d/$1/linux/$IMAGE" "$d/$1/guest/root/init" "$d/$1/guest/root/cache"
	} | sha256sum
)

# fails where they are others than those of the last run of the same
compare() { # arch
	run_of "$1" | cat - "$d/$1.figures" > "$d/$1.now"
	was=$(head -n 1 "$d/$1.last" 2> /dev/null) || :
	same=0
	if [ "$was" != "$(head -n 1 "$d/$1.now")" ]; then
		echo "demo: $1: the first run of this kernel, program and settings: a second has to give the same counts"
	elif cmp -s "$d/$1.last" "$d/$1.now"; then
		echo "demo: $1: the same counts as before"
	else
		diff "$d/$1.last" "$d/$1.now" > "$d/$1.diff" || :
		echo "demo: $1: other counts than before, $(grep -c '^>' "$d/$1.diff") of them; the first was, and is:" >&2
		{ grep -m 1 '^<' "$d/$1.diff"; grep -m 1 '^>' "$d/$1.diff"; } | sed 's/^. # /demo:   /' >&2
		same=1
	fi
	mv "$d/$1.now" "$d/$1.last"
	return "$same"
}

# what the awk programs below begin with
read='
	$2 == "cost" { cost[$3] = $4 }
	$2 == "demo" && $4 == "what" { order[++ways] = $3; v[$3, $4] = $5; for (i = 6; i <= NF; i++) v[$3, $4] = v[$3, $4] " " $i; next }
	$2 == "demo" { v[$3, $4] = $5 }
	function has(w, k) { return (w, k) in v }
	function f(w, k, by) { return has(w, k) ? sprintf("%.0f", v[w, k] / by) : "-" }
	function percent(w, k) { return has(w, k) ? sprintf("%.1f%%", 200 * v[w, k] / v[w, "lookups"]) : "-" }
	function grown(w) { return !has(w, "other_kb") ? "-" : v[w, "other_kb"] == 81920 ? f(w, "other_instructions", 1000000) : v[w, "other_kb"] " kB" }
'

plot() { # arch: its figures as an SVG
	awk -v arch="$1" "$read"'
	function x(n) { return 70 + 610 * n / lookups }
	function y(v) { return 330 - 290 * (log(v) - log(low)) / (log(high) - log(low)) }
	$2 == "plot" {
		n = ++points[$3]
		px[$3, n] = $4; py[$3, n] = $5 > 0 ? $5 : 1; kb[$4] = $6
		if ($4 > lookups) lookups = $4
		if (!low || py[$3, n] < low) low = py[$3, n]
		if (py[$3, n] > high) high = py[$3, n]
		if (!whole) whole = $3
	}
	END {
		if (!lookups) exit
		split("#b2182b #ef8a62 #999999 #67a9cf #1b7837 #762a83", color, " ")
		print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 380\" font-family=\"sans-serif\" font-size=\"13\">"
		print "<!-- SPDX-License-Identifier: GPL-2.0-only -->"
		print "<rect width=\"900\" height=\"380\" fill=\"white\"/>"
		low = 10 ^ int(log(low) / log(10)); high *= 1.2
		for (v10 = low; v10 <= high; v10 *= 10)
			printf "<path d=\"M70 %.0fH680\" stroke=\"#ddd\"/><text x=\"64\" y=\"%.0f\" text-anchor=\"end\">%g</text>\n", y(v10), y(v10) + 4, v10
		# the other process, in grey: its own scale, 80 MiB are all of the height
		path = "M" x(0) " 330"
		for (i = 1; i <= points[whole]; i++)
			path = path sprintf("L%.0f %.0f", x(px[whole, i]), 330 - 290 * kb[px[whole, i]] / 81920)
		printf "<path d=\"%sL680 330Z\" fill=\"#eee\"/>\n", path
		for (w = 1; w <= ways; w++) {
			path = ""
			for (i = 1; i <= points[order[w]]; i++)
				path = path (i == 1 ? "M" : "L") sprintf("%.1f %.1f", x(px[order[w], i]), y(py[order[w], i]))
			if (path != "")
				printf "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", path, color[w]
			printf "<path d=\"M700 %dh24\" stroke=\"%s\" stroke-width=\"3\"/><text x=\"730\" y=\"%d\">%s</text>\n", 60 + 24 * w, color[w], 64 + 24 * w, v[order[w], "what"] (path != "" ? "" : has(order[w], "absent") ? " (not here)" : " (failed)")
		}
		print "<path d=\"M700 232h24\" stroke=\"#eee\" stroke-width=\"12\"/><text x=\"730\" y=\"236\">the other, of 80 MiB</text>"
		printf "<text x=\"70\" y=\"24\" font-size=\"15\">%s: instructions a lookup, mean of each part</text>\n", arch
		printf "<text x=\"680\" y=\"352\" text-anchor=\"end\">lookups: %d</text>\n</svg>\n", lookups
	}' "$d/$1.figures"
}

table() { # arch
	awk -v arch="$1" "$read"'
	END {
		if (!ways) {
			printf "%s: no figures\n", arch
			exit
		}
		printf "%s: thousands of instructions a lookup, alone and beside the other process\n\n", arch
		form = "%-19s %7s %7s %7s %6s %8s %7s %7s %6s %8s %7s %7s %8s %6s %4s %9s %6s\n"
		printf form, "", "median", "99 %", "mean", "hits", "median", "99 %", "mean", "hits", "swap out", "in", "lazily", "syscalls", "sleeps", "OOM", "to 80 MiB", "wrong"
		for (i = 1; i <= ways; i++) {
			w = order[i]
			if (has(w, "absent")) {
				printf "%-19s   not on this kernel\n", v[w, "what"]
				continue
			}
			printf form, v[w, "what"], f(w, "median1", 1000), f(w, "p99_1", 1000), f(w, "mean1", 1000), percent(w, "hits1"), \
				f(w, "median2", 1000), f(w, "p99_2", 1000), f(w, "mean2", 1000), percent(w, "hits2"), \
				f(w, "pswpout", 1), f(w, "pswpin", 1), f(w, "pglazyfreed", 1), \
				has(w, "syscalls") ? sprintf("%.2f", v[w, "syscalls"] / v[w, "lookups"]) : "-", \
				f(w, "sleeps", 1), f(w, "oom_kill", 1), grown(w), f(w, "wrong", 1)
			if (has(w, "mean2") && !v[w, "wrong"] && (best == "" || v[w, "mean2"] < v[best, "mean2"]))
				best = w
		}
		print ""
		printf "To copy a tile takes %.0f, to decode one %.0f (%.1f copies).  That a tile is right is seen\nafter the lookup, which has read it: that takes %.0f, and is in none of the figures.\n", \
			cost["copy"] / 1000, cost["decode"] / 1000, cost["decode"] / cost["copy"], cost["compare"] / 1000
		if (best != "")
			printf "Beside the other process a lookup costs least with: %s; but swap is a RAM disk here, see below.\n", v[best, "what"]
	}' "$d/$1.figures"
}

summary() { # arch: five lines of 75 columns
	awk -v arch="$1" "$read"'
	function line(what, key, by,  i, w, out) {
		out = sprintf("%-27s", what)
		for (i = 1; i <= ways; i++) {
			w = order[i]
			out = out sprintf("%8s", key == "hits2" ? percent(w, key) : key == "swapped" ? \
				(has(w, "pswpin") ? v[w, "pswpin"] + v[w, "pswpout"] : "-") : key == "grown" ? grown(w) : f(w, key, by))
		}
		print out
	}
	END {
		label["cap"] = "malloc"; label["cookie"] = "cookies"; label["sigbus"] = "SIGBUS"
		printf "%-27s", arch
		for (i = 1; i <= ways; i++)
			printf "%8s", order[i] in label ? label[order[i]] : order[i]
		print ""
		line("1000 instructions a lookup", "mean2", 1000)
		line("lookups that found the tile", "hits2")
		line("pages swapped out and in", "swapped")
		line("10^6 for the other process", "grown")
	}' "$d/$1.figures"
}

failed=0
for a; do
	rm -f "$d/$a/console.log" "$work/demo-$a.summary"
	ran=''
	make_qemu "$a"
	if PATH=$d/$a/bin:$PATH GUESTS=$top/tests/bench FRAGMENT=bench ONE_CPU=1 GUEST_ENV="$env" \
		TIMEOUT=${TIMEOUT:-3000} APPEND="$append" QEMU_ARGS="$qemu_args" \
		"$top/tests/qemu.sh" "$a" "$TREE" "$d/$a" cache > "$d/$a.log" 2>&1 8>&- 9>&-; then
		echo "  DEMO    $a"
		ran=1
	else
		{
			echo "demo: $a: $(tail -n 1 "$d/$a.log")"
			sed -n 's/^ *\(not ok .*: \|Bail out! \)/demo:   \1/p' "$d/$a.log"
		} >&2
		failed=1
	fi
	if [ -f "$d/$a/console.log" ]; then
		sed -n 's/^ *\(# \(cost\|demo\|plot\) \)/\1/p' "$d/$a/console.log" | tr -d '\r'
	fi > "$d/$a.figures"
	cp "$d/$a.figures" "$report/$base-demo-$a.figures"
	plot "$a" > "$report/$base-demo-$a.svg"
	table "$a" > "$d/$a.table"
	[ -z "$ran" ] || {
		summary "$a" > "$work/demo-$a.summary"
		compare "$a" || failed=1
	}
done
{
	for a; do cat "$d/$a.table"; echo; done
	cat <<-E
	$LOOKUPS lookups of tiles of 64 KiB, 200 MiB of them, Zipf 0.9, in a guest with 128 MiB; before
	that all were filled, the least popular first.  From half on another process grows: to
	80 MiB is how many millions of instructions it needs to touch so much.

	Instructions are what the guest's clock counts.  When nothing is to be done it leaps to
	the next timer, so that waiting counts too: a sleep, of a way that finds no memory to fill
	a tile (sleeps), a million.  Swap is a RAM disk: a page comes in for the price of a copy,
	where flash takes milliseconds, so what costs least here may not where pages are
	swapped.
	E
} | tee "$report/$base-demo.txt"
for a; do
	[ ! -f "$work/demo-$a.summary" ] || { echo; cat "$work/demo-$a.summary"; }
done
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
