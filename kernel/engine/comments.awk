# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f comments.awk -v carriers=CARRIERS -v members=MEMBERS FILE... - what comments and
# documentation say of the type of what is a vm_flags_t now
#
# In the top of the tree after the retyping.  CARRIERS is what kernel/engine/carriers.awk
# says, MEMBERS the names that vma flags have; a FILE that doesn't end in .c, .h or .S is all
# text.  Prints tab-separated what is sure, and what is not, a line each:
#
#   mend FILE LINE COLUMN LENGTH TEXT
#   list FILE LINE WHY
#
# Sure is the type that a declaration has had, where the text says which it is: in a
# prototype, by the function's name and the place among its parameters; before the
# name of a function that returns it; in "struct NAME {"; at the beginning of what
# kernel-doc says of it; and before its name, in a comment inside of its function or
# struct or right before that.  A type with such a name elsewhere, or another type
# there, is listed.

function norm(s,   n, w, i, l, u, c) {
	n = split(s, w, /[ \t\n]+/)
	if (n == 1 && s !~ /^(unsigned|signed|long|int|short|char)$/) return s
	for (i = 1; i <= n; i++) {
		if (w[i] == "unsigned") u = "unsigned "
		else if (w[i] == "long") l++
		else if (w[i] == "short" || w[i] == "char") c = w[i]
	}
	return u (c != "" ? c : l > 1 ? "long long" : l ? "long" : "int")
}

# What is known ---------------------------------------------------------------

function add(kind, key, name, type, what,   stars) {
	stars = gsub(/\*/, "", type)
	sub(/ +$/, "", type)
	is[kind, key, name] = what
	had[kind, key, name, norm(type) stars]
}
function learn(file, at, fn, name, type, v,   w, f, key, n, s) {
	split(v, w, " ")
	if (w[1] == "var" && w[3] != "-") {
		add("local", w[2] ":" w[3] "()", name, type, name " in " w[3] "()")
		locals_in[w[2], w[3]] = w[2] ":" w[3] "()"
	} else if (w[1] == "func") {
		f = key = w[2]
		if (sub(/.*:/, "", f)) {
			function_in[substr(key, 1, length(key) - length(f) - 1), f] = key
			elsewhere[f] = key
		} else
			function_of[f] = key
		declared_at[key] = at
		if (w[3] == "return")
			add("return", key, "", type, "what " f "() returns")
		else if (w[3] ~ /^[0-9]+$/) {
			add("parameter", key, w[3], type, "parameter " w[3] + 1 " of " f "()")
			if (name != "-") add("named", key, name, type, name " of " f "()")
			if (name != "-") named[key, w[3], name]
		}
	} else if (w[1] == "field" && match(w[3], /\([^()]*\)$/)) {
		f = substr(w[3], 1, RSTART - 1)
		n = substr(w[3], RSTART + 1, RLENGTH - 2)
		key = w[2] "." f
		hooks[f] = hooks[f] " " w[2]
		structs[w[2]]
		declared_at[key] = at
		if (n == "return")
			add("return", key, "", type, "what " f " of struct " w[2] " returns")
		else {
			add("parameter", key, n, type, "parameter " n + 1 " of " f " of struct " w[2])
			if (name != "-") named[key, n, name]
		}
	} else if (w[1] == "field") {
		structs[w[2]]
		add("field", w[2], w[3], type, "member " w[3] " of struct " w[2])
	}
}

# The function of that name, if something of it is retyped; sure: it is that one.
function key_of(name) {
	sure = 1
	if ((FILE, name) in function_in) return function_in[FILE, name]
	if (name in function_of) return function_of[name]
	sure = 0
	return name in elsewhere ? elsewhere[name] : ""
}

# How many parameters it is declared with.
function arity(key,   at, f, lines, n, i, l, s) {
	if (key in arity_of) return arity_of[key]
	split(declared_at[key], at, ":")
	f = key
	sub(/.*[:.]/, "", f)
	while ((getline l < at[1]) > 0) lines[++n] = l
	close(at[1])
	for (i = at[2] + 1; i > at[2] - 20 && i > 0; i--)
		if (match(lines[i], "(^|[^A-Za-z0-9_])" f "\\)?[ \t]*\\(")) break
	if (i > 0) {
		s = substr(lines[i], RSTART + RLENGTH)
		while (++i <= n && i < at[2] + 20) s = s " " lines[i]
	}
	return arity_of[key] = count(s)
}
# How many arguments there are up to the ")" of what begins here.
function count(s,   i, c, depth, n) {
	n = 1
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "(") depth++
		else if (c == ")" && !depth--) return n
		else if (c == "," && !depth) n++
	}
	return 0
}

