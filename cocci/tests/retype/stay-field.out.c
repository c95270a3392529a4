/* SPDX-License-Identifier: GPL-2.0-only */
/* A field called flags of a struct that holds none of a vma. */
struct request {
	unsigned long flags;
	unsigned long vm_start;
};

int f(struct vm_area_struct *vma, struct request *req)
{
	unsigned long flags = req->flags;

	req->vm_start = vma->vm_start;
	if (vma->vm_flags & VM_LOCKED)
		req->flags = flags | 1;
	return flags;
}
