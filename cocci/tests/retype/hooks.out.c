/* SPDX-License-Identifier: GPL-2.0-only */
/* A member that points to a function, by its calls and its initialisers. */
struct ops {
	void (*close)(struct vm_area_struct *vma);
	int (*mprotect)(struct vm_area_struct *vma, unsigned long start,
			vm_flags_t newflags);
	int (*check)(struct vm_area_struct *, vm_flags_t);
};

static int sgx_mprotect(struct vm_area_struct *vma, unsigned long start,
			vm_flags_t x)
{
	return 0;
}

static const struct ops sgx_ops = {
	.close = sgx_close,
	.mprotect = sgx_mprotect,
};

int f(struct ops *ops, struct vm_area_struct *vma)
{
	vm_flags_t newflags = vma->vm_flags | VM_READ;

	ops->check(vma, vma->vm_flags);
	return ops->mprotect(vma, 0, newflags);
}
