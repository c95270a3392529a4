/* SPDX-License-Identifier: GPL-2.0-only */
/* The same name in another function is another variable. */
int f(struct vm_area_struct *vma)
{
	unsigned long flags = vma->vm_flags;

	return flags != 0;
}

void g(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	spin_unlock_irqrestore(lock, flags);
}
