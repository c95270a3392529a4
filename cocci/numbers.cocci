// SPDX-License-Identifier: GPL-2.0-only
/// Say where vma flags are taken for numbers: VM_FLAG_VAL(), vm_flags_val().
///
//# What: a bit number by ilog2(VM_X), an index into an array (protection_map),
//# a shift (protection keys), and _calc_vm_trans() to a flag.
//#
//# How: the flags are the VM_* constants of the tree's own mm.h, variables of
//# type vm_flags_t, and members that mm_types.h declares as one.  None of this
//# changes a value; sparse tells what is left once the type is __bitwise.
//#
//# Run it after constants.cocci, once.
///
// Files: ilog2\(VM_|_calc_vm_trans\(|\[[^]]*vm_flags|[a-z]\[VM_[A-Z]|vm_flags.*>>
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes --include-headers
// Keywords: vm_flags, vm_flags_t, __bitwise

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import os, re

tree = os.environ.get("VM_FLAGS_TREE") or os.environ.get("srctree", ".")
def text(name):
	try:
		return open(tree + "/include/linux/" + name, errors="replace").read()
	except OSError:
		return ""

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

flags = set(vma_flags(text("mm.h")))
if os.environ.get("VM_FLAGS_WORDS"):
	print("\n".join(sorted(flags)))
members = set(["vm_flags"]) | set(re.findall(r"\bvm_flags_t\s+(\w+);", text("mm_types.h")))

message = "vma flags are taken for a number"

@bit@
identifier c : script:python() { c in flags };
position p;
@@
 ilog2@p(c)

@depends on patch@
expression c;
position bit.p;
@@
 ilog2@p(
- c
+ VM_FLAG_VAL(c)
 )

@depends on context@
expression c;
position bit.p;
@@
* ilog2@p(c)

@script:python depends on report@
p << bit.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << bit.p;
@@
coccilib.org.print_todo(p[0], message)

@trans@
expression x, b;
identifier c : script:python() { c in flags };
position p;
@@
 _calc_vm_trans@p(x, b, c)

@depends on patch@
expression x, b;
expression c;
position trans.p;
@@
- _calc_vm_trans@p(x, b, c)
+ VM_FLAG(_calc_vm_trans(x, b, VM_FLAG_VAL(c)))

@depends on context@
expression x, b, c;
position trans.p;
@@
* _calc_vm_trans@p(x, b, c)

@script:python depends on report@
p << trans.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << trans.p;
@@
coccilib.org.print_todo(p[0], message)

@index@
typedef vm_flags_t;
idexpression vm_flags_t f;
expression e, c, a;
identifier m : script:python() { m in members };
position p;
@@
(
 a@p[\(f\|e->m\|e.m\)]
|
 a@p[\(f\|e->m\|e.m\) & c]
)

@depends on patch@
expression a, i, c;
position index.p;
@@
(
 a@p[
+ vm_flags_val(
   i & c
+ )
 ]
|
 a@p[
+ vm_flags_val(
   i
+ )
 ]
)

@depends on context@
expression a, i, c;
position index.p;
@@
(
* a@p[i & c]
|
* a@p[i]
)

@script:python depends on report@
p << index.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << index.p;
@@
coccilib.org.print_todo(p[0], message)

@constant_index@
expression a;
identifier c : script:python() { c in flags };
identifier d : script:python() { d in flags };
position p;
@@
(
 a@p[c | d]
|
 a@p[c]
)

@depends on patch@
expression a, i;
position constant_index.p;
@@
 a@p[
- i
+ VM_FLAG_VAL(i)
 ]

@depends on context@
expression a, i;
position constant_index.p;
@@
* a@p[i]

@script:python depends on report@
p << constant_index.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << constant_index.p;
@@
coccilib.org.print_todo(p[0], message)

@shift@
idexpression vm_flags_t f;
expression e, c, n;
identifier m : script:python() { m in members };
position p;
@@
(
 (\(f\|e->m\|e.m\) & c) >>@p n
|
 \(f\|e->m\|e.m\) >>@p n
)

@depends on patch@
expression i, c, n;
position shift.p;
@@
(
- (i & c)
+ vm_flags_val(i & c)
  >>@p n
|
- i
+ vm_flags_val(i)
  >>@p n
)

@depends on context@
expression i, n;
position shift.p;
@@
* i >>@p n

@script:python depends on report@
p << shift.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << shift.p;
@@
coccilib.org.print_todo(p[0], message)
