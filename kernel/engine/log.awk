# SPDX-License-Identifier: GPL-2.0-only
#
# log.awk: a file of kernel/logs as the log of one commit, with an empty line at its end
#
# -v subsystem=PREFIX of the commit's title, command=, what makes it again; paths=FILE,
# what it touches, one a line; wider=FILE, a paragraph; long=1 if a line of it is beyond
# column 100; have=the directories of arch/ that we build, as " sparc=sparc32 ", with
# what ARCH is then.
# In the log:
#   @SUBSYSTEM@ ...   a line for that subsystem alone
#   @LONG@ ...        a line for commits with such lines
#   @COMMAND@         command
#   @WIDER@           by itself: the paragraph
#   @BUILT@           what i386 and x86_64 build of it, the subject of a sentence; where
#                     they build nothing of it, the paragraph says that instead
function wrapped(s,    word, n, i, line, text) {
	n = split(s, word, " ")
	for (i = 1; i <= n; i++) {
		if (line != "" && length(line) + 1 + length(word[i]) > 72) {
			text = text line "\n"
			line = ""
		}
		line = line (line == "" ? "" : line ~ /\.$/ ? "  " : " ") word[i]
	}
	return text line
}
BEGIN {
	elsewhere = 1
	while ((getline path < paths) > 0) {
		n = split(path, part, "/")
		if (part[1] != "arch" || part[2] == "x86" || part[2] == "um") elsewhere = 0
		else if (!match(have, " " part[2] "=[^ ]*")) missing = 1
		else if (!seen[part[2]]++) {
			name = substr(have, RSTART, RLENGTH)
			sub(/.*=/, "ARCH=", name)
			arches = arches (arches == "" ? "" : ", and with ") name
		}
	}
	if (elsewhere && missing) instead = "Neither i386 nor x86_64 builds these files, and nothing compiled all of them."
	else if (elsewhere) instead = "Neither i386 nor x86_64 builds these files; make objects compiles them with " arches "."
	built = "The objects that allmodconfig of i386 or x86_64 makes of these files"
	while ((getline line < wider) > 0) wide = wide (wide == "" ? "" : "\n") line
}
function put(    i, s) {
	if (!n_lines) return
	if (index(text, "@BUILT@")) {
		if (elsewhere) s = wrapped(instead)
		else { gsub(/@BUILT@/, built, text); s = wrapped(text) }
	} else for (i = 1; i <= n_lines; i++) s = s (i > 1 ? "\n" : "") lines[i]
	print s
	print ""
	n_lines = 0
	text = ""
}
/^@LONG@ / && !long { next }
{ sub(/^@LONG@ /, "") }
/^@[a-z][^@]*@ / {
	if (substr($1, 2, length($1) - 2) != subsystem) next
	sub(/^@[^@]*@ /, "")
}
/^@WIDER@$/ {
	if (wide == "") next
	$0 = wide
}
/^[ \t]*$/ { put(); next }
{
	i = index($0, "@COMMAND@")
	if (i) $0 = substr($0, 1, i - 1) command substr($0, i + 9)
	lines[++n_lines] = $0
	text = text " " $0
}
END { put() }
