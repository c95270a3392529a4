/* SPDX-License-Identifier: GPL-2.0-only */
/* An element of an array is not its first; and lengths that only the kernel knows. */
void f(struct vm_area_struct *tab, int i, struct vm_area_struct *vma, u64 big)
{
	printk("%lx\n", tab[i].vm_flags);
	printk("%Lx %lx %lx\n", big, vma->vm_flags, vma->vm_start);
}
