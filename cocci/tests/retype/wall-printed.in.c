/* SPDX-License-Identifier: GPL-2.0-only */
/* What format.cocci can't edit: a part of a value, a format that is chosen or kept. */
unsigned long flags_of(struct vm_area_struct *vma)
{
	return vma->vm_flags;
}

void print(struct vm_area_struct *vma, const char *fmt, int wide, char *buf)
{
	unsigned long flags = vma->vm_flags, in;

	printk("%px %s %lx\n", vma, buf, flags & VM_READ);
	printk("%lx\n", wide ? flags : 0);
	printk("%lx\n", (unsigned long)(flags | VM_EXEC));
	printk("%lx\n", flags_of(vma));
	printk(wide ? "%lx\n" : "%08lx\n", flags);
	pr_info(fmt, flags);
	snprintf(buf, 8, fmt, flags);
	/* these it can */
	printk("%lx\n", flags);
	printk("%lx\n", (unsigned long)flags);
	/* no flags are printed here */
	printk("%s\n", flags & VM_READ ? "r" : "-");
	printk("%d\n", flags != 0);
	create("name", flags | VM_READ);
	sscanf(buf, "%lx", &in);
	vma->vm_flags |= in;
}
