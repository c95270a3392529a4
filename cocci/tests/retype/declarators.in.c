/* SPDX-License-Identifier: GPL-2.0-only */
/* One of several declarators gets a declaration of its own. */
int f(struct vm_area_struct *vma)
{
	unsigned long start, vm_flags, end;
	unsigned long len = 1, newflags = vma->vm_flags;

	vm_flags = vma->vm_flags;
	start = end = len;
	return g(start, vm_flags & newflags);
}
