/* SPDX-License-Identifier: GPL-2.0-only */
/* %% takes no value. */
void f(vm_flags_t flags, unsigned long addr)
{
	pr_info("100%% %lx %%lx %lx\n", addr, flags);
	pr_info("%d%%%lx\n", 1, flags);
}
