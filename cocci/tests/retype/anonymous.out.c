/* SPDX-License-Identifier: GPL-2.0-only */
/* A field of an anonymous struct or union inside of a struct. */
struct meta {
	unsigned long start;
	union {
		vm_flags_t kept_flags;
		void *private;
	};
	struct {
		unsigned long addr;
		vm_flags_t saved_flags;
	} saved;
};

void f(struct vm_area_struct *vma, struct meta *meta)
{
	meta->start = vma->vm_start;
	meta->kept_flags = vma->vm_flags;
	meta->saved.addr = vma->vm_start;
	meta->saved.saved_flags = vma->vm_flags;
}
