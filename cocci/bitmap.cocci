// SPDX-License-Identifier: GPL-2.0-only
/// Test in the bitmap for vma flags that may be above its first word.
///
//# What: a test of vma->vm_flags, or of a copy of it, for VM_DROPPABLE or VM_SEALED
//# asks the bitmap of the vma instead.
//#
//# How: VMA_DROPPABLE is a mask, empty where there is no such flag, so it is
//# tested as one.  VMA_SEALED_BIT is a number everywhere.  Where a flag is tested
//# beside others, these are tested as before.
//#
//# Why: vm_flags is the first word of the bitmap.  On 32-bit the flags from bit
//# 32 on have no VM_* constant.
//#
//# A copy stands for its vma as long as that is the same one: neither flag
//# changes in the life of a mapping but for mseal(), which works on the bitmap.
///
// Files: VM_DROPPABLE|VM_SEALED
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes
// Keywords: VM_DROPPABLE, VM_SEALED, vma_flags_t

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
message = "this flag may be above the first word: test it in the bitmap"
copies = {}	# (file, function, name of the copy): the vma, line
moved = {}	# (file, function, name): the last line that assigns to it
vmas = set()
def place(p, name):
	return (p[0].file, p[0].current_element, name)

@found depends on report || org@
expression vma;
expression others;
position p;
@@
(
 vma->vm_flags &@p VM_DROPPABLE
|
 vma->vm_flags &@p VM_SEALED
|
 vma->vm_flags &@p (VM_DROPPABLE | others)
)

// A copy of the flags, and what is tested of it in the same function, if the vma is
// not assigned to behind it.  By position, for paths through long functions take minutes.
@copy@
identifier flags, vma;
position p;
@@
 vm_flags_t flags@p = vma->vm_flags;

@script:python@
flags << copy.flags;
vma << copy.vma;
p << copy.p;
@@
copies[place(p, flags)] = vma, int(p[0].line)
vmas.add(vma)

@assigned depends on copy@
identifier v;
expression e;
position p;
@@
 v@p = e

@script:python@
v << assigned.v;
p << assigned.p;
@@
if v in vmas:
	moved[place(p, v)] = max(int(p[0].line), moved.get(place(p, v), 0))

@tested depends on copy@
identifier flags;
identifier flag = {VM_DROPPABLE, VM_SEALED};
position p;
@@
 flags@p & flag

@script:python as_bitmap@
flags << tested.flags;
flag << tested.flag;
p << tested.p;
new;
@@
vma, line = copies.get(place(p, flags), (None, 0))
if vma is None or moved.get(place(p, vma), 0) > line:
	cocci.include_match(False)
elif flag == "VM_DROPPABLE":
	coccinelle.new = cocci.make_expr("vma_test_single_mask(%s, VMA_DROPPABLE)" % vma)
else:
	coccinelle.new = cocci.make_expr("vma_test(%s, VMA_SEALED_BIT)" % vma)

@script:python depends on report@
p << found.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << found.p;
@@
coccilib.org.print_todo(p[0], message)

@script:python depends on report@
p << tested.p;
new << as_bitmap.new;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << tested.p;
new << as_bitmap.new;
@@
coccilib.org.print_todo(p[0], message)

@depends on context@
expression vma;
expression others;
@@
(
* vma->vm_flags & VM_DROPPABLE
|
* vma->vm_flags & VM_SEALED
|
* vma->vm_flags & (VM_DROPPABLE | others)
)

@depends on context@
identifier tested.flags, tested.flag;
position tested.p;
expression as_bitmap.new;
@@
* flags@p & flag

@depends on patch@
identifier tested.flags, tested.flag;
position tested.p;
expression as_bitmap.new;
@@
- (flags@p & flag)
+ new

@depends on patch@
expression vma;
@@
(
- (vma->vm_flags & VM_DROPPABLE)
+ vma_test_single_mask(vma, VMA_DROPPABLE)
|
- (vma->vm_flags & VM_SEALED)
+ vma_test(vma, VMA_SEALED_BIT)
)

// Either is a bool already.  Not in the rule above: with its isomorphisms that takes
// forty times as long.
@depends on patch@
expression vma;
@@
(
- !!vma_test_single_mask(vma, VMA_DROPPABLE)
+ vma_test_single_mask(vma, VMA_DROPPABLE)
|
- !!vma_test(vma, VMA_SEALED_BIT)
+ vma_test(vma, VMA_SEALED_BIT)
)

@depends on patch@
expression vma;
expression others;
@@
- vma->vm_flags & (VM_DROPPABLE | others)
+ vma_test_single_mask(vma, VMA_DROPPABLE) || (vma->vm_flags & others)
