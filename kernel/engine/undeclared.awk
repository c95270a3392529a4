# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f heads.awk -f undeclared.awk HUNK... - what still uses a local that is gone
#
# In a tree that has them all: a hunk removes the declaration of a local, and this
# tree, other than the one that the patch was made on, uses it in a line more.  Each
# hunk has its place by then, so nothing else would say it but a compiler.
#
# With -v unused=1 it is the other way round: a hunk adds the declaration, and nothing in
# the function uses it, for a hunk that would has no place.
#
# Prints tab-separated, a line a name: file, line, function, name, and the HUNK
# that removes its declaration, or adds it.  Exit: 0.

# The names that a line in a function declares, into names[]; how many.
function locals(s,   n, i, w, piece, count) {
	if (s !~ /^\t+[A-Za-z_].*;[ \t]*(\/\*.*)?$/) return 0
	sub(/;[ \t]*(\/\*.*)?$/, "", s)
	sub(/^[ \t]+/, "", s)
	while (sub(/\([^()]*\)/, "", s));
	while (sub(/\{[^{}]*\}/, "", s));
	if (s !~ /^([A-Za-z_][A-Za-z_0-9]*[ \t]+)+[ *]*[A-Za-z_]/) return 0
	split(s, w, /[^A-Za-z_0-9]+/)
	if (w[1] ~ /^(return|goto|else|case|if|for|while|do|switch|break|continue|sizeof)$/) return 0
	n = split(s, piece, ",")
	for (i = 1; i <= n; i++) {
		sub(/[ \t]*=.*/, "", piece[i])
		while (sub(/\[[^]]*\]/, "", piece[i]));
		sub(/[ \t]+$/, "", piece[i])
		if (i == 1 ? piece[i] ~ /[ \t*][A-Za-z_][A-Za-z_0-9]*$/ : piece[i] ~ /^[ \t*]*[A-Za-z_][A-Za-z_0-9]*$/) {
			sub(/.*[^A-Za-z_0-9]/, "", piece[i])
			names[++count] = piece[i]
		}
	}
	return count
}

# Where the function of the file uses the name, has no such parameter, and doesn't declare it; 0: nowhere.
# If unused: where it declares it and has no use for it.
function used(name,   i, k, n, s, at, comment, declared) {
	for (i = 1; i <= lines && !(is_head(text[i]) && text[i] !~ /;[ \t]*$/ && declares(text[i]) == want); i++);
	# a parameter
	for (; i <= lines && text[i] !~ /^\{/; i++)
		if (text[i] ~ ("[ \t*]" name "[ \t]*[,)\[]")) return 0
	for (; i <= lines && text[i] !~ /^}/; i++) {
		n = locals(text[i])
		for (k = 1; k <= n; k++) if (names[k] == name) break
		if (k <= n) {
			if (!unused || declared) return 0
			declared = i
			# "x = 1, *p = &x"
			s = text[i]
			gsub(/(->|\.)[ \t]*[A-Za-z_][A-Za-z_0-9]*/, "", s)
			if (gsub("(^|[^A-Za-z_0-9])" name "([^A-Za-z_0-9]|$)", "&", s) > 1) return 0
			continue
		}
		# one that goes on in the next line
		if (!unused && text[i] ~ ("^\t+([A-Za-z_][A-Za-z_0-9]*[ \t]+)+[*]*" name "[ \t]*=[^;]*$") && text[i] !~ /^\t+(return|else|case)[^A-Za-z_0-9]/) return 0
		s = text[i]
		gsub(/"([^"\\]|\\.)*"/, "", s)
		gsub(/\/\*.*\*\//, "", s)
		if (s ~ /\/\*/) { sub(/\/\*.*/, "", s); comment = 1 }
		else if (comment && s ~ /\*\//) { sub(/.*\*\//, "", s); comment = 0 }
		else if (comment) continue
		gsub(/(->|\.)[ \t]*[A-Za-z_][A-Za-z_0-9]*/, "", s)
		if (!at && s ~ ("(^|[^A-Za-z_0-9])" name "([^A-Za-z_0-9]|$)")) at = i
	}
	return unused ? at ? 0 : declared : at
}

function read(f) {
	if (f == have) return
	for (lines = 0; (getline line < f) > 0; ) text[++lines] = line
	close(f)
	have = f
}

/^\+\+\+ b\// { file = substr($0, 7); next }
/^--- / { next }
/^@@ / {
	want = $0
	sub(/^@@ [^@]* @@ ?/, "", want)
	want = want == "" ? "" : declares(want)
	next
}
/^[ +-]/ && is_head(substr($0, 2)) { want = declares(substr($0, 2)) }
$0 ~ (unused ? "^[+]\t" : "^-\t") && want != "" && file ~ /\.[ch]$/ {
	n = locals(substr($0, 2))
	for (i = 1; i <= n; i++)
		# attributes, asm and macros look like it
		if (!unused || names[i] !~ /^(__.*|volatile|[A-Z][A-Z_0-9]*)$/) gone[++all] = file "\t" want "\t" names[i] "\t" FILENAME
}
END {
	for (g = 1; g <= all; g++) {
		split(gone[g], f, "\t")
		read(f[1])
		want = f[2]
		at = used(f[3])
		if (at) printf "%s\t%d\t%s\t%s\t%s\n", f[1], at, want, f[3], f[4]
	}
}
