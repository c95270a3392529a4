/* SPDX-License-Identifier: GPL-2.0-only */
/* A pointer holds what it held; the cast that makes one of flags stays. */
struct box {
	void *data;
	unsigned long key;
	unsigned long *keys;
};

void to_pointer(struct vm_area_struct *vma, struct box *b)
{
	vm_flags_t flags = vma->vm_flags;

	b->data = (void *)flags;
	start(worker, (void *)(unsigned long)vma->vm_flags);
	b->data = (struct box *)(uintptr_t)(vma->vm_flags | VM_READ);
}

/* an address of flags is one */
void address(struct vm_area_struct *vma, struct box *b)
{
	vm_flags_t flags = vma->vm_flags;
	vm_flags_t *where = &flags;

	b->data = (void *)&flags;
	b->data = (void *)where;
	b->key = (unsigned long)(void *)b;
}
