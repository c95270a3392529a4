# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f names.awk HUNK... - the names in C that hunks bring, and those that they only use
#
# By the words of the lines that a hunk adds: it brings a name where it looks like a
# declaration of it: a macro, a function, a field, a parameter, a local, an entry of an
# enum, a label.  In doubt it brings it: what is wanted is the names that a tree can't
# have (kernel/engine/by-hand.sh), not a compiler.
#
# Prints tab-separated, each once: HUNK, "brings" or "uses", name.  Exit: 0.

function put(what, name) {
	if (name ~ /^[0-9]/ || name ~ /^CONFIG_/ || seen[FILENAME, what, name]++) return
	print FILENAME "\t" what "\t" name
}
function words(what, s,   n, i, w) {
	n = split(s, w, /[^A-Za-z_0-9]+/)
	for (i = 1; i <= n; i++) if (w[i] != "") put(what, w[i])
}
function no_type(w) { return w ~ /^(return|goto|case|else|sizeof|break|continue|do|if|while|for|switch|defined)$/ }

FNR == 1 { c = comment = macro = 0 }
/^\+\+\+ b\// { c = /\.[chS]$/; next }
/^(---|diff|index|@@|new|old|rename|similarity|deleted) / { comment = 0; next }
!c { next }
# a comment may begin in a line that is there
/^[ +]/ {
	s = substr($0, 2)
	gsub(/"([^"\\]|\\.)*"/, "\"", s)
	gsub(/'([^'\\]|\\.)+'/, "0", s)
	gsub(/\/\*([^*]|\*[^\/])*\*\//, " ", s)
	sub(/\/\/.*/, "", s)
	if (comment) {
		if (!sub(/^.*\*\//, "", s)) next
		comment = 0
	} else if (s ~ /^[ \t]*\*([ \t\/]|$)/) next
	if (sub(/\/\*.*/, "", s)) comment = 1
}
!/^\+/ { next }
s ~ /^[ \t]*#[ \t]*(include|error|warning|pragma)/ { next }
{
	words("uses", s)
	if (s ~ /^[ \t]*#[ \t]*define[ \t]/) {
		sub(/^[ \t]*#[ \t]*define[ \t]+/, "", s)
		match(s, /^[A-Za-z_0-9]+(\([^)]*\))?/)
		words("brings", substr(s, 1, RLENGTH))
		s = substr(s, RLENGTH + 1)
	} else if (s ~ /^[A-Za-z_]/) {
		# at file scope, or a label
		if (match(s, /^[A-Za-z_0-9]+:/)) put("brings", substr(s, 1, RLENGTH - 1))
		if (match(s, /[A-Za-z_0-9]+\(/)) {
			w = substr(s, RSTART, RLENGTH - 1)
			rest = substr(s, RSTART + RLENGTH)
			if (RSTART > 1) put("brings", w)
			# what such a macro declares
			else if (match(rest, /^[A-Za-z_0-9]+/)) put("brings", substr(rest, 1, RLENGTH))
		}
		if (match(s, /^(typedef +)?(struct|union|enum) +[A-Za-z_0-9]+/)) words("brings", substr(s, 1, RLENGTH))
	} else if (match(s, /^[ \t]+[A-Z][A-Z_0-9]+[ \t]*(,|=[^=]|$)/))
		words("brings", substr(s, 1, RLENGTH))
	# "TYPE NAME", and what follows it after commas
	while (match(s, /[A-Za-z_0-9)][ \t*]+[A-Za-z_][A-Za-z_0-9]*[ \t]*([;,=\[):]|$)/)) {
		pre = substr(s, 1, RSTART)
		it = substr(s, RSTART + 1, RLENGTH - 1)
		s = substr(s, RSTART + RLENGTH)
		type = pre
		sub(/.*[^A-Za-z_0-9]/, "", type)
		if (no_type(type)) continue
		match(it, /[A-Za-z_][A-Za-z_0-9]*/)
		put("brings", substr(it, RSTART, RLENGTH))
		if (pre !~ /\(/ && s !~ /\(/ && s ~ /;/) words("brings", s)
		# the next may begin right here
		s = substr(it, RSTART, RLENGTH) substr(it, length(it)) s
		sub(/^[A-Za-z_0-9]+/, "", s)
	}
}
