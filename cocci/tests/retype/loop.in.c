/* SPDX-License-Identifier: GPL-2.0-only */
/* Declared in an inner block, or compared with what is known. */
int f(struct vm_area_struct *vma, unsigned long wanted, unsigned long end)
{
	while (vma->vm_end < end) {
		unsigned long now = vma->vm_flags;

		if (now == wanted)
			return 1;
	}
	return 0;
}
