/* SPDX-License-Identifier: GPL-2.0-only */
/* A place that flags share with an address, a length, an index, an error. */
u32 array(struct vm_area_struct *vma)
{
	u32 key[3] = { vma->vm_start, vma->vm_pgoff, vma->vm_flags };

	return jhash2(key, 3, 0);
}

int by_turns(struct vm_area_struct *vma)
{
	unsigned long tmp = vma->vm_end;

	use(tmp);
	tmp = vma->vm_flags;
	return use(tmp);
}

unsigned long mixed(struct vm_area_struct *vma)
{
	return vma->vm_start ^ vma->vm_flags;
}

int length(struct vm_area_struct *vma, unsigned long len)
{
	unsigned long word;

	word = len + PAGE_SIZE;
	use(word);
	word = vma->vm_flags;
	return use(word);
}

int index(struct vm_area_struct *vma, int *table)
{
	int i;

	for (i = 0; i < 4; i++)
		use(table[i]);
	i = vma->vm_flags;
	return use(i);
}

long error(struct vm_area_struct *vma)
{
	long ret = -EINVAL;

	if (vma)
		ret = vma->vm_flags;
	return ret;
}
