# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f unknown.awk kind=facts FACTS... kind=names NAMES kind=carries LIST kind=list LIST
# - where flags get to what nothing declares that was read
#
# FACTS and LIST are as cocci/retype.cocci writes them.  A line of NAMES is a function
# that is declared where Coccinelle doesn't look, or with a tab and a word behind it a
# macro: one that "hides" what it does with flags, "prints", or is a "macro" of the
# kernel, of which its name may tell.  Later lines overrule.
#
# -v where="..."  where a declaration was looked for
# Prints FILE:LINE:WHY.

function member(v,   w) { split(v, w, " "); return w[1] == "field" ? w[3] : "" }
BEGIN { FS = "\t" }
kind == "facts" {
	if ($1 == "decl" && $2 ~ /^type .*\)$/) parameter[$2]
	if ($1 == "decl" && $2 ~ /^field / && sub(/.*:type /, "", $3)) named[$2] = $3
	if ($1 == "decl" && $3 ~ /:(int|long|flags)$/ && member($2) != "" && !decl[$2]++) declared[member($2)]++
	next
}
kind == "names" { name[$1] = $2; next }
kind == "carries" && $1 == "stop" { stopped[$2] = 1; next }
kind == "carries" { if (($2 in decl) && !carries[$2]++) carried[member($2)]++; next }
$1 != "undeclared" || $3 == "" { next }
{
	split($2, v, " ")
	why = ""
	# by its place in an initialiser
	if (v[1] == "field" && v[3] ~ /^#/) next
	# a hook whose type has a name says there what it takes
	i = index($2, "(")
	if (v[1] == "field" && i && "type " named[substr($2, 1, i - 1)] substr($2, i) in parameter) next
	# of one such member, or of several that all carry, it is known
	if (v[1] == "field" && v[2] == "?" && v[3] != "vm_flags" && (!declared[v[3]] || declared[v[3]] != carried[v[3]]))
		why = "flags get into a member " v[3] " of a struct that is not known here"
	if (v[1] == "field" && v[2] ~ /^[A-Za-z_][A-Za-z0-9_]*$/ && !($2 in stopped))
		why = "member " v[3] " of struct " v[2] " is declared nowhere " where
	if (v[1] == "global")
		why = v[2] " is declared by a macro, or nowhere " where
	# an array's size, a member's offset: nothing gets there
	sub(/.*:/, "", v[2])
	if (v[1] == "func" && v[3] != "return" && v[2] !~ /^(ARRAY_SIZE|offsetof)$/) {
		if (!(v[2] in name)) why = v[2] "() is declared nowhere " where
		else if (name[v[2]] == "hides") why = v[2] "() is a macro, which is not looked into"
		# printing and asserting lose nothing; gcc warns of the format
		else if (name[v[2]] == "macro" && v[2] !~ /^(pr|dev|net|netdev|netif|drm|DRM|trace|seq)_|print|likely|WARN|BUG|ASSERT|_(dbg|debug|err|warn|info|notice)/)
			why = v[2] "() is a macro of the kernel, which is not looked into"
	}
	if (why != "") print $3 ":" why
}
