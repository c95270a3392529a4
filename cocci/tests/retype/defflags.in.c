/* SPDX-License-Identifier: GPL-2.0-only */
/* mm->def_flags is vma flags too. */
int f(struct mm_struct *mm, unsigned long request)
{
	unsigned long def = mm->def_flags & VM_LOCKED;
	unsigned long todo = mm->flags;

	mm->def_flags = def;
	return todo & request;
}
