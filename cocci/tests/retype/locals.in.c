/* SPDX-License-Identifier: GPL-2.0-only */
/* Locals of any integer type that hold a vma's flags. */
int f(struct vm_area_struct *vma)
{
	unsigned long vm_flags = vma->vm_flags;
	const unsigned long allowed = VM_READ | VM_WRITE;
	unsigned int mask;
	int exec = vma->vm_flags & VM_EXEC;
	static unsigned long once;

	mask = VM_READ;
	if (exec)
		mask |= VM_EXEC;
	once = READ_ONCE(vma->vm_flags);
	WRITE_ONCE(vma->vm_flags, once | VM_LOCKED);
	return (vm_flags & allowed & mask) != 0;
}
