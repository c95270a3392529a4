/* SPDX-License-Identifier: GPL-2.0-only */
/* From caller to callee and back, over functions which name no flag. */
static int last(vm_flags_t c)
{
	return c != 0;
}

static int middle(vm_flags_t b)
{
	return last(b);
}

int first(struct vm_area_struct *vma)
{
	vm_flags_t a = vma->vm_flags;

	return middle(a);
}

static int sink(vm_flags_t z)
{
	return z & VM_LOCKED ? 1 : 0;
}

static int through(vm_flags_t y)
{
	return sink(y);
}

int source(vm_flags_t x, unsigned long addr)
{
	return through(x) + (addr != 0);
}
