/* SPDX-License-Identifier: GPL-2.0-only */
/* The value flows by |=, &= and ^=, and through parentheses. */
int f(struct vm_area_struct *vma)
{
	unsigned long a = 0, n = 0;
	unsigned long b = ~0;
	unsigned long c;
	unsigned long sum = 0;

	a |= vma->vm_flags;
	b &= (vma->vm_flags);
	c = ((b) ^ ((vma->vm_flags)));
	sum += vma->vm_end;
	n++;
	return g(a, b, c, sum, n);
}
