/* SPDX-License-Identifier: GPL-2.0-only */
/* A file of debugfs has functions of u64, not of flags. */
struct state {
	vm_flags_t mode;
};

static int mode_get(void *data, u64 *val)
{
	struct state *s = data;

	*val = s->mode;
	return 0;
}
DEFINE_SIMPLE_ATTRIBUTE(mode_fops, mode_get, NULL, "%llx\n");

void f(struct state *s, struct vm_area_struct *vma)
{
	s->mode = vma->vm_flags;
}
