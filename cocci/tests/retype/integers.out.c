/* SPDX-License-Identifier: GPL-2.0-only */
/* Whatever integer type a carrier has, with its qualifiers. */
int f(struct vm_area_struct *vma)
{
	vm_flags_t a = vma->vm_flags;
	vm_flags_t b = vma->vm_flags;
	vm_flags_t c = vma->vm_flags;
	vm_flags_t d = vma->vm_flags;
	const vm_flags_t k = vma->vm_flags;
	static vm_flags_t s;
	static const vm_flags_t t = VM_READ;
	volatile vm_flags_t v = vma->vm_flags;
	register vm_flags_t r = vma->vm_flags;

	s = vma->vm_flags;
	return g(a, b, c, d, k, s, t, v, r);
}
