# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f includes.awk -v tree=KERNEL -v all=FILES FILE... - which of these don't include
# what declares vm_flags_t
#
# Not through others either, those that FILES lists and the headers of the kernel, whatever
# #if there is around an #include.  "sub/a.h" is looked for beside the file and then at
# the end of every name in FILES.

function exists(f,   l, r) { r = (getline l < f); close(f); return r >= 0 }
function resolve(what, from,   dir, i, n, in_, f) {
	if (what ~ /^"/) {
		what = substr(what, 2)
		dir = from
		if (!sub(/\/[^\/]*$/, "", dir)) dir = ""
		f = (dir == "" ? "" : dir "/") what
		while (sub(/[^\/]+\/\.\.\//, "", f)) ;
		if (f in known) return f
	} else what = substr(what, 2)
	sub(/^(\.\.?\/)+/, "", what)
	for (f in known) if (f == what || substr(f, length(f) - length(what)) == "/" what) return f
	n = split("include arch/x86/include include/uapi arch/x86/include/uapi", in_, " ")
	for (i = 1; i <= n; i++) if (exists(tree "/" in_[i] "/" what)) return tree "/" in_[i] "/" what
	if (sub(/^asm\//, "asm-generic/", what) && exists(tree "/include/" what)) return tree "/include/" what
	return ""
}
function includes(f,   l, s) { # by blanks
	if (f in list) return list[f]
	s = ""
	while ((getline l < f) > 0)
		if (match(l, /^[ \t]*#[ \t]*include[ \t]*["<][^">]*/)) {
			l = substr(l, RSTART, RLENGTH)
			sub(/^[^"<]*/, "", l)
			l = resolve(l, f)
			if (l != "") s = s "\n" l
		}
	close(f)
	return list[f] = s
}
BEGIN {
	while ((getline l < all) > 0) known[l] = 1
	for (a = 1; a < ARGC; a++) {
		split("", seen)
		n = 1
		queue[1] = ARGV[a]
		found = 0
		for (i = 1; i <= n && !found; i++) {
			m = split(includes(queue[i]), to, "\n")
			for (j = 2; j <= m; j++) {
				if (to[j] ~ /\/linux\/mm_types\.h$/) { found = 1; break }
				if (!(to[j] in seen)) { seen[to[j]] = 1; queue[++n] = to[j] }
			}
		}
		if (!found) print ARGV[a]
	}
	exit
}
