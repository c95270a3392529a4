/* SPDX-License-Identifier: GPL-2.0-only */
/* Functions that are called by a named type: chosen, in a table, returned, in a literal. */
typedef int (*mode_fn_t)(vm_flags_t mode);
typedef int mode_fn(vm_flags_t mode, void *data);

struct hook {
	mode_fn_t fn;
};

static int read(vm_flags_t mode)
{
	return mode != 0;
}

static int write(vm_flags_t mode)
{
	return mode != 0;
}

static int exec(vm_flags_t mode)
{
	return mode != 0;
}

static mode_fn visit;
static int visit(vm_flags_t mode, void *data)
{
	return mode != 0 && data;
}

static const mode_fn_t all[] = { read, write };

static mode_fn_t third(void)
{
	return exec;
}

int f(struct vm_area_struct *vma, bool ro, struct hook *h)
{
	mode_fn_t fn = ro ? read : write;

	*h = (struct hook){ .fn = exec };
	return fn(vma->vm_flags) + all[0](vma->vm_flags) + third()(vma->vm_flags) +
		h->fn(vma->vm_flags) + visit(vma->vm_flags, vma);
}
