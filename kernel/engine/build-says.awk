# SPDX-License-Identifier: GPL-2.0-only
#
# build-says.awk: of what a build says of a driver whose files are below built/, the lines
# about these files, without "built/"
#
# What gcc finds in what a macro of the kernel makes it reports at the macro; of the notes
# that follow, the last one names the driver's line.  It is printed with that line.
function there() {
	if (at != "") print at " " what
	at = what = ""
}
{ mine = sub(/^built\//, "") }
/^[^ :]+:[0-9]+:[0-9]+: (warning|error): / {
	there()
	if (mine) { print; next }
	what = $0
	sub(/^[^ ]+ /, "", what)
	next
}
what != "" && mine && /^[^ :]+:[0-9]+:[0-9]+: note: in expansion of macro / { at = $1; next }
mine && /^[^ :]+\.[ch]:[0-9]+:/ { print }
END { there() }
