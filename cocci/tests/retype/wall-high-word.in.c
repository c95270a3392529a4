/* SPDX-License-Identifier: GPL-2.0-only */
/* The upper half of a u64 that is a number: shifted alone, among more, with a suffix. */
u64 one(struct vm_area_struct *vma, u32 id)
{
	u64 up = (u64)id << 32;

	return up | vma->vm_flags;
}

u64 two(struct vm_area_struct *vma, u32 id, u32 kind)
{
	return ((u64)id << 40U) | (kind << 16) | vma->vm_flags;
}

u64 three(struct vm_area_struct *vma, u32 id)
{
	u64 all = vma->vm_flags & 0xff;

	all |= (u64)id << 48;
	return all;
}

u64 bits(struct vm_area_struct *vma)
{
	u64 f = vma->vm_flags;

	f |= 1ULL << 41;
	f |= (u64)1 << 42;
	return f;
}
