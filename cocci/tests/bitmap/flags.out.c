// SPDX-License-Identifier: GPL-2.0-only
bool sealed(struct vm_area_struct *vma)
{
	return vma_test(vma, VMA_SEALED_BIT);
}

void negated(struct folio *folio, struct vm_fault *vmf)
{
	if (folio_test_dirty(folio) && !vma_test_single_mask(vmf->vma, VMA_DROPPABLE))
		folio_set_swapbacked(folio);
}

void truth(struct vm_area_struct *vma)
{
	bool is_droppable;

	is_droppable = vma_test_single_mask(vma, VMA_DROPPABLE);
	if (vma_test_single_mask(vma, VMA_DROPPABLE))
		wait_for(is_droppable);
}

bool others(struct vm_area_struct *vma)
{
	if (vma_test_single_mask(vma, VMA_DROPPABLE) || (vma->vm_flags & VM_SHADOW_STACK))
		return false;
	return true;
}
