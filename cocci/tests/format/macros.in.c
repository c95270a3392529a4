/* SPDX-License-Identifier: GPL-2.0-only */
/* A macro in the format, or before the value, stands for any number of them. */
void f(struct vm_area_struct *vma, struct fid *fid, unsigned long off)
{
	printk("fid " DFID " flags %lx at %lu\n", PFID(fid), vma->vm_flags, off);
	printk("fid %s flags %lx at %lu\n", PFID(fid), vma->vm_flags, off);
	printk(HEAD "flags %lx at %lu\n", vma->vm_flags, off);
	printk("flags %lx " TAIL, vma->vm_flags, off);
	printk("flags " FLAGS "\n", vma->vm_flags);
}

void g(vm_flags_t vm_flags, u64 off)
{
	printk(KERN_INFO "at %" PRIx64 " flags %lx\n", off, vm_flags);
	printk("at " PREFIX "%lx\n", vm_flags);
}
