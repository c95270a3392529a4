// SPDX-License-Identifier: GPL-2.0-only
/// Let a fault of the kernel on user memory end when its task is killed.
///
//# What: a page fault handler which returns when fault_signal_pending(), be the
//# fault the kernel's or not, goes to no_context for those of the kernel, as it
//# does for all others that can't be resolved.
//#
//# How: the label, or the function of that name, is what the handler has and
//# uses already.  One that has neither is left alone.
//#
//# Why: returning has the access made again.  It faults again, and again there
//# is a signal pending, which nobody handles before the kernel has got out of
//# copy_from_user().  A task that waits for a droppable page, or for
//# userfaultfd, can't be killed there, and takes its processor with it.
///
// Files: fault_signal_pending
// Optional: a tree in which none is left is fine
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes
// Keywords: fault_signal_pending, no_context

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
message = "a fault of the kernel here never ends when its task is killed"

@call exists@
symbol no_context;
identifier handler;
expression regs, address;
position here;
@@
 handler@here(...)
 {
 ... when any
 no_context(regs, address);
 ... when any
 }

@by_call@
identifier call.handler;
expression fault, regs;
position call.here, p;
@@
 handler@here(...)
 {
 <...
 if@p (fault_signal_pending(fault, regs))
	return;
 ...>
 }

@script:python depends on report@
p << by_call.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << by_call.p;
@@
coccilib.org.print_todo(p[0], message)

@depends on context@
identifier call.handler;
expression fault, regs;
position call.here;
@@
 handler@here(...)
 {
 <...
* if (fault_signal_pending(fault, regs))
*	return;
 ...>
 }

@depends on patch@
identifier call.handler;
expression fault, call.address, regs;
position call.here;
@@
 handler@here(...)
 {
 <...
 if (fault_signal_pending(fault, regs))
+ {
+	if (!user_mode(regs))
+		no_context(regs, address);
	return;
+ }
 ...>
 }

@label exists@
identifier handler;
position here;
@@
 handler@here(...)
 {
 ... when any
 goto no_context;
 ... when any
 }

@by_label@
identifier label.handler;
expression fault, regs;
constant ret;
position label.here, p;
@@
 handler@here(...)
 {
 <...
(
 if@p (fault_signal_pending(fault, regs))
	return;
|
 if@p (fault_signal_pending(fault, regs))
	return ret;
)
 ...>
 }

@script:python depends on report@
p << by_label.p;
@@
coccilib.report.print_report(p[0], message)

@script:python depends on org@
p << by_label.p;
@@
coccilib.org.print_todo(p[0], message)

@depends on context@
identifier label.handler;
expression fault, regs;
constant ret;
position label.here;
@@
 handler@here(...)
 {
 <...
(
* if (fault_signal_pending(fault, regs))
*	return;
|
* if (fault_signal_pending(fault, regs))
*	return ret;
)
 ...>
 }

@depends on patch@
identifier label.handler;
expression fault, regs;
constant ret;
position label.here;
@@
 handler@here(...)
 {
 <...
(
 if (fault_signal_pending(fault, regs))
+ {
+	if (!user_mode(regs))
+		goto no_context;
	return;
+ }
|
 if (fault_signal_pending(fault, regs))
+ {
+	if (!user_mode(regs))
+		goto no_context;
	return ret;
+ }
)
 ...>
 }
