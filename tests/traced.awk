# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f traced.awk -v headers=FILE - who makes the code of trace events that matter
#
# FILE: headers, from the top of the tree, that matter.  On stdin the #include lines
# of all trace headers (those that include <trace/define_trace.h>) and of all files
# with a line "#define CREATE_TRACE_POINTS", and these lines, as "PATH:line".  A trace
# header matters, too, when it includes one of include/trace that does.  Prints the
# files with CREATE_TRACE_POINTS that include one.

# of all headers that could be meant by that #include, whether one matters
function means(path, name,   i, n, t, dir) {
	dir = path
	sub(/[^\/]*$/, "", dir)
	while (sub(/^\.\.\//, "", name)) sub(/[^\/]*\/$/, "", dir)
	if ((dir name) in matters) return 1
	n = split(ending[base(name)], t, " ")
	for (i = 1; i <= n; i++)
		if (substr(t[i], length(t[i]) - length(name)) == "/" name) return 1
	return 0
}
function base(p) { sub(/.*\//, "", p); return p }
function add(p) {
	if (p in matters) return
	matters[p] = 1
	ending[base(p)] = ending[base(p)] " " p
	more = 1
}
BEGIN { while ((getline p < headers) > 0) mention[p] = 1 }
{
	path = $0
	sub(/:.*/, "", path)
	line = substr($0, length(path) + 2)
	if (line ~ /CREATE_TRACE_POINTS/) { if (path ~ /\.c$/) makes[path] = 1; next }
	gsub(/^[^<"]*[<"]|[>"].*/, "", line)
	if (line == "trace/define_trace.h") trace[path] = 1
	included[path] = included[path] " " line
}
END {
	for (p in mention) if ((p in trace) || p ~ /^include\/trace\//) add(p)
	while (more) {
		more = 0
		for (p in trace) {
			if (p in matters) continue
			n = split(included[p], t, " ")
			for (i = 1; i <= n; i++) if (means(p, t[i])) add(p)
		}
	}
	for (p in makes) {
		n = split(included[p], t, " ")
		for (i = 1; i <= n; i++) if (means(p, t[i])) { print p; break }
	}
}
