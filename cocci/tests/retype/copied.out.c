/* SPDX-License-Identifier: GPL-2.0-only */
/* By memcpy(), by a place in an initialiser, as the value of a statement expression. */
struct pair {
	vm_flags_t pair_flags;
	unsigned long pair_start;
};

struct nested {
	struct vm_area_struct *vma;
	struct pair pair;
	vm_flags_t nested_flags;
};

void by_memcpy(struct vm_area_struct *vma)
{
	vm_flags_t copied;

	memcpy(&copied, &vma->vm_flags, sizeof(copied));
	use(copied & VM_READ);
}

void by_place(struct vm_area_struct *vma)
{
	struct pair p = { vma->vm_flags, vma->vm_start };
	struct nested n = { vma, { 0, vma->vm_start }, vma->vm_flags };
	struct pair all[] = { { VM_READ, 0 }, { vma->vm_flags, 1 } };

	use_all(&p, &n, all);
}

void by_value(struct vm_area_struct *vma)
{
	vm_flags_t value = ({ vm_flags_t inner = vma->vm_flags; use(1); inner; });

	use(value & VM_READ);
}

/* Its members stay where they are. */
struct order {
	unsigned long order_a;
	vm_flags_t order_flags;
	unsigned long order_c;
};

struct order order(struct vm_area_struct *vma)
{
	struct order o = { 1, vma->vm_flags, 3 };

	return o;
}

/* What a macro says of itself, and an enumerator is made of. */
#define vma_bits(v) ((v)->vm_flags & ~VM_LOCKED)
enum { OURS = VM_READ | VM_WRITE };

void by_macro(struct vm_area_struct *vma)
{
	vm_flags_t said = vma_bits(vma);
	vm_flags_t ours = vma->vm_flags & OURS;

	use(said, ours);
}

/* A struct that is declared with a pointer to it. */
void by_key(struct rb_node *node, struct vm_area_struct *vma)
{
	struct key { vm_flags_t key_flags; } *key = to_key(node);

	key->key_flags = vma->vm_flags;
}

/* No places in a union without a name, nor behind one. */
struct area {
	unsigned long area_start;
	unsigned long area_end;
	union {
		unsigned long area_length;
		vm_flags_t area_flags;
	};
};

void no_place(struct area *area, struct vm_area_struct *vma)
{
	area->area_end = vma->vm_end;
	area->area_flags = vma->vm_flags;
}
