/* SPDX-License-Identifier: GPL-2.0-only */
/* The flags of interrupts, beside those of a vma. */
void f(struct vm_area_struct *vma, spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	if (vma->vm_flags & VM_LOCKED)
		count++;
	vma->vm_flags |= VM_LOCKED;
	spin_unlock_irqrestore(lock, flags);
	local_irq_save(flags);
	local_irq_restore(flags);
}
