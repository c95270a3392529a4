/* SPDX-License-Identifier: GPL-2.0-only */
/* Every integer conversion and length, with its flags and widths. */
void f(vm_flags_t flags)
{
	pr_info("%lld\n", vm_flags_val(flags));
	pr_info("%lli\n", vm_flags_val(flags));
	pr_info("%llu\n", vm_flags_val(flags));
	pr_info("%llo\n", vm_flags_val(flags));
	pr_info("%llx\n", vm_flags_val(flags));
	pr_info("%llX\n", vm_flags_val(flags));
	pr_info("%llx\n", vm_flags_val(flags));
	pr_info("%llx\n", vm_flags_val(flags));
	pr_info("%lld\n", vm_flags_val(flags));
	pr_info("%llu\n", vm_flags_val(flags));
	pr_info("%llx\n", vm_flags_val(flags));
	pr_info("%llx\n", vm_flags_val(flags));
	pr_info("%#llx\n", vm_flags_val(flags));
	pr_info("%08llx\n", vm_flags_val(flags));
	pr_info("%-16llx|\n", vm_flags_val(flags));
	pr_info("0x%.8llx\n", vm_flags_val(flags));
	pr_info("%016.8llX\n", vm_flags_val(flags));
}
