/* SPDX-License-Identifier: GPL-2.0-only */
/* Bits of vma flags, each made as something narrower. */
static void show(struct seq_file *m, struct vm_area_struct *vma)
{
	int i;

	for (i = 0; i < VM_FLAG_BITS; i++) {
		if (!mnemonics[i][0])
			continue;
		if (vma->vm_flags & VM_FLAG_BIT(i))
			seq_puts(m, mnemonics[i]);
	}
}

static int last(vm_flags_t flags)
{
	unsigned int n;

	for (n = 0; n < VM_FLAG_BITS; n++) {
		if (flags & VM_FLAG_BIT(n))
			return n;
	}
	return -1;
}

static vm_flags_t change(struct vm_area_struct *vma, vm_flags_t flags, int n)
{
	flags |= VM_FLAG_BIT(n);
	flags &= ~VM_FLAG_BIT(n);
	vma->vm_flags |= VM_FLAG_BIT(n);
	vma->vm_flags &= ~VM_FLAG_BIT(n);
	return flags & ~VM_FLAG_BIT(3);
}

static_assert(VM_FLAG_BIT(VM_READ_BIT) == VM_READ);

static int mask(vm_flags_t flags)
{
	return flags == (VM_WRITE | VM_FLAG_BIT(VM_EXEC_BIT));
}
