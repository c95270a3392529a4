# SPDX-License-Identifier: GPL-2.0-only
#
# What a line at file scope declares, for place.awk and undeclared.awk.

function is_head(s) {
	return s ~ /^[A-Za-z_$]/ && s !~ /^[A-Za-z_][A-Za-z_0-9]*:[ \t]*($|\/)/
}

# What a line declares: a name, for a macro in capitals with its first argument.
function declares(s,   i, pre, arg, n, w) {
	i = index(s, "(")
	if (i) {
		pre = substr(s, 1, i - 1)
		arg = substr(s, i + 1)
		sub(/[,)].*/, "", arg)
		n = split(pre, w, /[^A-Za-z0-9_]+/)
		while (n > 0 && w[n] == "") n--
		if (n == 0) return s
		return w[n] ~ /^[A-Z0-9_]+$/ ? w[n] "(" arg : w[n]
	}
	if (s ~ /^(struct|union|enum)[ \t]+[A-Za-z_0-9]+[ \t]*\{?[ \t]*$/) {
		sub(/[ \t]*\{?[ \t]*$/, "", s)
		return s
	}
	sub(/[ \t]*[\[={;,].*/, "", s)
	n = split(s, w, /[^A-Za-z0-9_]+/)
	while (n > 1 && w[n] == "") n--
	return w[n]
}
