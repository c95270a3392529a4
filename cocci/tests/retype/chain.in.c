/* SPDX-License-Identifier: GPL-2.0-only */
/* From caller to callee and back, over functions which name no flag. */
static int last(unsigned long c)
{
	return c != 0;
}

static int middle(unsigned long b)
{
	return last(b);
}

int first(struct vm_area_struct *vma)
{
	unsigned long a = vma->vm_flags;

	return middle(a);
}

static int sink(unsigned long z)
{
	return z & VM_LOCKED ? 1 : 0;
}

static int through(unsigned long y)
{
	return sink(y);
}

int source(unsigned long x, unsigned long addr)
{
	return through(x) + (addr != 0);
}
