# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f carriers.awk -v list=LIST -v ways=WAYS FACTS - what carries vma flags, and how
# they come there, in words; in the top of the tree that the flow was followed in
#
# LIST, WAYS and FACTS are VM_FLAGS_LIST, VM_FLAGS_WAYS and facts of cocci/retype.cocci.
# Prints a line a declaration, and a line a place where the flow ends, tab-separated:
#
#   KIND FILE:LINE FUNCTION NAME TYPE VERTEX WHY [STEP PLACE SOURCE]...
#
# KIND is "retyped"; "stays", an int that gets truth values too; "ends", where a wall
# is; or "unread".  FUNCTION is the struct of a field, "-" for none; NAME is "return"
# for what a function returns, "-" for what has none.  TYPE is what it is declared.
# The steps are the shortest way from a vma flag: what has the value, and where and
# by which line it is passed on to it.

# a line of the tree, without tabs
function source(file, n,   l, i) {
	if (!(file in length_of)) {
		i = 0
		while ((getline l < file) > 0) text[file, ++i] = l
		close(file)
		length_of[file] = i
	}
	return text[file, n]
}
function clean(s) {
	gsub(/[ \t]+/, " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return s
}
function word_at(file, line, col,   w) {
	w = substr(source(file, line), col + 1)
	sub(/[^A-Za-z0-9_].*/, "", w)
	return w
}

# The words that the type has there, and the stars before the name.
function type_at(file, line, col, tline, tcol,   s, w, stars) {
	s = substr(source(file, tline), tcol + 1)
	if (match(s, /^((unsigned|signed|int|long|short|char)[ \t]*)+/) && substr(s, RLENGTH) !~ /^[A-Za-z0-9_][A-Za-z0-9_]/ ||
	    match(s, /^[A-Za-z_][A-Za-z0-9_]*/))
		w = clean(substr(s, 1, RLENGTH))
	s = substr(s, RLENGTH + 1)
	# before the name, which is not where the function's is
	if (line == tline && col > tcol) s = substr(source(file, line), 1, col)
	if (match(s, /[* \t]*$/) && line == tline && col > tcol || match(s, /^[* \t]*/)) {
		stars = substr(s, RSTART, RLENGTH)
		gsub(/[^*]/, "", stars)
	}
	return w (stars == "" ? "" : " " stars)
}

function plain(f) { sub(/.*:/, "", f); return f }
# "NAME(N)(M)": parameter M of what N of NAME points to
function parameter(of, n,   i) {
	if ((i = index(n, "(")) && substr(n, length(n)) == ")") {
		# the last one is what is asked for
		match(n, /\([^()]*\)$/)
		return parameter("what " parameter(of, substr(n, 1, RSTART - 1)) " points to", substr(n, RSTART + 1, RLENGTH - 2))
	}
	return n == "return" ? "what " of " returns" : "parameter " n + 1 " of " of
}
function hook(s, f) {
	match(f, /\([^()]*\)$/)
	return parameter(substr(f, 1, RSTART - 1) " of struct " s, substr(f, RSTART + 1, RLENGTH - 2))
}
# A vertex in words.
function told(v,   w, n, x) {
	if (v == "seed") return "a vma flag, or what is a vm_flags_t"
	n = split(v, w, " ")
	if (w[1] == "func") return named(v, parameter(plain(w[2]) "()", w[3]))
	if (w[1] == "field" && w[3] ~ /\)$/) return named(v, hook(w[2], w[3]))
	if (w[1] == "field") return "member " w[3] (w[2] == "?" ? "" : " of struct " w[2])
	if (w[1] == "type" && match(w[2], /\([^()]*\)$/))
		return named(v, parameter(substr(w[2], 1, RSTART - 1), substr(w[2], RSTART + 1, RLENGTH - 2)))
	if (w[1] == "var") {
		x = w[4]
		sub(/\.[0-9]*$/, "", x)
		return x (w[3] == "-" ? "" : " in " w[3] "()")
	}
	if (w[1] == "macro") return "macro " w[2]
	return n > 1 ? w[2] : v
}
# with the name of the parameter, where it has one
function named(v, what) {
	if (v !~ /return\)*$/ && (v in name_of) && name_of[v] != "-") return name_of[v] ", " what
	return what
}
# The name that a declaration of v has at this place; "-" if none: the place is then
# that of the function.
function name_at(v, file, line, col,   w, x, f) {
	split(v, w, " ")
	if (v ~ /(^| |\()return\)*$/) return "return"
	if (w[1] == "var") { x = w[4]; sub(/\.[0-9]*$/, "", x); return x }
	if (w[1] == "global") return w[2]
	x = word_at(file, line, col)
	f = w[1] == "func" ? plain(w[2]) : w[1] == "type" ? w[2] : w[3]
	if (f ~ /\(/) sub(/\(.*/, "", f)
	else if (w[1] == "field") return f
	return x == f ? "-" : x
}
function function_of(v,   w) {
	split(v, w, " ")
	if (w[1] == "var") return w[3]
	if (w[1] == "func") return plain(w[2])
	if (w[1] == "field") return w[2]
	if (w[1] == "type") { sub(/\(.*/, "", w[2]); return w[2] }
	return "-"
}

# The steps to v, as the columns of a line.
function steps(v,   w, n, i, s, place, what) {
	if (!(v in way)) return ""
	n = split(way[v], w, "\t")
	for (i = 1; i <= n; i++) {
		place = "-"
		what = w[i]
		if (match(what, / \([^()]*:[0-9]+\)$/)) {
			place = substr(what, RSTART + 2, RLENGTH - 3)
			what = substr(what, 1, RSTART - 1)
		}
		s = s "\t" told(what) "\t" place "\t" line_at(place)
	}
	return s
}
function line_at(place,   at) {
	if (place !~ /:[0-9]+$/) return "-"
	split(place, at, ":")
	return clean(source(at[1], at[2]))
}

BEGIN {
	FS = OFS = "\t"
	while ((getline l < ways) > 0) {
		i = index(l, "\t")
		way[substr(l, 1, i - 1)] = substr(l, i + 1)
		n = split(substr(l, i + 1), w, "\t")
		for (i = 1; i <= n; i++) {
			sub(/ \([^()]*:[0-9]+\)$/, "", w[i])
			wanted[w[i]]
		}
	}
	while ((getline l < list) > 0) {
		split(l, w, "\t")
		wanted[w[2]]
	}
	close(list)
}
$1 == "decl" && $2 in wanted {
	split($3, at, ":")
	type_of[$2, at[1] ":" at[2] ":" at[3]] = at[4] ":" at[5]
	if (!($2 in name_of)) name_of[$2] = name_at($2, at[1], at[2], at[3])
}
END {
	while ((getline l < list) > 0) {
		n = split(l, w, "\t")
		kind = w[1]
		v = w[2]
		split(w[3], at, ":")
		if (kind == "int" || kind == "long" || kind == "truth") {
			if (!(v in way)) {
				print "there is no way to " v > "/dev/stderr"
				exit 1
			}
			split(type_of[v, w[3]], t, ":")
			print (kind == "truth" ? "stays" : "retyped"), at[1] ":" at[2], function_of(v), name_at(v, at[1], at[2], at[3]),
				type_at(at[1], at[2], at[3], t[1], t[2]), v, "-" steps(v)
		} else if (kind == "stop" && w[3] != "") {
			# to the wall, by what is before it
			from = n > 4 && w[5] != "" ? w[5] : v
			print "ends", w[3], function_of(v), (v in name_of) ? name_of[v] : "-", "-", v,
				w[4] steps(from) "\tit ends at " told(v) "\t" w[3] "\t" line_at(w[3])
		} else if (kind == "unread")
			print "unread", w[3], "-", "-", "-", "-", line_at(w[3])
	}
}
