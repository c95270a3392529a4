/* SPDX-License-Identifier: GPL-2.0-only */
/* Bits of vma flags, each made as something narrower. */
static void show(struct seq_file *m, struct vm_area_struct *vma)
{
	int i;

	for (i = 0; i < BITS_PER_LONG; i++) {
		if (!mnemonics[i][0])
			continue;
		if (vma->vm_flags & (1UL << i))
			seq_puts(m, mnemonics[i]);
	}
}

static int last(vm_flags_t flags)
{
	unsigned int n;

	for (n = 0; n < BITS_PER_LONG; n++) {
		if (flags & BIT(n))
			return n;
	}
	return -1;
}

static vm_flags_t change(struct vm_area_struct *vma, vm_flags_t flags, int n)
{
	flags |= BIT(n);
	flags &= ~(1UL << n);
	vma->vm_flags |= 1 << n;
	vma->vm_flags &= ~BIT(n);
	return flags & ~BIT(3);
}

static_assert(BIT(VM_READ_BIT) == VM_READ);

static int mask(vm_flags_t flags)
{
	return flags == (VM_WRITE | (1UL << VM_EXEC_BIT));
}
