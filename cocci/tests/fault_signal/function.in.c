/* SPDX-License-Identifier: GPL-2.0-only */
/* No label but a function, which is called with what the handler has. */
static inline void no_context(struct pt_regs *regs, unsigned long addr)
{
	die(regs, addr);
}

void do_page_fault(struct pt_regs *regs)
{
	unsigned long addr = regs->badaddr;

	if (!mm) {
		no_context(regs, addr);
		return;
	}
	if (fault_signal_pending(fault, regs))
		return;
	finish();
}
