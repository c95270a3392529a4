#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts.sh - shellcheck has nothing to say of any script
#
# What it isn't asked stands in .shellcheckrc, with why.  KTAP, a line a script.
# Exit: 0, 1; 2 can't run.
#
# Check: scripts
#   when: test
#   of: ours
#   reads: kernel tests sparse-checks .ci .shellcheckrc
#   takes: 30 s
#   blind: programs within the scripts, for awk and sed
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
command -v shellcheck > /dev/null || { echo "scripts: shellcheck is missing: apt-get install shellcheck"; exit 2; }
n=0 failed=0
echo "KTAP version 1"
for f in $(find kernel tests sparse-checks -name '*.sh' | sort) .ci/run; do
	n=$((n + 1))
	if said=$(shellcheck -f gcc "$f"); then
		echo "ok $n - $f"
	else
		failed=$((failed + 1))
		echo "not ok $n - $f: $(echo "$said" | head -n 1 | cut -d : -f 2-)"
		echo "$said" | sed 's/^/# /'
	fi
done
echo "1..$n"
echo "# scripts: $((n - failed)) of $n as expected"
[ "$failed" = 0 ]
