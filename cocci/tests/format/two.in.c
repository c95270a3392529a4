/* SPDX-License-Identifier: GPL-2.0-only */
/* Two of one kind in one call, which takes two runs. */
void f(struct vm_area_struct *vma, struct vm_area_struct *new, vm_flags_t a,
       vm_flags_t b, vm_flags_t c)
{
	pr_info("%lx %s %lx\n", new->vm_flags, name, vma->vm_flags);
	pr_info("%lx %lx %lx\n", a, b, c);
	pr_info("%lx\n", a);
}
