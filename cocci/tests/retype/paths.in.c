/* SPDX-License-Identifier: GPL-2.0-only */
/* Fields of a common name, by what the path to them points to. */
struct record {
	unsigned long flags;
	struct area *area;
};

struct area {
	unsigned long flags;
	struct record record;
};

struct other {
	unsigned long flags;
};

static struct area *find(int n)
{
	return 0;
}

void f(struct record *r, struct list_head *l, struct vm_area_struct *vma)
{
	r->area->record.flags = vma->vm_flags;
	find(3)->flags = 7;
	container_of(l, struct other, list)->flags = 1;
}
