# SPDX-License-Identifier: GPL-2.0-only
#
# include/linux/mm.h in, FLAG(VM_X) or MASK(VM_X) out, for every VM_X which it
# defines and which is one or more vma flags, or (a mask) all but some; BITMAP(VMA_X_BIT)
# for each bit that it declares, where flags are a bitmap.
# Better one name too many, which fails loudly, than a flag left out: the
# exceptions, not the flags, are listed.

BEGIN {
	print "/* generated from include/linux/mm.h by flags.awk */"
}

/^[ \t]*DECLARE_VMA_BIT\([A-Z0-9_]+,/ {
	sub(/^[^(]*\(/, "")
	sub(/,.*/, "")
	# two names of one bit hang on the configuration
	if (!seen["VMA_" $0]++)
		bits[++nbits] = $0
	next
}

/^#[ \t]*define[ \t]+VM_[A-Z0-9_]+[ \t]/ {
	sub(/^#[ \t]*define[ \t]+/, "")
	name = $1
	if (name ~ /_BIT(_[0-9]+)?$|_SHIFT$/)	# a bit's number
		next
	if (name ~ /^VM_UNMAPPED_AREA_/)	# struct vm_unmapped_area_info
		next
	if (seen[name]++)
		next
	# the arch may not have it
	print "#ifdef " name
	print (name ~ /_CLEAR_MASK$/ ? "MASK(" : "FLAG(") name ")"
	print "#endif"
}

END {
	for (i = 1; i <= nbits; i++)
		if (bits[i] != "UFFD_MISSING" && bits[i] != "MAYOVERLAY")
			print "BITMAP(VMA_" bits[i] "_BIT)"

	if (!("VM_READ" in seen && "VM_MERGEABLE" in seen)) {
		print "flags.awk: this is no mm.h that I know" > "/dev/stderr"
		exit 1
	}
}
