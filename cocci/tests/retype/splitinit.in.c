/* SPDX-License-Identifier: GPL-2.0-only */
/* Carriers and others by turns, over several lines. */
int f(struct vm_area_struct *vma)
{
	unsigned long start = vma->vm_start, newflags = vma->vm_flags,
		      end, oldflags = newflags, pages = 0;

	end = start;
	return g(start, end, newflags, oldflags, pages);
}
