// SPDX-License-Identifier: GPL-2.0-only
int advise(struct vm_area_struct *vma, int behavior)
{
	vm_flags_t new_flags = vma->vm_flags;

	switch (behavior) {
	case 1:
		if (vma_test_single_mask(vma, VMA_DROPPABLE))
			return -EINVAL;
		new_flags &= ~VM_WIPEONFORK;
		break;
	case 2:
		if ((!huge(vma) && (new_flags & VM_SPECIAL)) ||
		    vma_test_single_mask(vma, VMA_DROPPABLE))
			return -EINVAL;
		new_flags &= ~VM_DONTDUMP;
		break;
	}
	return update(vma, new_flags);
}
