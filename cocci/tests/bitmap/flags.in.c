// SPDX-License-Identifier: GPL-2.0-only
bool sealed(struct vm_area_struct *vma)
{
	return (vma->vm_flags & VM_SEALED);
}

void negated(struct folio *folio, struct vm_fault *vmf)
{
	if (folio_test_dirty(folio) && !(vmf->vma->vm_flags & VM_DROPPABLE))
		folio_set_swapbacked(folio);
}

void truth(struct vm_area_struct *vma)
{
	bool is_droppable;

	is_droppable = !!(vma->vm_flags & VM_DROPPABLE);
	if (vma->vm_flags & VM_DROPPABLE)
		wait_for(is_droppable);
}

bool others(struct vm_area_struct *vma)
{
	if (vma->vm_flags & (VM_DROPPABLE | VM_SHADOW_STACK))
		return false;
	return true;
}
