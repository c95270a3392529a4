/* SPDX-License-Identifier: GPL-2.0-only */
/* An element of an array that is printed is listed: its format isn't changed. */
struct modes {
	unsigned long of[3];
};

void f(struct vm_area_struct *vma, struct modes *m)
{
	unsigned long a[2];

	a[0] = vma->vm_flags;
	m->of[1] = vma->vm_flags;
	printk("%lx\n", a[0]);
	printk("%lx\n", m->of[1]);
}
