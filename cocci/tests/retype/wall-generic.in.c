/* SPDX-License-Identifier: GPL-2.0-only */
/* What others call with a number takes numbers: sums, sizes, counters, arrays. */
static inline void set(atomic_long_t *v, long i)
{
	v->counter = i;
}

unsigned int weight(const unsigned long *src, unsigned int nbits)
{
	unsigned int k, w = 0;

	for (k = 0; k < nbits / BITS_PER_LONG; k++)
		w += hweight(src[k]);
	return w;
}

u64 siphash(const u64 first, const siphash_key_t *key)
{
	return mix(first, key);
}

void *lookup(struct radix_tree_root *root, unsigned long index)
{
	return node(root, index >> root->shift);
}

void others(struct sk_buff *skb, size_t len, struct radix_tree_root *root, loff_t pos)
{
	set(&skb->users, skb->users + 1);
	siphash(len, &skb->key);
	lookup(root, pos >> PAGE_SHIFT);
}

void f(struct vm_area_struct *vma, atomic_long_t *v, struct radix_tree_root *root)
{
	unsigned long flags = vma->vm_flags;
	u64 hash;

	set(v, vma->vm_flags);
	weight(&flags, BITS_PER_LONG);
	hash = siphash(vma->vm_flags, &random_key);
	lookup(root, hash | vma->vm_flags);
}
