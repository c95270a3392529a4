/* SPDX-License-Identifier: GPL-2.0-only */
/* What is done to a machine word at once, room by the size of one, enums, ints of truth. */
struct dev {
	unsigned long map[4];
	unsigned long *vals;
};
enum how { NONE, SOME };

void word(struct vm_area_struct *vma, struct dev *d, int n)
{
	set_bit(3, &vma->vm_flags);
	set_bit(4, d->map);
	xchg(&vma->vm_flags, VM_READ);
	d->vals = kcalloc(n, sizeof(unsigned long), 0);
	d->vals[0] = vma->vm_flags;
}

int truth(struct vm_area_struct *vma)
{
	enum how how = vma->vm_flags;

	if (how)
		return 1;
	return vma->vm_flags & VM_HIGH_ARCH_1;
}
