// SPDX-License-Identifier: GPL-2.0-only
/// Find where vma flags are handled with the width of another type.
///
//# What: 1UL << n, BIT(n) and such next to vma flags, loops over them that end
//# at BITS_PER_LONG, casts of flags and of pointers to flags, vm_flags_val()
//# that ends in a variable narrower than u64.  And a number that is shifted to
//# where flags are, and taken for them: that sparse sees too, where it can be run.  None of these need upset a
//# compiler or sparse; on 32-bit each loses the flags from bit 32 on.
//#
//# How: the flags are variables of type vm_flags_t, members that mm_types.h
//# declares as one, and the constants of mm.h.  A cast of a pointer, and a
//# number taken for flags, are only reported: what is right there no script can
//# know.
//#
//# For trees where vm_flags_t is converted; there it finds what came after.
///
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes --include-headers
// Keywords: vm_flags, vm_flags_t, BIT, BITS_PER_LONG

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import os, re

tree = os.environ.get("VM_FLAGS_TREE") or os.environ.get("srctree", ".")
try:
	text = open(tree + "/include/linux/mm_types.h", errors="replace").read()
except OSError:
	text = ""
try:
	mm = open(tree + "/include/linux/mm.h", errors="replace").read()
except OSError:
	mm = ""
members = set(["vm_flags"]) | set(re.findall(r"\bvm_flags_t\s+(\w+);", text))
# The vma flags of mm.h, as kernel/engine/vma-flags.awk says what they are.
def vma_flags(mm):
	ends = "struct|static|extern|union"
	if "DECLARE_VMA_BIT(" not in mm:
		ends += "|enum|typedef"
	m = re.search(r"^#[ \t]*define[ \t]+VM_NONE\b(?:.|\n)*?(?=^(?:%s)\b|\Z)" % ends, mm, re.M)
	block = m.group(0) if m else ""
	defines = re.findall(r"^#[ \t]*define[ \t]+(VM_[A-Z0-9_]+)[ \t]+([^ \t/\n].*)", block, re.M)
	defines = [(n, re.sub(r"[ \t]*/[*/].*|[ \t]+$", "", v)) for n, v in defines]
	bits = set(b for n, v in defines for b in re.findall(r"\b(?:_*BIT_*U*L*|VM_FLAG_BIT)\((VM_[A-Z0-9_]+)\)", v))
	bits |= set(n for n, v in defines if v in bits)
	return [n for n, v in defines if n not in bits]

flags = set(vma_flags(mm))
if os.environ.get("VM_FLAGS_WORDS"):
	print("\n".join(sorted(flags)))

same = ("vm_flags_t", "void", "bool")

// Loops over bits: before the bits, which they are known by.

@loop@
typedef vm_flags_t;
idexpression vm_flags_t f;
identifier i;
expression e, a, b;
identifier m : script:python() { m in members };
position p;
@@
 for (a; i <@p BITS_PER_LONG; b) {
 <+...
(
 \(f\|e->m\|e.m\) & \(BIT(i)\|BIT_ULL(i)\|VM_FLAG_BIT(i)\|(1UL << i)\|(1ULL << i)\)
|
 \(f\|e->m\|e.m\) >> i
)
 ...+>
 }

@depends on patch@
identifier i;
position loop.p;
@@
 i <@p
- BITS_PER_LONG
+ VM_FLAG_BITS

@depends on context@
identifier i;
position loop.p;
@@
* i <@p BITS_PER_LONG

@script:python depends on report@
p << loop.p;
@@
coccilib.report.print_report(p[0], "a loop over the bits of vma flags ends at BITS_PER_LONG")

@script:python depends on org@
p << loop.p;
@@
coccilib.org.print_todo(p[0], "a loop over the bits of vma flags ends at BITS_PER_LONG")

@bit@
idexpression vm_flags_t f;
expression e, n;
identifier m : script:python() { m in members };
identifier c : script:python() { c in flags };
position p;
binary operator op = {&,|,^,==,!=};
assignment operator aop = {&=,|=,^=,=};
@@
(
 \(f\|e->m\|e.m\|c\) op \(BIT@p(n)\|(\(1\|1U\|1L\|1UL\) <<@p n)\)
|
 \(BIT@p(n)\|(\(1\|1U\|1L\|1UL\) <<@p n)\) op \(f\|e->m\|e.m\|c\)
|
 \(f\|e->m\|e.m\|c\) op ~\(BIT@p(n)\|(\(1\|1U\|1L\|1UL\) <<@p n)\)
|
 \(f\|e->m\|e.m\) aop \(BIT@p(n)\|\(1\|1U\|1L\|1UL\) <<@p n\)
|
 \(f\|e->m\|e.m\) aop ~\(BIT@p(n)\|(\(1\|1U\|1L\|1UL\) <<@p n)\)
)

