/* SPDX-License-Identifier: GPL-2.0-only */
/* Structures with a designator, and an array of flags. */
struct action {
	vm_flags_t set, clear;
	int count;
};

static const struct action actions[] = {
	[0] = { .set = VM_READ, .count = 1 },
	[1] = { .clear = VM_LOCKED, .count = 0x10 },
};

int f(void)
{
	struct action a = { .count = 2 };

	return g(&a);
}
