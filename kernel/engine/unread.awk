# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f unread.awk -v seek=FILE CODE... - which of these files declare or use it
#
# FILE has a line for what is sought: "func NAME" that is defined or declared there,
# "field STRUCT" and "global NAME" that are, "call NAME", "callers NAME N" of which N files will do,
# "use STRUCT MEMBER" of which the file mentions both.  Prints names of files.

function flush(   i, use) {
	if (!hit)
		for (i = 1; i <= uses; i++) {
			split(used[i], use, " ")
			if ((use[1] in has_struct) && (use[2] in has_member)) { hit = 1; break }
		}
	if (hit) print file
	hit = 0
	split("", has_struct)
	split("", has_member)
}
BEGIN {
	while ((getline line < seek) > 0) {
		split(line, w, " ")
		if (w[1] == "func") func_[w[2]] = 1
		if (w[1] == "global") global[w[2]] = 1
		if (w[1] == "field") field[w[2]] = 1
		if (w[1] == "call") call[w[2]] = 1
		if (w[1] == "callers") { callers[w[2]] = 0; enough[w[2]] = w[3] }
		if (w[1] == "use") { used[++uses] = w[2] " " w[3]; tag[w[2]] = 1; member[w[3]] = 1 }
	}
}
FNR == 1 { if (file != "") flush(); file = FILENAME }
hit { next }
# "struct NAME {", with attributes, or with the brace on a line of its own
/(struct|union)[ \t]/ {
	s = $0
	name = ""
	while (match(s, /(^|[^A-Za-z0-9_])(struct|union)[ \t]+(__[a-z_]+(\([^)]*\)+)?[ \t]+)*[A-Za-z_][A-Za-z0-9_]*[ \t]*(\{|$)/)) {
		name = substr(s, RSTART, RLENGTH)
		s = substr(s, RSTART + RLENGTH)
		sub(/[ \t]*\{?$/, "", name)
		sub(/.*[ \t]/, "", name)
		if (name in field) break
		name = ""
	}
	if (name in field) { hit = 1; next }
}
{
	# a function's name at the start of a line, or behind its type
	if ($0 ~ /^[A-Za-z_][A-Za-z0-9_ \t*]*\(/) {
		s = substr($0, 1, index($0, "(") - 1)
		match(s, /[A-Za-z0-9_]*$/)
		name = substr(s, RSTART)
		pre = substr(s, 1, RSTART - 1)
		if ((name in func_) && (pre == "" || pre ~ /^[a-z].*[ *]$/)) { hit = 1; next }
	}
	s = $0
	while (match(s, /[A-Za-z_][A-Za-z0-9_]*/)) {
		before = RSTART > 1 ? substr(s, 1, RSTART - 1) : ""
		name = substr(s, RSTART, RLENGTH)
		s = substr(s, RSTART + RLENGTH)
		if (s ~ /^\(/ && before !~ /[0-9]$/) {
			if (name in call) { hit = 1; next }
			# of what everybody calls, some tell enough
			if ((name in callers) && callers[name]++ < enough[name]) { hit = 1; next }
		}
		if ((name in global) && s ~ /^[ \t]*([[=;,]|__|$)/ &&
		    substr($0, 1, length($0) - length(s) - length(name)) ~ /^[a-z][A-Za-z0-9_ \t*,]*[ \t*]$/) { hit = 1; next }
		if ((name in member) && before ~ /(->|\.)$/) has_member[name] = 1
		if (name == "struct" && match(s, /^ [A-Za-z_][A-Za-z0-9_]*/)) {
			t = substr(s, 2, RLENGTH - 1)
			if (t in tag) has_struct[t] = 1
		}
	}
}
END { if (file != "") flush() }
