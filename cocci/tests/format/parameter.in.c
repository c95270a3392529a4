/* SPDX-License-Identifier: GPL-2.0-only */
/* A parameter, a local, a static, one of a block, of type vm_flags_t. */
static vm_flags_t kept;

void f(vm_flags_t given, const vm_flags_t fixed)
{
	static vm_flags_t once;
	vm_flags_t local;

	pr_info("%lx %lx\n", given, fixed);
	pr_info("%lx %lx\n", once, local);
	pr_info("%lx\n", kept);
	if (given) {
		vm_flags_t inner = given;

		pr_info("%lx\n", inner);
	}
}
