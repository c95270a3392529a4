/* SPDX-License-Identifier: GPL-2.0-only */
/* %pGv prints a pointer to flags and stays, the number beside it not. */
void f(struct vm_area_struct *vma, vm_flags_t flags)
{
	pr_emerg("flags: %#lx(%pGv)\n", flags, &vma->vm_flags);
	pr_emerg("vma %px start %px\nflags: %pGv %lx\n", vma,
		 (void *)vma->vm_start, &vma->vm_flags, vma->vm_flags);
}
