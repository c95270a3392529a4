# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f names.awk HUNK... - the names in C that hunks bring, and those that they only use
#
# By the words of the lines that a hunk adds: it brings a name where it looks like a
# declaration of it: a macro, a function, a field, a parameter, a local, an entry of an
# enum, a label, an argument of a macro that declares.  In doubt it brings it: what is
# wanted is the names that a tree can't have (kernel/engine/by-hand.sh), not a compiler.
# Names that the preprocessor makes of others (PageX, folio_test_x, trace_x) are neither.
#
# Prints tab-separated, each once: HUNK, "brings" or "uses", name.  Exit: 0.

function put(what, name) {
	if (name ~ /^[0-9]/ || name ~ /^CONFIG_/ || seen[FILENAME, what, name]++) return
	if (name ~ /^(__)?(Test)?(Set|Clear)?Page[A-Z]/ || name ~ /^(__)?folio_(test_)?(set|clear|test)_/ || name ~ /^(trace|sys|__NR)_/) return
	print FILENAME "\t" what "\t" name
}
function words(what, s,   n, i, w) {
	n = split(s, w, /[^A-Za-z_0-9]+/)
	for (i = 1; i <= n; i++) if (w[i] != "") put(what, w[i])
}
function no_type(w) { return w ~ /^(return|goto|case|else|sizeof|break|continue|do|if|while|for|switch|defined)$/ }
# the declarators that follow the first: ", *b = x, c"
function more(s,   n, i, piece) {
	while (gsub(/\([^()]*\)/, "", s));
	while (gsub(/\{[^{}]*\}/, "", s));
	sub(/;.*/, "", s)
	n = split(s, piece, ",")
	for (i = 2; i <= n; i++)
		if (match(piece[i], /^[ \t*]*[A-Za-z_][A-Za-z_0-9]*[ \t]*(=|\[|:|$)/)) words("brings", substr(piece[i], 1, RLENGTH))
}

FNR == 1 { c = comment = params = 0 }
/^\+\+\+ b\// { c = /\.[chS]$/; asm = /\.S$/; next }
/^(---|diff|index|@@|new|old|rename|similarity|deleted) / { comment = params = 0; next }
!c { next }
# a comment may begin in a line that is there
/^[ +]/ {
	s = substr($0, 2)
	gsub(/"([^"\\]|\\.)*"/, "\"", s)
	gsub(/'([^'\\]|\\.)+'/, "0", s)
	gsub(/\/\*([^*]|\*[^\/])*\*\//, " ", s)
	sub(/\/\/.*/, "", s)
	if (asm) sub(/@.*/, "", s)
	if (comment) {
		if (!sub(/^.*\*\//, "", s)) next
		comment = 0
	} else if (s ~ /^[ \t]*\*([ \t\/]|$)/) next
	if (sub(/\/\*.*/, "", s)) comment = 1
}
!/^\+/ { next }
s ~ /^[ \t]*#[ \t]*(include|error|warning|pragma)/ { next }
{
	while (sub(/[A-Za-z_0-9]*[ \t]*##[ \t]*[A-Za-z_0-9]*/, " ", s));
	words("uses", s)
	# attributes behind a name
	gsub(/[ \t]__(maybe_unused|always_unused|free|aligned|packed|init|initdata|initconst|ro_after_init|read_mostly|rcu|user|percpu|private|randomize_layout|counted_by)(\([^()]*\))?/, "", s)

	if (params) {
		# of a macro, over several lines
		words("brings", s)
		if (s ~ /\)/) params = 0
		next
	}
	if (s ~ /^[ \t]*#[ \t]*define[ \t]/) {
		sub(/^[ \t]*#[ \t]*define[ \t]+/, "", s)
		match(s, /^[A-Za-z_0-9]+(\([^)]*\)?)?/)
		w = substr(s, 1, RLENGTH)
		words("brings", w)
		params = w ~ /\(/ && w !~ /\)/
		if (params) next
		s = substr(s, RLENGTH + 1)
	} else if (s ~ /^[A-Za-z_.]/) {
		# at file scope, or a label
		if (match(s, /^[A-Za-z_0-9.]+:/)) words("brings", substr(s, 1, RLENGTH))
		if (match(s, /[A-Za-z_0-9]+\(/) && substr(s, 1, RSTART) !~ /=/) {
			w = substr(s, RSTART, RLENGTH - 1)
			rest = substr(s, RSTART + RLENGTH)
			if (RSTART > 1 || s !~ /;[ \t]*$/) put("brings", w)
			# what such a macro declares
			if (RSTART == 1 && match(rest, /^[A-Za-z_0-9]+/)) put("brings", substr(rest, 1, RLENGTH))
		}
	} else if (match(s, /^[ \t]+[A-Z][A-Z_0-9]+[ \t]*(,|=[^=]|$)/)) {
		words("brings", substr(s, 1, RLENGTH))
		more(s)
	} else if (match(s, /^[ \t]+[A-Za-z_0-9]+:[ \t]*$/))
		words("brings", s)
	if (match(s, /(struct|union|enum)[ \t]+[A-Za-z_0-9]+[ \t]*(\{|$)/)) words("brings", substr(s, RSTART, RLENGTH))
	if (s ~ /^[ \t]*\.macro[ \t]/) words("brings", s)
	if (match(s, /\(\*[ \t]*[A-Za-z_][A-Za-z_0-9]*\)[ \t]*\(/)) words("brings", substr(s, RSTART, RLENGTH))
	if (match(s, /\[[A-Za-z_][A-Za-z_0-9]*\][ \t]*"/)) words("brings", substr(s, RSTART, RLENGTH))
	# macros that declare their arguments
	if (match(s, /(^|[ \t])((DEFINE|DECLARE)_[A-Z_0-9]*|[A-Z_]*_(HEAD|ITERATOR|STATE|STATE_ATTR|DEFINE[0-9x]*)|[A-Z_]*FLAG[A-Z_]*|(DEFINE|TRACE)_EVENT[A-Z_]*|__(field|array|string|dynamic_array|bitmask)[a-z_]*|struct_group[a-z_]*)\(/))
		words("brings", substr(s, RSTART + RLENGTH))

	# "TYPE NAME", and what follows it after commas
	if (s ~ /^[ \t]*(return|goto|case|else|if|while|switch)[^A-Za-z_0-9]/ && s !~ /\{[ \t]*$/) next
	while (match(s, /[A-Za-z_0-9)][ \t*]+[A-Za-z_][A-Za-z_0-9]*[ \t]*([;,=\[):]|$)/)) {
		pre = substr(s, 1, RSTART)
		it = substr(s, RSTART + 1, RLENGTH - 1)
		s = substr(s, RSTART + RLENGTH)
		type = pre
		sub(/.*[^A-Za-z_0-9]/, "", type)
		if (no_type(type)) continue
		# the right side of an assignment
		if (pre ~ /=/) break
		match(it, /[A-Za-z_][A-Za-z_0-9]*/)
		put("brings", substr(it, RSTART, RLENGTH))
		if (pre !~ /\(/) { more(substr(it, length(it)) s); if (it ~ /=$/) break }
		# the next may begin right here
		s = substr(it, RSTART, RLENGTH) substr(it, length(it)) s
		sub(/^[A-Za-z_0-9]+/, "", s)
	}
}
