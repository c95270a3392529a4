/* SPDX-License-Identifier: GPL-2.0-only */
/* Two of one kind in one call, which takes two runs. */
void f(struct vm_area_struct *vma, struct vm_area_struct *new, vm_flags_t a,
       vm_flags_t b, vm_flags_t c)
{
	pr_info("%llx %s %llx\n", vm_flags_val(new->vm_flags), name,
		vm_flags_val(vma->vm_flags));
	pr_info("%llx %llx %llx\n", vm_flags_val(a), vm_flags_val(b),
		vm_flags_val(c));
	pr_info("%llx\n", vm_flags_val(a));
}
