/* SPDX-License-Identifier: GPL-2.0-only */
/* An element of an array is not its first; and lengths that only the kernel knows. */
void f(struct vm_area_struct *tab, int i, struct vm_area_struct *vma, u64 big)
{
	printk("%llx\n", vm_flags_val(tab[i].vm_flags));
	printk("%Lx %llx %lx\n", big, vm_flags_val(vma->vm_flags),
	       vma->vm_start);
}
