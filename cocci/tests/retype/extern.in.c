/* SPDX-License-Identifier: GPL-2.0-only */
/* A variable that functions declare for themselves is the file's. */
unsigned long last;

void set(struct vm_area_struct *vma)
{
	extern unsigned long last;

	last = vma->vm_flags;
}

unsigned long get(void)
{
	return last;
}

/* What is tested as a word is, be it masked with flags or not. */
int words(unsigned long wanted)
{
	int bit, n = 0;

	if (test_bit(3, &wanted))
		return 1;
	for_each_set_bit(bit, &wanted, 32)
		n++;
	return wanted & VM_READ ? n : 0;
}

int use(struct vm_area_struct *vma)
{
	return words(vma->vm_flags);
}
