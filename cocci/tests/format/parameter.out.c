/* SPDX-License-Identifier: GPL-2.0-only */
/* A parameter, a local, a static, one of a block, of type vm_flags_t. */
static vm_flags_t kept;

void f(vm_flags_t given, const vm_flags_t fixed)
{
	static vm_flags_t once;
	vm_flags_t local;

	pr_info("%llx %llx\n", vm_flags_val(given), vm_flags_val(fixed));
	pr_info("%llx %llx\n", vm_flags_val(once), vm_flags_val(local));
	pr_info("%llx\n", vm_flags_val(kept));
	if (given) {
		vm_flags_t inner = given;

		pr_info("%llx\n", vm_flags_val(inner));
	}
}
