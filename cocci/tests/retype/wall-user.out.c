/* SPDX-License-Identifier: GPL-2.0-only */
/* What user space sees keeps its size. */
struct area_args {
	unsigned long start;
	unsigned long flags;
};

struct inner {
	unsigned int prot;
};

struct report {
	struct inner inner;
	unsigned long flags;
};

struct request {
	u32 flags;
};

#define AREA_GET	_IOR('a', 1, struct request)

struct message {
	unsigned int flags;
};

int get(struct vm_area_struct *vma, void __user *p, struct report *r)
{
	struct area_args args;
	unsigned long word = vma->vm_flags;

	args.start = vma->vm_start;
	args.flags = vma->vm_flags;
	r->inner.prot = vma->vm_flags;
	r->flags = vma->vm_flags;
	if (copy_to_user(p, &args, sizeof(args)) || copy_to_user(p, r, sizeof(*r)))
		return -EFAULT;
	return copy_to_user(p, &word, sizeof(word));
}

int put(struct vm_area_struct *vma, struct request *req, unsigned long __user *to)
{
	req->flags = vma->vm_flags;
	return put_user(vma->vm_flags, to);
}

int netlink(struct vm_area_struct *vma, struct nlmsghdr *nlh)
{
	struct message *m = nlmsg_data(nlh);

	m->flags = vma->vm_flags;
	return 0;
}
