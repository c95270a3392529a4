/* SPDX-License-Identifier: GPL-2.0-only */
/* One of several declarators in a struct. */
struct span {
	unsigned long start, end;
	unsigned long pages;
	vm_flags_t span_flags;
};

void f(struct vm_area_struct *vma, struct span *span)
{
	span->end = span->start + 1;
	span->span_flags = vma->vm_flags;
}
