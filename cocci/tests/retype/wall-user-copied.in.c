/* SPDX-License-Identifier: GPL-2.0-only */
/* User space and devices see: a copy, an element, an array, a struct by its typedef. */
typedef struct {
	u64 mode;
} reply_t;

#define MODE_GET	_IOR('m', 8, reply_t)

struct card {
	unsigned int mode;
};

struct sent {
	unsigned int mode;
};

int whole(struct vm_area_struct *vma, void __user *to)
{
	vm_flags_t f = vma->vm_flags;

	return copy_to_user(to, &f, sizeof(f));
}

int element(struct vm_area_struct *vma, void __user *to)
{
	unsigned long v[2];

	v[0] = vma->vm_flags;
	return copy_to_user(to, &v[0], sizeof(v));
}

void reply(struct vm_area_struct *vma, reply_t *r)
{
	r->mode = vma->vm_flags;
}

u32 *words(struct device *dev, struct vm_area_struct *vma, dma_addr_t *at)
{
	u32 *w = dma_alloc_coherent(dev, 64, at, GFP_KERNEL);

	w[0] = vma->vm_flags;
	return w;
}

static struct card *card(struct device *dev, dma_addr_t *at)
{
	return dma_alloc_coherent(dev, sizeof(struct card), at, GFP_KERNEL);
}

void given(struct device *dev, struct vm_area_struct *vma, dma_addr_t *at)
{
	struct card *c = card(dev, at);

	c->mode = vma->vm_flags;
}

dma_addr_t mapped(struct device *dev, struct vm_area_struct *vma, struct sent *s)
{
	s->mode = vma->vm_flags;
	return dma_map_single(dev, s, sizeof(*s), DMA_TO_DEVICE);
}
