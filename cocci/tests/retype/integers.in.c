/* SPDX-License-Identifier: GPL-2.0-only */
/* Whatever integer type a carrier has, with its qualifiers. */
int f(struct vm_area_struct *vma)
{
	unsigned a = vma->vm_flags;
	unsigned int b = vma->vm_flags;
	int c = vma->vm_flags;
	long d = vma->vm_flags;
	const unsigned long k = vma->vm_flags;
	static unsigned long s;
	static const unsigned long t = VM_READ;
	volatile unsigned long v = vma->vm_flags;
	register unsigned long r = vma->vm_flags;

	s = vma->vm_flags;
	return g(a, b, c, d, k, s, t, v, r);
}
