// SPDX-License-Identifier: GPL-2.0-only
/* Flags of the first word, and words that aren't copies of what a vma has. */
bool first_word(struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_LOCKED;
}

bool number(vm_flags_t vm_flags)
{
	return vm_flags & VM_DROPPABLE;
}

bool another(struct vm_area_struct *vma)
{
	vm_flags_t flags = vma->vm_flags;

	vma = vma->next;
	return flags & VM_SEALED;
}

bool bitmap(struct vm_area_struct *vma)
{
	return vma_test_single_mask(vma, VMA_DROPPABLE);
}
