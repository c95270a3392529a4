/* SPDX-License-Identifier: GPL-2.0-only */
/* KERN_INFO in front of the format. */
void f(struct vm_area_struct *vma)
{
	printk(KERN_INFO "flags %lx\n", vma->vm_flags);
}
