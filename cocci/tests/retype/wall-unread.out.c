/* SPDX-License-Identifier: GPL-2.0-only */
/* A struct that Coccinelle can't read, a bit-field, and a function with flags. */
struct packed_area {
	vm_flags_t flags;
	int two words;
};

struct area {
	unsigned int flags : 8;
};

void f(struct vm_area_struct *vma, struct area *a, struct packed_area *p)
{
	a->flags = vma->vm_flags;
	p->flags = vma->vm_flags;
}

int g(struct vm_area_struct *vma)
{
	return use(vma->vm_flags, ) + ;
}

struct behind {
	vm_flags_t flags;
} __some_attribute(4);

void h(struct vm_area_struct *vma, struct behind *b)
{
	b->flags = vma->vm_flags;
}
