// SPDX-License-Identifier: GPL-2.0-only
/// Give the VM_* constants of vma flags the type vm_flags_t.
///
//# What: "#define VM_x 0x10" and "BIT(n)" (BIT_ULL(), _BITUL()) become VM_FLAG(0x10) and
//# VM_FLAG_BIT(n); a 0 becomes VM_NONE.  A constant defined by way of others
//# has their type already.
//#
//# How: the block of #defines which begins with VM_NONE is the vma flags;
//# what is an argument of BIT() in there is a bit number and stays one.
//# Without this ~VM_MERGEABLE is a 32-bit value on 32-bit architectures, and
//# clears the upper half of what it is and-ed to.
///
// Files: ^#define[[:space:]]*VM_NONE
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes --include-headers
// Keywords: vm_flags, VM_NONE

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import os, re

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

found = {}

# Whether this is the line of one of them.
def flag(p, i):
	file = p[0].file
	if file not in found:
		found[file] = set(vma_flags(open(file, errors="replace").read()))
	return i in found[file]

if os.environ.get("VM_FLAGS_WORDS"):
	tree = os.environ.get("VM_FLAGS_TREE") or os.environ.get("srctree", ".")
	print("\n".join(sorted(set(vma_flags(open(tree + "/include/linux/mm.h", errors="replace").read())))))

@number@
identifier i =~ "^VM_";
constant c;
position p;
@@
 #define i c@p

@script:python number_typed@
i << number.i;
c << number.c;
p << number.p;
new;
@@
if not flag(p, i) or not re.match(r"\d", c):
	cocci.include_match(False)
elif int(c.rstrip("uUlL"), 0) == 0 and i != "VM_NONE":
	coccinelle.new = cocci.make_expr("VM_NONE")
else:
	coccinelle.new = cocci.make_expr("VM_FLAG(%s)" % c)

@depends on patch@
identifier number.i;
constant number.c;
position number.p;
expression number_typed.new;
@@
 #define i
- c@p
+ new

@bit@
identifier i =~ "^VM_";
identifier b =~ "^_*BIT_*U*L*$";
expression n;
position p;
@@
 #define i b@p(n)

@script:python bit_typed@
i << bit.i;
p << bit.p;
new;
@@
if not flag(p, i):
	cocci.include_match(False)
else:
	coccinelle.new = "VM_FLAG_BIT"

@depends on patch@
identifier bit.i;
identifier bit_typed.new;
identifier b;
position bit.p;
expression n;
@@
 #define i
- b@p
+ new
 (n)

@depends on context@
identifier number.i;
expression number_typed.new;
constant number.c;
position number.p;
@@
* #define i c@p

@depends on context@
identifier bit.i;
identifier bit_typed.new;
identifier b;
expression n;
position bit.p;
@@
* #define i b@p(n)

@script:python depends on report@
i << number.i;
p << number.p;
new << number_typed.new;
@@
coccilib.report.print_report(p[0], "%s is no vm_flags_t" % i)

@script:python depends on report@
i << bit.i;
p << bit.p;
new << bit_typed.new;
@@
coccilib.report.print_report(p[0], "%s is no vm_flags_t" % i)

@script:python depends on org@
i << number.i;
p << number.p;
new << number_typed.new;
@@
coccilib.org.print_todo(p[0], "%s is no vm_flags_t" % i)

@script:python depends on org@
i << bit.i;
p << bit.p;
new << bit_typed.new;
@@
coccilib.org.print_todo(p[0], "%s is no vm_flags_t" % i)
