/* SPDX-License-Identifier: GPL-2.0-only */
/* Down through three functions, none of which names a flag. */
static int c(unsigned long addr, unsigned long z)
{
	return addr + !z;
}

static int b(unsigned long y, unsigned long addr)
{
	return c(addr, y);
}

static int a(unsigned long x)
{
	return b(x, 1);
}

int f(struct vm_area_struct *vma)
{
	return a(vma->vm_flags);
}
