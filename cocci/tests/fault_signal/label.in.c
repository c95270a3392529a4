/* SPDX-License-Identifier: GPL-2.0-only */
/* The label is there: whatever the handler returns, and wherever it is. */
int do_page_fault(struct pt_regs *regs, unsigned long address)
{
	vm_fault_t fault;

	if (!mm)
		goto no_context;
	fault = handle_mm_fault(vma, address, flags, regs);
	if (fault_signal_pending(fault, regs))
		return 0;
	return 1;
no_context:
	return send_fault_sig(regs);
}

void do_other_fault(struct pt_regs *regs)
{
	while (retry) {
		if (fault_signal_pending(fault, regs))
			return;
	}
	if (!user_mode(regs))
		goto no_context;
	return;
no_context:
	die(regs);
}
