/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A function and what it is called through have one type: what sort() and a hook of
 * numbers call keeps its own, and a function that a hook of flags calls gets another.
 */
typedef vm_flags_t (*number_fn_t)(unsigned long addr, void *data);

struct walk {
	int (*number)(unsigned long nr);
	vm_flags_t (*flags)(struct vm_area_struct *vma);
};

int call_for_each(number_fn_t fn, void *data);

static vm_flags_t one(unsigned long addr, void *data)
{
	struct vm_area_struct *vma = data;

	return vma->vm_flags & VM_READ;
}

static int compare(const void *a, const void *b)
{
	const struct vm_area_struct *x = a;

	return x->vm_flags & VM_WRITE;
}

static vm_flags_t flags_of(struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_EXEC;
}

void f(struct vm_area_struct **v, struct walk *w)
{
	call_for_each(one, v);
	sort(v, 3, sizeof(*v), compare, NULL);
	w->flags = flags_of;
}
