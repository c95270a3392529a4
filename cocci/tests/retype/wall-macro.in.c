/* SPDX-License-Identifier: GPL-2.0-only */
/* Macros of the kernel which store, swap, compare: they are no functions. */
void by_swap(struct vm_area_struct *vma, unsigned long *out)
{
	unsigned long one = vma->vm_flags, two = vma->vm_end;

	swap(one, two);
	*out = one;
}

void of_flags(struct vm_area_struct *a, struct vm_area_struct *b)
{
	unsigned long mine = a->vm_flags, theirs = b->vm_flags;

	swap(mine, theirs);
	vm_flags_reset(a, mine);
	vm_flags_reset(b, theirs);
}

unsigned long by_xchg(struct vm_area_struct *vma)
{
	static unsigned long last;

	return xchg(&last, vma->vm_flags);
}

struct cache {
	unsigned long released;
	unsigned long once;
	unsigned long least;
};

void by_release(struct cache *c, struct vm_area_struct *vma)
{
	smp_store_release(&c->released, vma->vm_flags);
	WRITE_ONCE(c->once, vma->vm_flags);
}

void by_min(struct cache *c, struct vm_area_struct *vma, unsigned long limit)
{
	unsigned long word = vma->vm_flags;

	c->least = min(word, limit);
}

static unsigned long saved;

int by_cpu(struct vm_area_struct *vma, int cpu)
{
	unsigned long seen;

	this_cpu_write(saved, vma->vm_flags);
	seen = per_cpu(saved, cpu);
	return !!(seen & VM_READ);
}

static unsigned long other;

void by_pointer(struct vm_area_struct *vma)
{
	unsigned long *p = this_cpu_ptr(&other);

	*p = vma->vm_flags;
}

int by_bits(struct vm_area_struct *vma)
{
	unsigned long bits = vma->vm_flags;
	int i, n = 0;

	for_each_set_bit(i, &bits, BITS_PER_LONG)
		n++;
	return n;
}
