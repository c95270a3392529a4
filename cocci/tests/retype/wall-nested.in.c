/* SPDX-License-Identifier: GPL-2.0-only */
/* What format.cocci can't know the type of, printed, is listed. */
struct s {
	struct inner { unsigned long a; } in;
	struct { unsigned long b; } un;
	struct inner *p;
	struct inner arr[2];
};

void f(struct s *s, struct inner *d, struct vm_area_struct *vma, struct vm_fault *vmf, int i)
{
	s->in.a = vma->vm_flags;
	s->un.b = vma->vm_flags;
	printk("%lx\n", s->in.a);
	printk("%lx\n", s->un.b);
	printk("%lx\n", s->arr[i].a);
	printk("%lx\n", s->p->a);
	printk("%lx\n", (d + 1)->a);
	/* of these it knows */
	printk("%lx\n", d->a);
	printk("%lx\n", (*d).a);
	printk("%lx\n", d[i].a);
	printk("%lx\n", vmf->vma->vm_flags);
}
