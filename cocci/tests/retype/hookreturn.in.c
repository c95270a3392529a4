/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hook returns, and a hook that is set while running. */
struct ops {
	unsigned long (*calc)(unsigned long prot);
	void (*note)(unsigned long bits);
};

static unsigned long calc(unsigned long prot)
{
	return prot;
}

static void note(unsigned long bits)
{
}

void f(struct ops *ops, struct vm_area_struct *vma, unsigned long prot)
{
	ops->note = note;
	ops->calc = &calc;
	vma->vm_flags = ops->calc(prot);
	ops->note(vma->vm_flags);
}
