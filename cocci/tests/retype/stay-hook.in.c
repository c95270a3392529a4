/* SPDX-License-Identifier: GPL-2.0-only */
/* A hook that takes other flags, called beside those of a vma. */
struct ops {
	int (*get)(unsigned long flags, unsigned long addr);
};

static int get(unsigned long flags, unsigned long addr)
{
	return flags & FOLL_WRITE && addr;
}

static const struct ops ops = {
	.get = get,
};

int f(struct ops *o, struct vm_area_struct *vma, unsigned long flags)
{
	if (vma->vm_flags & VM_PFNMAP)
		return o->get(FOLL_WRITE | FOLL_FORCE, vma->vm_start);
	return o->get(flags, vma->vm_end);
}
