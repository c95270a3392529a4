# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f heads.awk -f place.awk PATCH - where the one hunk of PATCH belongs in this tree
#
# git apply puts a hunk with little context at the nearest place that fits, which
# may be another function.  Here a place counts only in the function that the
# patch names: in its own lines before the first that changes, or behind the @@.
# All lines of context are wanted first, then two on either side, then one; none for
# lines to be removed that stand once in the file.  Of those that are not wanted half
# must be near all the same: two lines alone may stand elsewhere in the function, too.
#
# At file scope no function is named that matters: there it is all context, or a
# piece that is nowhere else in the file.
#
# Prints "there" when the tree has the change already; else the hunk for its one
# place, with the context that is there, for git apply; or, when it has none, a line,
# tab-separated: "no", the line of the file where it most likely belongs, the
# function ("-": none), and why.  Exit: 0.

# The function that the line is in, or that stands above it; "scope" says which.
function inside(line,   i, s) {
	scope = "in"
	for (i = line - 1; i > 0; i--) {
		s = text[i]
		if (s ~ /^}/) scope = "file"
		if (is_head(s)) {
			# a prototype, or a line of a macro's body
			if (s ~ /[;\\][ \t]*(\/\*.*)?$/) scope = "file"
			return declares(s)
		}
	}
	scope = "file"
	return ""
}

# The one function with this label: git names that when it stands nearer than the head.
function has_label(label,   i, f, found) {
	for (i = 1; i <= lines; i++) {
		if (text[i] != label) continue
		f = inside(i)
		if (scope != "in") continue
		if (found != "" && f != found) return ""
		found = f
	}
	return found
}

function named(s) { return s == "" ? "no function" : s ~ /^(struct|union|enum) |\(/ ? s : s "()" }

function fits(line, from, to,   i) {
	for (i = from; i <= to; i++)
		if (text[line + i - from] != old[i]) return 0
	return 1
}

# Of the context that was cut, whether half is within eight lines of its side.
function near(line, cut, cut_end,   k, i, all, seen, end) {
	end = line + olds - cut - cut_end
	for (k = 1; k <= olds; k++) {
		if (k > cut && k <= olds - cut_end || old[k] !~ /[A-Za-z0-9_]/) continue
		all++
		for (i = k <= cut ? line - cut - 8 : end; i < (k <= cut ? line : end + cut_end + 8); i++)
			if (text[i] == old[k]) { seen++; break }
	}
	return seen * 2 >= all
}

function give_up(why,   i, k, n, best, most, from, to, seen) {
	# the function's extent, or the whole file
	from = 1
	to = lines
	for (i = 1; i <= lines; i++)
		if (want != "" && is_head(text[i]) && text[i] !~ /;[ \t]*$/ && declares(text[i]) == want) {
			from = i
			for (to = i + 1; to < lines && text[to] !~ /^}/; to++);
			break
		}
	if (want != "" && is_code && from == 1 && to == lines && why ~ /^its/ && declared_nowhere())
		why = "there is no " named(want) " here"
	for (i = 1; i <= olds; i++)
		if (old[i] ~ /[A-Za-z0-9_]/) seen[old[i]] = 1
	best = from
	most = 0
	for (i = from; i <= to; i++) {
		n = 0
		for (k = 0; k < olds && i + k <= to; k++) n += text[i + k] in seen
		if (n > most) { most = n; best = i }
	}
	for (k = best; k < best + olds && k <= to; k++)
		if (most && (text[k] in seen)) { best = k; break }
	printf "no\t%d\t%s\t%s\n", best, want == "" ? "-" : want, why
	exit
}
# The tree has it already: all of the new side, with what it adds, in that function.
function there(   i, k, n, new, added, ok) {
	for (i = 1; i <= bodies; i++)
		if (body[i] !~ /^-/) { new[++n] = substr(body[i], 2); if (body[i] ~ /^\+.*[A-Za-z0-9_]/) added = 1 }
	if (!added) return 0
	for (i = 1; i + n - 1 <= lines; i++) {
		ok = 1
		for (k = 1; k <= n && ok; k++) ok = text[i + k - 1] == new[k]
		if (ok && (!is_code || inside(i + lead) == want || scope == "file")) return 1
	}
	return 0
}
function declared_nowhere(   i) {
	for (i = 1; i <= lines; i++)
		if (is_head(text[i]) && declares(text[i]) == want) return 0
	return 1
}

BEGIN {
	patch = ARGV[1]
	while ((getline line < patch) > 0) {
		if (!hunk && line !~ /^@@ /) {
			header = header line "\n"
			if (line ~ /^\+\+\+ b\//) file = substr(line, 7)
			continue
		}
		if (!hunk) {
			hunk = 1
			match(line, /\+[0-9]+/)		# the hunks before it are there
			expected = substr(line, RSTART + 1, RLENGTH - 1) + 0
			behind = line
			sub(/^@@ [^@]* @@ ?/, "", behind)
			continue
		}
		if (line ~ /^\\/) { body[bodies] = body[bodies] "\n" line; continue }
		body[++bodies] = line
		c = substr(line, 1, 1)
		if (c == "") c = " "
		if (c != "+") old[++olds] = substr(line, 2)
		if (c == "-" && line ~ /[A-Za-z0-9_]/) minus = 1
		if (c != " ") { last = bodies; if (!first) { first = bodies; lead = olds - (c == "-") } }
	}
	# trailing context
	for (i = last + 1; i <= bodies; i++) trail++
	is_code = file ~ /\.[chS]$/

	while ((getline line < file) > 0) text[++lines] = line
	close(file)

	want = behind == "" ? "" : behind ~ /^[A-Za-z_][A-Za-z0-9_]*:$/ ? has_label(behind) : declares(behind)
	for (i = 1; i <= lead; i++) if (is_head(old[i])) want = declares(old[i])

	if (there()) { print "there"; exit }
	why = "its lines are not there"
	for (c = lead > trail ? lead : trail; c > 0 || c == 0 && minus; c--) {
		cut = lead > c ? lead - c : 0
		cut_end = trail > c ? trail - c : 0
		full = c >= 3 || !cut && !cut_end
		n = anywhere = exact = 0
		for (i = 1; i + olds - cut - cut_end - 1 <= lines; i++) {
			if (text[i] != old[1 + cut] || !fits(i, 1 + cut, olds - cut_end)) continue
			anywhere++
			got = inside(i + lead - cut)
			alone = is_code && got != want
			if (alone && (scope == "in" || !full && c < 2 && !minus)) {
				why = "its lines are in " named(got) ", not in " named(want)
				continue
			}
			place[++n] = i
			needs_alone[n] = alone && !full || c == 0
			if (i == expected + cut) exact = i
		}
		if (n == 1 && needs_alone[1] && anywhere > 1) n = anywhere
		if (n == 1 && !full && !near(place[1], cut, cut_end)) {
			why = "a place has its lines, but nothing else of what was around them"
			continue
		}
		if (n > 1 && exact && full) { n = 1; place[1] = exact }
		if (n > 1) { why = n " places have its lines"; break }
		if (n == 1) {
			printf "%s", header
			# lines of the old side and of the new, without what was cut
			nold = nnew = 0
			for (i = 1 + cut; i <= bodies - cut_end; i++) {
				x = substr(body[i], 1, 1)
				if (x != "+") nold++
				if (x != "-") nnew++
			}
			printf "@@ -%d,%d +%d,%d @@ %s\n", place[1], nold, place[1], nnew, behind
			for (i = 1 + cut; i <= bodies - cut_end; i++) print body[i]
			exit
		}
	}
	give_up(why)
}
