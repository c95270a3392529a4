/* SPDX-License-Identifier: GPL-2.0-only */
/* The same name in another block is another variable. */
int f(struct vm_area_struct *vma, spinlock_t *lock)
{
	if (lock) {
		unsigned long flags;

		spin_lock_irqsave(lock, flags);
		spin_unlock_irqrestore(lock, flags);
	}
	if (vma) {
		vm_flags_t flags = vma->vm_flags;

		return flags == 3;
	}
	return 0;
}
