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
#   takes: 10 s
#   blind: programs within the scripts, for awk and sed
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/ktap.sh"
cd "$top"
command -v shellcheck > /dev/null || { echo "scripts: shellcheck is missing: apt-get install shellcheck"; exit 2; }
ktap_starts
for f in $(find kernel tests sparse-checks -name '*.sh' | sort) .ci/run; do
	said=$(shellcheck -f gcc "$f") || :
	result "$f" "$said"
done
ktap_ends scripts
