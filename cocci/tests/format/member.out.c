/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of other structs, which member.list names. */
struct area {
	vm_flags_t may;
	unsigned long state;
};
struct other {
	unsigned long may;
};

void f(struct area *a, const struct area *c, struct other *o, struct area b)
{
	pr_info("%llx\n", vm_flags_val(a->may));
	pr_info("%lx %llx\n", c->state, vm_flags_val(c->may));
	pr_info("%#llx\n", vm_flags_val(b.may));
	pr_info("%lx %lx\n", o->may, a->state);
}
