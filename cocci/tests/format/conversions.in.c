/* SPDX-License-Identifier: GPL-2.0-only */
/* Every integer conversion and length, with its flags and widths. */
void f(vm_flags_t flags)
{
	pr_info("%d\n", flags);
	pr_info("%i\n", flags);
	pr_info("%u\n", flags);
	pr_info("%o\n", flags);
	pr_info("%x\n", flags);
	pr_info("%X\n", flags);
	pr_info("%hx\n", flags);
	pr_info("%hhx\n", flags);
	pr_info("%ld\n", flags);
	pr_info("%lu\n", flags);
	pr_info("%lx\n", flags);
	pr_info("%zx\n", flags);
	pr_info("%#lx\n", flags);
	pr_info("%08lx\n", flags);
	pr_info("%-16lx|\n", flags);
	pr_info("0x%.8lx\n", flags);
	pr_info("%016.8lX\n", flags);
}
