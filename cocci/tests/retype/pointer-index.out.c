/* SPDX-License-Identifier: GPL-2.0-only */
/* Flags that say where a pointer goes to. */
static int index_of(vm_flags_t mode)
{
	return mode != 0;
}

char f(struct vm_area_struct *vma, char *names)
{
	return *(names + index_of(vma->vm_flags));
}
