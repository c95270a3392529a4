// SPDX-License-Identifier: GPL-2.0-only
/// Make a bool of an int that only says whether a vma flag is set.
///
//# What: "int x = vma->vm_flags & VM_X;", where whatever follows asks x for
//# nothing but whether it is 0.
//#
//# How: each use of the variable must be a condition, or an operand of !, && or
//# ||, or it gets another such value.  One that is handed on, printed, compared or assigned keeps its type,
//# and is retype.cocci's if it carries flags.
//#
//# Why: such an int holds a flag and drops it when the flag is above bit 31.
//# With the type of the flags it would be right, but what it means is a truth
//# value.
///
// Files: \bint [a-z_]+ = .*vm_flags\)? & \(?VM_[A-Z]
// Optional: a tree in which none is left is fine
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes --include-headers
// Keywords: vm_flags, bool

virtual patch
virtual context
virtual org
virtual report

@flag@
identifier x, vm_flags =~ "^vm_flags$", a =~ "^VM_[A-Z]", b =~ "^VM_[A-Z]", c =~ "^VM_[A-Z]";
expression e;
position p;
@@
 int x@p = \(e->vm_flags\|e.vm_flags\|vm_flags\) & \(a\|(a | b)\|(a | b | c)\);

// What asks for no more than that.

@condition@
identifier flag.x;
statement S1, S2;
position q;
@@
(
 if (x@q) S1 else S2
|
 while (x@q) S1
|
 for (...; x@q; ...) S1
)

@negated@
identifier flag.x;
position q;
@@
 !x@q

@left@
identifier flag.x;
expression e;
position q;
@@
 \(x@q && e\|x@q || e\)

@right@
identifier flag.x;
expression e;
position q;
@@
 \(e && x@q\|e || x@q\)

@choice@
identifier flag.x;
expression a, b;
position q;
@@
 x@q ? a : b

@again@
identifier flag.x, vm_flags =~ "^vm_flags$", a =~ "^VM_[A-Z]", b =~ "^VM_[A-Z]", c =~ "^VM_[A-Z]";
expression e;
position q;
@@
 x@q = \(e->vm_flags\|e.vm_flags\|vm_flags\) & \(a\|(a | b)\|(a | b | c)\)

@other exists@
identifier flag.x;
expression e;
position flag.p, r != {condition.q, negated.q, left.q, right.q, choice.q, again.q};
@@
 int x@p = e;
 ... when any
 x@r

@truth depends on !other@
identifier flag.x;
position flag.p;
@@
 int x@p = ...;

@depends on patch && truth@
identifier flag.x;
position flag.p;
expression e;
@@
- int
+ bool
  x@p = e;

@depends on context && truth@
identifier flag.x;
position flag.p;
expression e;
@@
* int x@p = e;

@script:python depends on report && truth@
p << flag.p;
@@
coccilib.report.print_report(p[0], "an int that is a truth value about a vma flag")

@script:python depends on org && truth@
p << flag.p;
@@
coccilib.org.print_todo(p[0], "an int that is a truth value about a vma flag")
