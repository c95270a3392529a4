# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced: KTAP, which every check here speaks.
#
# ktap_starts               the head; sets n (results so far) and failed (of those)
# result NAME [WHY [FILE]]  ok, but not ok if there is a WHY; then FILE, by default
#                           $tmp/said where there is one, stands below it
# skipped NAME WHY          one that can't run here
# ktap_ends NAME [MORE]     the plan, and "NAME: A of B as expected"; fails if one did

ktap_starts() {
	n=0 failed=0
	echo "KTAP version 1"
}

result() {
	n=$((n + 1))
	if [ -z "${2:-}" ]; then
		echo "ok $n - $1"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $n - $1: $(printf '%s\n' "$2" | head -n 1)"
	printf '%s\n' "$2" | sed '1d; s/^/# /'
	[ ! -f "${3:-${tmp:-}/said}" ] || sed 's/^/# /' "${3:-${tmp:-}/said}"
}

skipped() {
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

ktap_ends() {
	echo "1..$n"
	echo "# $1: $((n - failed)) of $n as expected${2:-}"
	[ "$failed" = 0 ]
}
