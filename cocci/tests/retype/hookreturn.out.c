/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hook returns, and a hook that is set while running. */
struct ops {
	vm_flags_t (*calc)(vm_flags_t prot);
	void (*note)(vm_flags_t bits);
};

static vm_flags_t calc(vm_flags_t prot)
{
	return prot;
}

static void note(vm_flags_t bits)
{
}

void f(struct ops *ops, struct vm_area_struct *vma, vm_flags_t prot)
{
	ops->note = note;
	ops->calc = &calc;
	vma->vm_flags = ops->calc(prot);
	ops->note(vma->vm_flags);
}
