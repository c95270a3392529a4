# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f interface.awk LIST FACTS - of a kernel's headers, what a driver needs to know
#
# LIST is of the whole tree, FACTS are of headers and others, as cocci/retype.cocci writes
# both, fields by tabs.  What has flags gets their type, and what else is an integer is no
# place for them, by a type of its own name.  Files are KERNEL/FILE.

NR == FNR {
	if ($1 ~ /^(int|long|flags)$/) flags[$2] = 1
	if ($1 == "truth") truth[$2] = 1
	next
}
$1 == "type" || $1 == "macro" || $1 == "in" { print }
$1 == "decl" && $2 ~ /^(func|field|global|type) / && $3 ~ /^(include|arch\/[^\/]*\/include)\// {
	n = split($3, at, ":")
	width = at[6]
	for (i = 7; i <= n; i++) width = width ":" at[i]
	place = "KERNEL/" at[1] ":" at[2] ":" at[3] ":" at[4] ":" at[5] ":"
	if (width == "flags" || $2 in flags) {
		width = "flags"
		print "edge", "seed", $2, ""
	} else if (width == "int" || width == "long") {
		if ($2 in truth) print "truth", $2, ""
		else {
			# of its own width too, for the wall to be "also takes"
			print "decl", $2, place width
			width = "a number of the kernel"
		}
	}
	print "decl", $2, place width
}
