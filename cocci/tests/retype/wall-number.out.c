/* SPDX-License-Identifier: GPL-2.0-only */
/* What a conversion to a number returns is one, and so is what takes it. */
static inline u64 vm_flags_val(vm_flags_t flags)
{
	return (u64)flags;
}

static inline unsigned long vm_flags_low(vm_flags_t flags)
{
	return (u32)vm_flags_val(flags);
}

char *number(char *buf, unsigned long long num)
{
	return buf + num;
}

extern void flush_user_range(unsigned long start, unsigned int flags);

void f(struct vm_area_struct *vma, struct resource *res, char *buf)
{
	flush_user_range(res->start, vm_flags_low(vma->vm_flags));
	number(number(buf, vm_flags_val(vma->vm_flags)), res->start);
}

void g(struct vm_area_struct *vma)
{
	flush_user_range(vma->vm_start, vma->vm_flags);
}
