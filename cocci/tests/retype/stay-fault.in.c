/* SPDX-License-Identifier: GPL-2.0-only */
/* VM_FAULT_* and VM_EVENT-like names are other sets. */
int fault(struct vm_fault *vmf, unsigned int flags)
{
	unsigned int fault = VM_FAULT_OOM;
	int major = 0;

	if (!(vmf->vma->vm_flags & VM_WRITE))
		return VM_FAULT_SIGSEGV;
	fault |= VM_FAULT_RETRY;
	major |= fault & VM_FAULT_MAJOR;
	if (flags & FAULT_FLAG_TRIED)
		major = VM_EVENT_ITEMS;
	return major;
}
