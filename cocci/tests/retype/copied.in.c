/* SPDX-License-Identifier: GPL-2.0-only */
/* By memcpy(), by a place in an initialiser, as the value of a statement expression. */
struct pair {
	unsigned long pair_flags, pair_start;
};

struct nested {
	struct vm_area_struct *vma;
	struct pair pair;
	unsigned int nested_flags;
};

void by_memcpy(struct vm_area_struct *vma)
{
	unsigned long copied;

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
	unsigned long value = ({ unsigned long inner = vma->vm_flags; use(1); inner; });

	use(value & VM_READ);
}

/* Its members stay where they are. */
struct order {
	unsigned long order_a, order_flags, order_c;
};

struct order order(struct vm_area_struct *vma)
{
	struct order o = { 1, vma->vm_flags, 3 };

	return o;
}
