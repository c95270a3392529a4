# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f vma-flags.awk include/linux/mm.h - the vma flags that it defines, one a line
#
# They are the #defines VM_* with a value, from VM_NONE to the next declaration, but
# for bit numbers: what is an argument of BIT() and the like there, or another name
# of it.  Where the bits are an enum of DECLARE_VMA_BIT(), neither that nor its
# typedef ends them.  The semantic patches, which have to stand alone, say the same
# in their own languages; tests/checks/words.sh holds them together.

{ line[NR] = $0 }
/DECLARE_VMA_BIT\(/ { as_enum = 1 }
END {
	for (i = 1; i <= NR; i++) {
		l = line[i]
		if (l ~ /^#[ \t]*define[ \t]+VM_NONE([ \t]|$)/) on = 1
		if (!on) continue
		if (l ~ /^(struct|static|extern|union)([^A-Za-z0-9_]|$)/) break
		if (!as_enum && l ~ /^(enum|typedef)([^A-Za-z0-9_]|$)/) break
		if (l !~ /^#[ \t]*define[ \t]+VM_[A-Z0-9_]+[ \t]+[^ \t\/]/) continue
		sub(/^#[ \t]*define[ \t]+/, "", l)
		name = value = l
		sub(/[ \t].*/, "", name)
		sub(/^[^ \t]*[ \t]+/, "", value)
		sub(/[ \t]*\/[*\/].*/, "", value)
		sub(/[ \t]+$/, "", value)
		names[++n] = name
		values[n] = value
		while (match(value, /(^|[^A-Za-z0-9_])(_*BIT_*U*L*|VM_FLAG_BIT)\(VM_[A-Z0-9_]+\)/)) {
			arg = substr(value, RSTART, RLENGTH)
			value = substr(value, RSTART + RLENGTH)
			sub(/.*\(/, "", arg)
			sub(/\)/, "", arg)
			bit[arg] = 1
		}
	}
	for (i = 1; i <= n; i++)
		if (values[i] in bit) alias[names[i]] = 1
	for (i = 1; i <= n; i++)
		if (!(names[i] in bit) && !(names[i] in alias) && !seen[names[i]]++)
			print names[i]
}
