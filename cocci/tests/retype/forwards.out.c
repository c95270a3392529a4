/* SPDX-License-Identifier: GPL-2.0-only */
/* Down through three functions, none of which names a flag. */
static int c(unsigned long addr, vm_flags_t z)
{
	return addr + !z;
}

static int b(vm_flags_t y, unsigned long addr)
{
	return c(addr, y);
}

static int a(vm_flags_t x)
{
	return b(x, 1);
}

int f(struct vm_area_struct *vma)
{
	return a(vma->vm_flags);
}
