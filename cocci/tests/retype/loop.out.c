/* SPDX-License-Identifier: GPL-2.0-only */
/* Declared in an inner block, or compared with what is known. */
int f(struct vm_area_struct *vma, vm_flags_t wanted, unsigned long end)
{
	while (vma->vm_end < end) {
		vm_flags_t now = vma->vm_flags;

		if (now == wanted)
			return 1;
	}
	return 0;
}
