/* SPDX-License-Identifier: GPL-2.0-only */
/* A string behind the format is no format. */
void f(vm_flags_t flags)
{
	pr_info("%s: %pGv\n", "flags %lx", &flags);
	trace("%s", "%lx", count(flags), &flags);
}
