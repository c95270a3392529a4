# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f open.awk [-v who=NAME] LIST - what is left to be done by hand, a line a place
#
# LIST has them as by-hand.sh and series.sh write them, tab-separated: FILE:LINE,
# function or "-", what it is for, why it has no place, where its text is or nothing.
# With who as an error message of that program's, without it as text, indented.

BEGIN { FS = "\t" }
{
	line = $1 ($2 == "-" ? "" : ", in " $2) ": " $3 ": " $4
	if (who == "") print "  " line
	else print who ": " line ($5 == "" ? "" : "; its text: " $5)
}
