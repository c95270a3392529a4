/* SPDX-License-Identifier: GPL-2.0-only */
/* %% takes no value. */
void f(vm_flags_t flags, unsigned long addr)
{
	pr_info("100%% %lx %%lx %llx\n", addr, vm_flags_val(flags));
	pr_info("%d%%%llx\n", 1, vm_flags_val(flags));
}
