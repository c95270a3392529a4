/* SPDX-License-Identifier: GPL-2.0-only */
/* Carriers and others by turns, over several lines. */
int f(struct vm_area_struct *vma)
{
	unsigned long start = vma->vm_start,
		      end, pages = 0;
	vm_flags_t newflags = vma->vm_flags;
	vm_flags_t oldflags = newflags;

	end = start;
	return g(start, end, newflags, oldflags, pages);
}
