# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f lacking.awk -v absent=FILE -v brought=FILE -v ours=FILE NAMES - the hunks that
# use what the tree lacks
#
# NAMES is what names.awk says of the hunks in question.  absent: the names that the
# tree has nowhere; brought: those that earlier hunks brought.  What one of these hunks
# brings counts as long as it stays.  ours: names that some hunk of ours brings.
#
# Prints tab-separated: HUNK, and what it lacks in words.  Exit: 0.

function load(file, set,   l) {
	while ((getline l < file) > 0) set[l]
	close(file)
}
BEGIN {
	FS = "\t"
	load(absent, is_absent)
	load(brought, is_brought)
	load(ours, is_ours)
}
!($3 in is_absent) || ($3 in is_brought) { next }
$2 == "brings" { brings[$3, ++by[$3]] = $1; next }
{ n++; hunk[n] = $1; name[n] = $3 }
END {
	do {
		again = 0
		for (i = 1; i <= n; i++) {
			if (hunk[i] in out) continue
			for (k = by[name[i]]; k > 0; k--) if (!(brings[name[i], k] in out)) break
			if (k) continue
			out[hunk[i]] = again = 1
			print hunk[i] "\tuses " name[i] (name[i] in is_ours ? ", which comes with a hunk that is not in" : ", which this tree doesn't have")
		}
	} while (again)
}