# Comments ----------------------------------------------------------------------

function blank(n,   s) {
	while (length(blanks) < n) blanks = blanks blanks
	return substr(blanks, 1, n)
}
# A line of which all but the comments is blank; in_comment goes on to the next.
function mask(l,   out, i, inside) {
	if (!in_comment && index(l, "/") == 0) return ""
	inside = in_comment
	out = ""
	while (l != "") {
		if (in_comment) {
			i = index(l, "*/")
			if (!i) { out = out l; break }
			out = out substr(l, 1, i - 1) "  "
			l = substr(l, i + 2)
			in_comment = 0
		} else if (match(l, /\/\*|\/\/|"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/)) {
			if (substr(l, RSTART, 2) == "//") {
				out = out blank(RSTART + 1) substr(l, RSTART + 2)
				break
			}
			in_comment = substr(l, RSTART, 2) == "/*"
			out = out blank(RSTART + RLENGTH - 1)
			l = substr(l, RSTART + RLENGTH)
		} else
			break
	}
	# what stands at the beginning of its lines
	if (inside && match(out, /^[ \t]*\*+/)) out = blank(RLENGTH) substr(out, RLENGTH + 1)
	return out
}

# Line i of what is looked at is in T from base[i] on.
function text(from, to,   i) {
	T = ""
	for (i = from; i <= to; i++) {
		base[i] = length(T)
		T = T masked[i] "\n"
	}
	first = from
	last = to
}

# Known functions and structs in a piece of code, as scope.
function scopes(code,   w, c) {
	while (match(code, /[A-Za-z_][A-Za-z0-9_]*[ \t]*[({]/)) {
		w = substr(code, RSTART, RLENGTH - 1)
		c = substr(code, RSTART + RLENGTH - 1, 1)
		code = substr(code, RSTART + RLENGTH)
		sub(/[ \t]+$/, "", w)
		if (c == "(" && (FILE, w) in locals_in) scope[++n_scope] = locals_in[FILE, w]
		if (c == "{" && (w in structs)) scope[++n_scope] = "struct " w
		else if (c == "(" && (FILE, w) in function_in) scope[++n_scope] = function_in[FILE, w]
		else if (c == "(" && w in function_of) scope[++n_scope] = function_of[w]
	}
}

# A file: its comments, with what they are in or before.
function code_file(   i, j, b, l, head, inside, s) {
	in_comment = 0
	head = inside = ""
	for (i = 1; i <= n_lines; i++) {
		b = i
		masked[i] = mask(line[i])
		if (masked[i] ~ /[^ \t]/ || in_comment) {
			# to its end, or on to the next line of //
			while (i < n_lines && (in_comment || line[b] ~ /^[ \t]*\/\// && line[i + 1] ~ /^[ \t]*\/\//)) {
				i++
				masked[i] = mask(line[i])
			}
			n_scope = 0
			if (inside != "") scopes(inside)
			text(b, i)
			if (T ~ types) {
				s = ""
				for (j = i + 1; inside == "" && j <= i + 15 && j <= n_lines; j++) {
					s = s " " line[j]
					if (line[j] ~ /[;{}]/) break
				}
				scopes(s)
				document()
				look()
			}
			if (line[b] ~ /^[ \t]*\/[*\/]/) continue
			l = substr(line[b], 1, index(line[b] "/*", "/*") - 1)
		} else
			l = line[i]
		# code
		if (l ~ /^}/) { inside = head = ""; continue }
		if (inside != "" || l ~ /^#/) continue
		if (l ~ /^{/) inside = head " "
		else if (l ~ /^[^ \t].*{[ \t]*$/) inside = head " " l
		else if (l ~ /[;}]/) head = ""
		else head = head " " l
	}
}
# kernel-doc says itself what it is of
function document(   l) {
	l = masked[first] ~ /[^ \t*]/ ? masked[first] : masked[first + 1]
	sub(/^[ \t*]+/, "", l)
	if (sub(/^(struct|union)[ \t]+/, "", l)) {
		sub(/[^A-Za-z0-9_].*/, "", l)
		if (l in structs) scope[++n_scope] = "struct " l
	} else if (match(l, /^[A-Za-z_][A-Za-z0-9_]*(\(\))?[ \t]*[-:]/)) {
		sub(/[^A-Za-z0-9_].*/, "", l)
		scopes(l "(")
	}
}

# Types -------------------------------------------------------------------------

function ident_before(o,   e) {
	e = o
	while (o > 0 && substr(T, o, 1) ~ /[A-Za-z0-9_]/) o--
	return substr(T, o + 1, e - o)
}
# From behind o back to what it is in: open "(" or "{", at PAREN or BRACE, and how many
# commas are before it there.
function surroundings(o,   c, i, depth, end) {
	PAREN = BRACE = COMMAS = depth = 0
	end = o > 4000 ? o - 4000 : 0
	for (i = o - 1; i > end; i--) {
		c = substr(T, i, 1)
		if (c == ")") depth++
		else if (c == "(") { if (!depth--) { PAREN = i; break } }
		else if (c == "," && !depth) COMMAS++
		else if (c == ";" || c == "{" || c == "}" || c == "\n" && substr(T, i - 1, 1) == "\n") break
	}
	depth = 0
	for (i = o - 1; i > end; i--) {
		c = substr(T, i, 1)
		if (c == "}") depth++
		else if (c == "{" && !depth--) {
			# a struct without a name in it is none of its own
			if (ident_before(last_before(i)) ~ /^(struct|union)$/) { depth = 0; continue }
			BRACE = i
			return
		}
	}
}
function last_before(o) {
	o--
	while (o > 0 && substr(T, o, 1) ~ /[ \t\n]/) o--
	return o
}
# Is it a word of English, as in "as long flags"?
function prose(o) {
	return TYPE ~ words_of_type && !begins(o) && ident_before(last_before(o)) !~ /^([Aa]n?|const|static|inline|extern)$/ &&
		substr(T, o - 1, 1) !~ /[`"'(]/
}
# Is this the first word of a declaration?
function begins(o,   s) {
	s = substr(T, o > 200 ? o - 200 : 1, o > 200 ? 200 : o - 1)
	sub(/((const|volatile|register|static|extern|inline|asmlinkage|__always_inline|noinline)[ \t\n]+)+$/, "", s)
	return s ~ /(^|[(,;{}\n])[ \t\n]*$/
}
function says(what,   s) {
	s = TYPE (STARS ? " " substr("****", 1, STARS) : NAME == "" ? "" : " ") NAME
	gsub(/[ \t\n]+/, " ", s)
	return "says \"" s "\" of " what ", which is a vm_flags_t"
}
function lists(what) { print "list", FILE, LINE, says(what) }
function mends(what,   l, b) {
	l = line[LINE]
	# a column of a table, or the frame of a comment
	if (TYPE ~ /\n/ || masked[LINE] ~ /\|/ || l ~ /  +\*\/?[ \t]*$/ || l ~ /\*\*[ \t]*$/) { lists(what); return }
	print "mend", FILE, LINE, COLUMN, length(TYPE), "vm_flags_t"
	b = substr(l, 1, COLUMN)
	if (match(b, /(^|[^A-Za-z])[Aa]n[ \t]+[`"'(%]*$/)) {
		sub(/[ \t]+[`"'(%]*$/, "", b)
		print "mend", FILE, LINE, length(b) - 1, 1, ""
	}
}
# Of a known declaration: sure if it has had this type.
function tell(kind, key, name, certain) {
	if (certain && (kind, key, name, norm(TYPE) STARS) in had) mends(is[kind, key, name])
	else lists(is[kind, key, name])
}

# A parameter of this function or hook.
function parameter(key, certain,   n) {
	if (("parameter", key, COMMAS) in is) {
		n = NAME == "" ? arity(key) == count(substr(T, PAREN + 1, 4000)) : (key, COMMAS, NAME) in named
		tell("parameter", key, COMMAS, certain && n)
	} else if (NAME != "" && ("named", key, NAME) in is)
		lists(is["named", key, NAME])
}
# Is this struct spoken of here?
function spoken(s,   i) {
	for (i = 1; i <= n_scope; i++) if (scope[i] == "struct " s) return 1
	return T ~ "(^|[^A-Za-z0-9_])" s "([^A-Za-z0-9_]|$)"
}

function type_here(o,   before, key, c, i, j, n, s, w, p, q, done) {
	before = o > 1 ? substr(T, o - 1, 1) : ""
	if (before ~ /[A-Za-z0-9_@\/-]/) return
	surroundings(o)
	# an argument
	if (PAREN) {
		s = ident_before(PAREN - 1)
		if (s == "" && substr(T, PAREN - 1, 1) == ")") {
			# (*hook)(
			for (i = PAREN - 2; i > 0 && substr(T, i, 1) ~ /[A-Za-z0-9_]/; i--);
			w = substr(T, i + 1, PAREN - 2 - i)
			if (substr(T, i - 1, 2) != "(*" || !begins(o)) return
			n = split(hooks[w], p, " ")
			for (i = 1; i <= n; i++)
				if (in_struct() == p[i] || in_struct() == "" && spoken(p[i])) { parameter(p[i] "." w, 1); return }
			return
		}
		if (s != "") {
			key = key_of(s)
			if (key != "" && begins(o)) parameter(key, sure)
			return
		}
	}
	# a function that returns it, or a hook
	if (NEXT == "(" && NAME != "") {
		key = key_of(NAME)
		if (key != "" && (("return", key, "") in is) && !prose(o))
			tell("return", key, "", sure)
		return
	}
	if (NEXT == "(" && match(substr(T, BEHIND, 200), /^[ \t\n]*\(\*[A-Za-z_][A-Za-z0-9_]*\)[ \t\n]*\(/)) {
		s = substr(T, BEHIND, RLENGTH)
		gsub(/[^A-Za-z0-9_]/, "", s)
		n = split(hooks[s], p, " ")
		for (i = 1; i <= n; i++)
			if ((("return", p[i] "." s, "") in is) && (in_struct() == p[i] || in_struct() == "" && spoken(p[i]))) {
				tell("return", p[i] "." s, "", 1)
				return
			}
	}
	# a member
	s = in_struct()
	if (s != "") {
		if (!(s in structs) || !begins(o)) return
		if (NEXT == ",") {
			w = substr(T, BEHIND, 400)
			sub(/;.*/, "", w)
			n = split(w, p, /[^A-Za-z0-9_]+/)
			for (i = 0; i <= n; i++)
				if (("field", s, i ? p[i] : NAME) in is) {
					if (i) { NAME = p[i]; STARS = 0 }
					lists(is["field", s, NAME])
					return
				}
		} else if ((NEXT == ";" || NEXT == "[") && ("field", s, NAME) in is)
			tell("field", s, NAME, 1)
		return
	}
	if (!is_doc && kernel_doc(o)) return
	if (NAME == "" || NEXT == "(") { member_is(); return }
	if (prose(o)) return
	# a type and a name, in the function or struct, or right before it
	for (i = 1; i <= n_scope; i++) {
		key = scope[i]
		if (sub(/^struct /, "", key)) {
			if (("field", key, NAME) in is) { tell("field", key, NAME, 1); return }
		} else if (("named", key, NAME) in is) { tell("named", key, NAME, 1); return }
		else if (("local", key, NAME) in is) { tell("local", key, NAME, 1); return }
	}
	# beside the name of one
	n = split(paragraph(o), p, /[^A-Za-z0-9_]+/)
	for (i = 1; i <= n; i++) {
		key = key_of(p[i])
		if (key != "" && ("named", key, NAME, norm(TYPE) STARS) in had) { lists(is["named", key, NAME]); return }
		if ((p[i] in structs) && ("field", p[i], NAME, norm(TYPE) STARS) in had) { lists(is["field", p[i], NAME]); return }
	}
	if (TYPE ~ /unsigned/ && (NAME in member)) lists(NAME)
}
# "vm_flags is an unsigned long"
function member_is(   w, l) {
	if (TYPE !~ /unsigned/) return
	l = substr(masked[LINE], 1, COLUMN)
	if (!match(l, /[A-Za-z_][A-Za-z0-9_]*[`'"]* (is|are|has type|of type|being|,) ?(still )?(an? )?(array of )?[`'"]*$/)) return
	w = substr(l, RSTART)
	sub(/[^A-Za-z0-9_].*/, "", w)
	if (w in member) lists(w)
}
# The tag of the struct around; "?" if it has none, "" outside of any.
function in_struct(   s, o) {
	if (!BRACE) return ""
	o = last_before(BRACE)
	s = ident_before(o)
	return ident_before(last_before(o - length(s) + 1)) ~ /^(struct|union)$/ ? s : "?"
}
function paragraph(o,   i, j) {
	if (!is_doc) return T
	for (i = LINE; i > first && masked[i - 1] ~ /[^ \t]/; i--);
	for (j = LINE; j < last && masked[j + 1] ~ /[^ \t]/; j++);
	return substr(T, base[i] + 1, base[j] - base[i] + length(masked[j]))
}
# What "@NAME:" or "Return:" says of it: 1 if it stands there.
function kernel_doc(o,   i, j, l, name, key, start, kind) {
	for (i = LINE; i >= first; i--) {
		l = masked[i]
		if (i < LINE && l !~ /[^ \t]/) return 0
		if (match(l, /^[ \t]*@[A-Za-z0-9_]+:/) || match(l, /^[ \t]*Returns?:/)) break
	}
	if (i < first) return 0
	name = substr(l, 1, RLENGTH - 1)
	kind = sub(/^[ \t]*@/, "", name) ? "named" : "return"
	if (kind == "return") name = ""
	l = i == LINE ? substr(l, RLENGTH + 1, COLUMN - RLENGTH) : i == LINE - 1 && substr(l, RLENGTH + 1) !~ /[^ \t]/ ? substr(masked[LINE], 1, COLUMN) : "x"
	if (TYPE ~ words_of_type && NAME != "") return 0
	start = l ~ /^[ \t]*[`'"(%]*([Pp]ointer to )?([Aa]n? )?(array of )?[`'"(%]*$/
	for (j = 1; j <= n_scope; j++) {
		key = scope[j]
		if (sub(/^struct /, "", key)) {
			if (name == "" || !(("field", key, name) in is)) continue
			kind = "field"
		} else if (!((kind, key, name) in is)) continue
		# what it points to is no matter of stars here
		if (start) {
			STARS = 0
			for (i = 0; i < 4; i++) if ((kind, key, name, norm(TYPE) i) in had) STARS = i
			NAME = ""
			tell(kind, key, name, 1)
			return 1
		}
		# farther behind it may be of something else
		if ((TYPE ~ /[ \t\n]/ || TYPE ~ /^u/) && NAME !~ /^[a-z_]*flags[a-z_]*$/)
			for (i = 0; i < 4; i++)
				if ((kind, key, name, norm(TYPE) i) in had) {
					NAME = ""
					STARS = 0
					lists(is[kind, key, name])
					return 1
				}
	}
	return 0
}

# All types in what is looked at.
function look(   i, l, at, o, rest, s, n) {
	for (i = first; i <= last; i++) {
		l = masked[i]
		at = 0
		while (match(l, types)) {
			LINE = i
			COLUMN = at + RSTART - 1
			o = base[i] + COLUMN + 1
			# its words, which the next line may go on with
			rest = substr(T, o, 400)
			match(rest, /^[A-Za-z0-9_]+/)
			TYPE = substr(rest, 1, RLENGTH)
			rest = substr(rest, RLENGTH + 1)
			if (TYPE ~ words_of_type)
				while (match(rest, /^[ \t]*\n?[ \t]*(unsigned|signed|long|int|short|char)/) && substr(rest, RLENGTH + 1) !~ /^[A-Za-z0-9_]/) {
					TYPE = TYPE substr(rest, 1, RLENGTH)
					rest = substr(rest, RLENGTH + 1)
				}
			BEHIND = o + length(TYPE)
			STARS = 0
			NAME = NEXT = ""
			if (match(rest, /^[`'"]*[ \t\n]*(const[ \t\n]+)?[* \t\n]*/)) {
				s = substr(rest, 1, RLENGTH)
				# no more than one line's end, none that begins a paragraph
				if (s !~ /\n[ \t]*\n/) {
					STARS = gsub(/\*/, "", s)
					rest = substr(rest, RLENGTH + 1)
					if (match(rest, /^[A-Za-z_][A-Za-z0-9_]*/)) {
						NAME = substr(rest, 1, RLENGTH)
						rest = substr(rest, RLENGTH + 1)
					}
					match(rest, /^[ \t\n]*/)
					NEXT = substr(rest, RLENGTH + 1, 1)
				}
			}
			if (TYPE ~ ("^(" all_types ")($|[ \t\n])"))
				type_here(o)
			match(l, types)
			n = length(TYPE) > RLENGTH && TYPE !~ /\n/ ? length(TYPE) : RLENGTH
			at += RSTART + n - 1
			l = substr(l, RSTART + n)
		}
	}
}

BEGIN {
	OFS = "\t"
	blanks = "        "
	all_types = "unsigned|signed|long|int|short|u64|u32|ulong|uint|uint64_t|uint32_t|uintptr_t"
	types = "(" all_types ")"
	words_of_type = "^(unsigned|signed|long|int|short|char)$"
	while ((getline l < carriers) > 0) {
		split(l, column, "\t")
		if (column[1] != "retyped") continue
		f = column[2]
		sub(/:[0-9]*$/, "", f)
		learn(f, column[2], column[3], column[4], column[5], column[6])
	}
	while ((getline l < members) > 0) member[l]
	for (a = 1; a < ARGC; a++) {
		FILE = ARGV[a]
		if (FILE == "") continue
		n_lines = 0
		while ((getline l < FILE) > 0) line[++n_lines] = l
		close(FILE)
		is_doc = FILE !~ /\.[chS]$/
		if (is_doc) {
			for (i = 1; i <= n_lines; i++) masked[i] = line[i]
			n_scope = 0
			text(1, n_lines)
			look()
		} else
			code_file()
	}
	exit
}
