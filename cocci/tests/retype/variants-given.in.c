/* SPDX-License-Identifier: GPL-2.0-only */
/* By its place alone it isn't said which member of two variants is given a value. */
#ifdef CONFIG_SMALL
struct limits {
	unsigned int most;
	unsigned long mode;
};
#else
struct limits {
	unsigned long mode;
	unsigned int most;
};
#endif

void set(struct limits *l);

void f(unsigned long most)
{
	struct limits a = { VM_READ, 3 };
	struct limits b = { most, VM_READ };

	set(&a);
	set(&b);
}