@depends on patch@
expression n;
position bit.p;
@@
(
- BIT@p(n)
+ VM_FLAG_BIT(n)
|
- (\(1\|1U\|1L\|1UL\) <<@p n)
+ VM_FLAG_BIT(n)
|
- \(1\|1U\|1L\|1UL\) <<@p n
+ VM_FLAG_BIT(n)
)

@depends on context@
expression n;
position bit.p;
@@
(
* BIT@p(n)
|
* \(1\|1U\|1L\|1UL\) <<@p n
)

@script:python depends on report@
p << bit.p;
@@
coccilib.report.print_report(p[0], "a bit of vma flags made as a long or an int")

@script:python depends on org@
p << bit.p;
@@
coccilib.org.print_todo(p[0], "a bit of vma flags made as a long or an int")

@cast disable drop_cast@
idexpression vm_flags_t f;
expression e;
identifier m : script:python() { m in members };
type T;
position p;
@@
 (T)\(f@p\|e->m@p\|e.m@p\)

@script:python cast_narrows@
T << cast.T;
p << cast.p;
@@
if T in same:
	cocci.include_match(False)

@depends on patch disable drop_cast, ptr_to_array@
type cast.T;
expression x, e;
identifier m;
position cast.p;
@@
(
- (T)e->m@p
+ (T)vm_flags_val(e->m)
|
- (T)e.m@p
+ (T)vm_flags_val(e.m)
|
- (T)x@p
+ (T)vm_flags_val(x)
)

@depends on context disable drop_cast@
type cast.T;
expression x, e;
identifier m;
position cast.p;
@@
* (T)\(e->m@p\|e.m@p\|x@p\)

@script:python depends on report@
p << cast.p;
@@
coccilib.report.print_report(p[0], "vma flags cast to another type")

@script:python depends on org@
p << cast.p;
@@
coccilib.org.print_todo(p[0], "vma flags cast to another type")

@pointer disable drop_cast@
idexpression vm_flags_t f;
expression e;
identifier m : script:python() { m in members };
type T;
position p;
@@
 (T *)&\(f@p\|e->m@p\|e.m@p\)

@script:python pointer_narrows@
T << pointer.T;
p << pointer.p;
@@
if T in same:
	cocci.include_match(False)

@depends on context disable drop_cast@
type pointer.T;
expression x, e;
identifier m;
position pointer.p;
@@
* (T *)&\(e->m@p\|e.m@p\|x@p\)

@script:python depends on report@
p << pointer.p;
@@
coccilib.report.print_report(p[0], "a pointer to vma flags cast to another type")

@script:python depends on org@
p << pointer.p;
@@
coccilib.org.print_todo(p[0], "a pointer to vma flags cast to another type")

@number@
idexpression vm_flags_t f;
expression e, a, b, c;
identifier m : script:python() { m in members };
assignment operator aop = {=,|=,&=,^=};
position p;
@@
 \(f\|e->m\|e.m\) aop@p
(
 a << b
|
 a >> b
|
 (a << b) | c
|
 (a >> b) | c
|
 c | (a << b)
|
 c | (a >> b)
)

@depends on context@
expression x, e;
assignment operator aop;
position number.p;
@@
* x aop@p e

@script:python depends on report@
p << number.p;
@@
coccilib.report.print_report(p[0], "a number taken for vma flags")

@script:python depends on org@
p << number.p;
@@
coccilib.org.print_todo(p[0], "a number taken for vma flags")

@value@
{int, long, unsigned int, unsigned long} x;
expression e;
position p;
@@
 x =@p \(vm_flags_val(e)\|VM_FLAG_VAL(e)\)

@depends on context@
expression x, e;
position value.p;
@@
* x =@p e

@script:python depends on report@
p << value.p;
@@
coccilib.report.print_report(p[0], "the number of vma flags cut to a narrower type")

@script:python depends on org@
p << value.p;
@@
coccilib.org.print_todo(p[0], "the number of vma flags cut to a narrower type")
