/* SPDX-License-Identifier: GPL-2.0-only */
/* What goes there already, and what has nowhere to go. */
int done(struct pt_regs *regs)
{
	if (!mm)
		goto no_context;
	if (fault_signal_pending(fault, regs)) {
		if (!user_mode(regs))
			goto no_context;
		return 0;
	}
	return 0;
no_context:
	return 1;
}

void without(struct pt_regs *regs)
{
	if (fault_signal_pending(fault, regs))
		return;
}

int by_another_way(struct pt_regs *regs)
{
	if (!mm)
		goto no_context;
	if (fault_signal_pending(fault, regs))
		return user_mode(regs) ? 0 : SIGBUS;
	return 0;
no_context:
	return 1;
}
