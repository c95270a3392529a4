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
// Optional: a tree without these constants has nothing to convert
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

// A quick look first: few files have both.
@copy@
identifier flags;
expression vma;
@@
 vm_flags_t flags = vma->vm_flags;

@tested@
identifier copy.flags;
@@
(
 flags & VM_DROPPABLE
|
 flags & VM_SEALED
)

@found_copy depends on tested && (report || org)@
identifier flags;
expression vma, e;
position p;
@@
 vm_flags_t flags = vma->vm_flags;
 <... when != vma = e
(
 flags &@p VM_DROPPABLE
|
 flags &@p VM_SEALED
)
 ...>

@script:python depends on report@
p << found.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << found.p;
@@
coccilib.org.print_todo(p[0], message)

@script:python depends on report@
p << found_copy.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << found_copy.p;
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

@depends on context && tested@
identifier flags;
expression vma, e;
@@
 vm_flags_t flags = vma->vm_flags;
 <... when != vma = e
(
* flags & VM_DROPPABLE
|
* flags & VM_SEALED
)
 ...>

@depends on patch@
expression vma;
@@
(
- !!(vma->vm_flags & VM_DROPPABLE)
+ vma_test_single_mask(vma, VMA_DROPPABLE)
|
- (vma->vm_flags & VM_DROPPABLE)
+ vma_test_single_mask(vma, VMA_DROPPABLE)
|
- !!(vma->vm_flags & VM_SEALED)
+ vma_test(vma, VMA_SEALED_BIT)
|
- (vma->vm_flags & VM_SEALED)
+ vma_test(vma, VMA_SEALED_BIT)
)

@depends on patch@
expression vma;
expression others;
@@
- vma->vm_flags & (VM_DROPPABLE | others)
+ vma_test_single_mask(vma, VMA_DROPPABLE) || (vma->vm_flags & others)

@depends on patch && tested@
identifier flags;
expression vma, e;
@@
 vm_flags_t flags = vma->vm_flags;
 <... when != vma = e
(
- (flags & VM_DROPPABLE)
+ vma_test_single_mask(vma, VMA_DROPPABLE)
|
- (flags & VM_SEALED)
+ vma_test(vma, VMA_SEALED_BIT)
)
 ...>
