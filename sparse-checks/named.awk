# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f named.awk -v tracked=FILE DIFF - lines added to Makefiles, Kconfig and
# documents that name a file which isn't there
#
# DIFF: git diff with the whole of each file as context.  FILE: what git has of the
# tree afterwards; what only lies about in the work tree is in no patch.  Prints
# FILE:LINE: REASON.  Of make's variables and functions it doesn't know the value.

# a path without "." and ".."
function plain(p,   i, n, k, t, out) {
	n = split(p, t, "/")
	for (i = 1; i <= n; i++) {
		if (t[i] == "" || t[i] == ".") continue
		if (t[i] == ".." && k) { k--; continue }
		out[++k] = t[i]
	}
	p = out[1]
	for (i = 2; i <= k; i++) p = p "/" out[i]
	return p
}
function there(p) { return (plain(p) in file) || (plain(p) in directory) }
function missing(line, name) {
	print path ":" line ": names " name ", which isn't there"
}
# of "what: ..." in this makefile whatever makes it
function made_here(x,   i) {
	gsub(/[.+*[]/, "\\\\&", x)
	for (i = 1; i <= lines; i++)
		if (text[i] ~ ("^[^\t#].*(^|[/ \t])" x "[^:]*:([^=]|$)") || text[i] ~ ("^" x ":")) return 1
	return 0
}
function composed(x,   i) {
	gsub(/[.+*[]/, "\\\\&", x)
	for (i = 1; i <= lines; i++)
		if (text[i] ~ ("^[ \t]*" x "-(y|m|objs|\\$)")) return 1
	return 0
}
function makefile(   i, j, n, l, first, added, value, word, t, s) {
	for (i = 1; i <= lines; i++) {
		l = text[i]; added = new[i]; first = i
		while (l ~ /\\$/ && i < lines) {
			sub(/\\$/, " ", l)
			i++
			l = l text[i]
			added = added || new[i]
		}
		if (!added || l ~ /^[ \t]*#/ || l !~ /^[^:=+?]*(\$\([^)]*\))?[^:=+?]*[:+?]?=/) continue
		word = l
		sub(/[ \t]*[:+?]?=.*/, "", word)
		sub(/^[ \t]+/, "", word)
		value = substr(l, index(l, "=") + 1)
		sub(/[ \t]#.*/, "", value)
		while (gsub(/\$[({][^(){}]*[)}]/, "$", value)) ;
		n = split(value, t, /[ \t]+/)
		for (j = 1; j <= n; j++) {
			s = t[j]
			if (s == "" || s ~ /[$%*(),]/) continue
			# which of the lines was it?
			for (at = first; at < i && index(" " text[at] " ", s) == 0; at++) ;
			if (!new[at]) continue
			if (word ~ /-(y|m|objs|\$.*)$/ && s ~ /\.o$/) {
				sub(/\.o$/, "", s)
				if (!there(dir s ".c") && !there(dir s ".S") && !there(dir s ".rs") &&
				    !composed(s) && !made_here(s ".o") && !made_here(s ".c"))
					missing(at, s ".o")
			} else if (word ~ /^(obj|lib|core|libs|drivers)-/ && s ~ /\/$/) {
				if (!there(dir s)) missing(at, s)
			} else if (word ~ /^TEST_GEN_(PROGS(_EXTENDED)?|FILES)$/) {
				if (!there(dir s ".c") && !there(dir s ".S") && !made_here(s))
					missing(at, s ".c")
			} else if (word ~ /^TEST_(PROGS(_EXTENDED)?|FILES|INCLUDES)$/) {
				if (!there(dir s)) missing(at, s)
			} else if (word == "TARGETS") {
				if (!there(dir s "/Makefile")) missing(at, s "/Makefile")
			}
		}
	}
}
function kconfig(   i, s) {
	for (i = 1; i <= lines; i++)
		if (new[i] && text[i] ~ /^[ \t]*source[ \t]+"[^"$]*"/) {
			s = text[i]
			gsub(/^[^"]*"|".*/, "", s)
			if (!there(s)) missing(i, s)
		}
}
function document(   i, s, indent, tree, globs) {
	for (i = 1; i <= lines; i++) {
		s = text[i]
		if (s ~ /^[ \t]*\.\. +(kernel-doc|include|literalinclude)::/ && new[i]) {
			tree = s ~ /kernel-doc/
			sub(/^[^:]*::[ \t]*/, "", s)
			if (s !~ /^(\/|$)/ && !there(tree ? s : dir s)) missing(i, s)
			tree = 0
			continue
		}
		match(s, /^[ \t]*/)
		if (s ~ /^[ \t]*\.\. +toctree::/) { tree = 1; globs = 0; indent = RLENGTH; continue }
		if (s ~ /^[ \t]*$/) continue
		if (RLENGTH <= indent) tree = 0
		if (s ~ /^[ \t]*:glob:/) globs = 1
		if (!tree || !new[i] || s ~ /^[ \t]*:[a-z]+:/) continue
		gsub(/^[ \t]+|[ \t]+$/, "", s)
		if (s ~ /<.*>$/) { sub(/^.*</, "", s); sub(/>$/, "", s) }
		if (s == "self" || s ~ /:\/\// || globs && s ~ /[*?[]/) continue
		sub(/\.rst$/, "", s)
		if (!there((s ~ /^\// ? "Documentation" : dir) s ".rst")) missing(i, s ".rst")
	}
}
function look() {
	if (path == "") return
	dir = path
	if (!sub(/[^\/]*$/, "", dir)) dir = ""
	if (path ~ /\.rst$/) document()
	else if (path ~ /(^|\/)Kconfig[^\/]*$/) kconfig()
	else makefile()
}
BEGIN {
	while ((getline p < tracked) > 0) {
		file[p] = 1
		while (sub(/\/[^\/]*$/, "", p)) directory[p] = 1
	}
}
/^diff --git / { look(); path = ""; lines = 0; split("", text); split("", new); body = 0; next }
!body && /^\+\+\+ b\// { path = substr($0, 7); next }
/^@@ / { body = 1; next }
body && /^[ +]/ { text[++lines] = substr($0, 2); new[lines] = /^\+/ }
END { look() }
