/* SPDX-License-Identifier: GPL-2.0-only */
/* Adjacent string literals are one format. */
void f(struct vm_area_struct *vma)
{
	pr_info("start %lx "
		"end %lx "
		"flags %lx\n",
		vma->vm_start, vma->vm_end, vma->vm_flags);
}
