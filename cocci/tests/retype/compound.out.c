/* SPDX-License-Identifier: GPL-2.0-only */
/* The value flows by |=, &= and ^=, and through parentheses. */
int f(struct vm_area_struct *vma)
{
	unsigned long n = 0;
	vm_flags_t a = 0;
	vm_flags_t b = ~0;
	vm_flags_t c;
	unsigned long sum = 0;

	a |= vma->vm_flags;
	b &= (vma->vm_flags);
	c = ((b) ^ ((vma->vm_flags)));
	sum += vma->vm_end;
	n++;
	return g(a, b, c, sum, n);
}
