// SPDX-License-Identifier: GPL-2.0-only
/// Print vm_flags as the 64-bit number that they are.
///
//# What: %lx, %x, %lu, ... whose argument is a vm_flags_t become %llx, ...
//# with vm_flags_val(), in any function that takes a format and the values
//# behind it.
//#
//# How: the argument is a variable of type vm_flags_t, or a member which
//# mm_types.h declares as one; the conversion that belongs to it is counted
//# in the format.  SmPL can't edit inside of a string, hence the script.
//# Where a macro is a part of the format, or of the arguments before, nobody
//# knows how many it stands for: that call is reported and left alone.
//# Members of other structs are known from the file VM_FLAGS_LIST, which
//# retype.cocci writes.
//#
//# Run it after retype.cocci, until nothing changes: one argument of a call a
//# run.  With -D cast too it writes a cast instead of vm_flags_val(), for code that
//# has to build on kernels without that.
///
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes --include-headers
// Keywords: vm_flags, printk, format

virtual patch
virtual context
virtual org
virtual report
virtual cast

@initialize:python@
@@
import os, re

report = org = False

members = set(["vm_flags"])
try:
	tree = os.environ.get("VM_FLAGS_TREE") or os.environ.get("srctree", ".")
	text = open(tree + "/include/linux/mm_types.h", errors="replace").read()
	members |= set(re.findall(r"\bvm_flags_t\s+(\w+);", text))
except OSError:
	pass

# Members that flags flow to, by struct, and where the file uses them.
fields = set()
if os.environ.get("VM_FLAGS_LIST"):
	for line in open(os.environ["VM_FLAGS_LIST"]):
		w = line.split()
		if w[:2] == ["print", "field"]:
			fields.add((w[2], w[3]))
uses = set()

def at(p):
	return (p[0].file, p[0].line, p[0].column)

conversion = re.compile(r"%(?:%|[-+ #0]*(\*|\d+)?(?:\.(\*|\d+))?(hh|h|ll|l|L|q|j|z|t|)([diouxXcspn])(\w*))")

# The calls which this run changes: two changes of one format are in each
# other's way.
calls = set()

# Once a call: two rules can see it.
def left(p, macro):
	if at(p) in calls or not (report or org):
		return
	calls.add(at(p))
	what = "vm_flags are printed here, behind %s, which can stand for several values" % macro
	if report:
		coccilib.report.print_report(p[0], what)
	else:
		coccilib.org.print_todo(p[0], what)

def first(rule, p):
	call = (rule, at(p))
	if call in calls:
		return False
	calls.add(call)
	return True

# Which part of a call is no literal, and can stand for any number of values: a
# macro in the format but for a level, or one that is called in capitals before the
# value.
def unknown(fmt, before):
	parts = re.sub(r'"(?:[^"\\]|\\.)*"', " ", fmt).split()
	for w in parts:
		if not re.match(r"KERN_[A-Z]+$", w):
			return w
	m = re.search(r"\b([A-Z][A-Z0-9_]*)\s*\(", before)
	return m and m.group(1)

# The format with its n-th value printed as 64 bits; None if that is no number.
def wider(fmt, n):
	for m in conversion.finditer(fmt):
		if m.group(0) == "%%":
			continue
		n -= (m.group(1) == "*") + (m.group(2) == "*")
		if n == 0:
			if m.group(4) not in "diouxX":
				return None
			if m.group(3) in ("ll", "L", "q"):
				return fmt
			return fmt[:m.start(3)] + "ll" + fmt[m.end(3):]
		n -= 1
	return None

@script:python depends on report@
@@
report = True

@script:python depends on org@
@@
org = True

@variable@
identifier f;
constant char[] fmt;
expression list[n] es;
typedef vm_flags_t;
idexpression vm_flags_t x;
position p;
@@
 f@p(..., fmt, es, x, ...)

@script:python variable_format@
fmt << variable.fmt;
n << variable.n;
es << variable.es;
p << variable.p;
new;
@@
s = wider(fmt, int(n))
if unknown(fmt, str(es)):
	left(p, unknown(fmt, str(es)))
	s = None
if s is None or not first("variable", p):
	cocci.include_match(False)
else:
	coccinelle.new = cocci.make_expr(s)

@depends on patch@
identifier variable.f;
constant char[] variable.fmt;
expression list[variable.n] es;
idexpression vm_flags_t variable.x;
position variable.p;
expression variable_format.new;
@@
 f@p(...,
- fmt
+ new
 , es,
- x
+ vm_flags_val(x)
 , ...)

@depends on context@
identifier variable.f;
position variable.p;
expression variable_format.new;
@@
* f@p(...)

@script:python depends on report@
p << variable.p;
new << variable_format.new;
@@
coccilib.report.print_report(p[0], "vm_flags printed as less than 64 bits, or without vm_flags_val()")

@script:python depends on org@
p << variable.p;
new << variable_format.new;
@@
coccilib.org.print_todo(p[0], "vm_flags printed as less than 64 bits, or without vm_flags_val()")

@typed@
type T;
T *x;
T y;
identifier m;
position q;
@@
(
 x->m@q
|
 y.m@q
)

@script:python@
T << typed.T;
m << typed.m;
q << typed.q;
@@
if (re.sub(r"^(const )?struct ", "", T), m) in fields:
	uses.add(at(q))

@member disable ptr_to_array@
identifier f, m;
constant char[] fmt;
expression list[n] es;
expression e;
position p, q;
@@
(
 f@p(..., fmt, es, e->m@q, ...)
|
 f@p(..., fmt, es, e.m@q, ...)
)

@script:python member_format@
fmt << member.fmt;
m << member.m;
n << member.n;
p << member.p;
q << member.q;
es << member.es;
new;
@@
mine = m in members or at(q) in uses
s = wider(fmt, int(n)) if mine else None
if mine and unknown(fmt, str(es)):
	left(p, unknown(fmt, str(es)))
	s = None
if s is None or not first("member", p):
	cocci.include_match(False)
else:
	coccinelle.new = cocci.make_expr(s)

@depends on patch disable ptr_to_array@
identifier member.f, member.m;
constant char[] member.fmt;
expression list[member.n] es;
expression member.e;
position member.p;
expression member_format.new;
@@
(
 f@p(...,
- fmt
+ new
 , es,
- e->m
+ vm_flags_val(e->m)
 , ...)
|
 f@p(...,
- fmt
+ new
 , es,
- e.m
+ vm_flags_val(e.m)
 , ...)
)

@depends on context@
identifier member.f;
position member.p;
expression member_format.new;
@@
* f@p(...)

@script:python depends on report@
p << member.p;
new << member_format.new;
@@
coccilib.report.print_report(p[0], "vm_flags printed as less than 64 bits, or without vm_flags_val()")

@script:python depends on org@
p << member.p;
new << member_format.new;
@@
coccilib.org.print_todo(p[0], "vm_flags printed as less than 64 bits, or without vm_flags_val()")

@depends on cast@
expression e;
typedef u64;
attribute name __force;
@@
- vm_flags_val(e)
+ (__force u64)e
