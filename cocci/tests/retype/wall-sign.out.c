/* SPDX-License-Identifier: GPL-2.0-only */
/* What has an error number as its sign keeps it. */
struct answer {
	int mode;
	vm_flags_t other;
};

static int mode_of(struct vm_area_struct *vma)
{
	if (!vma)
		return -1;
	return vma->vm_flags & (VM_READ | VM_EXEC);
}

static vm_flags_t writable(struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_WRITE;
}

int f(struct vm_area_struct *vma, struct answer *a)
{
	a->mode = -1;
	if (vma)
		a->mode = vma->vm_flags & VM_MAYREAD;
	a->other = vma->vm_flags & VM_MAYWRITE;
	if (mode_of(vma) < 0 || a->mode >= 0)
		return -1;
	return writable(vma) != 0;
}
