// SPDX-License-Identifier: GPL-2.0-only
/*
 * Not a part of Linux: what tests/checks/made-up.sh puts into a tree.
 */
#include <linux/fs.h>
#include <linux/made_up.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

#define MADE_UP_FLAGS	(VM_IO | VM_DONTEXPAND | VM_DONTDUMP)

static unsigned long made_up_translate(unsigned long flags)	/* flags */
{
	return flags & MADE_UP_FLAGS;
}

static long made_up_ioctl(unsigned int cmd, unsigned long arg)	/* stays */
{
	return cmd == arg ? 0 : -ENOTTY;
}

static const struct made_up_ops made_up_ops = {
	.translate	= made_up_translate,
	.ioctl		= made_up_ioctl,
};

static int made_up_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;	/* stays */
	unsigned long want[2] = { VM_READ, VM_WRITE };		/* flags */
	unsigned long flags;					/* flags */
	unsigned long pfn = vma->vm_pgoff;			/* stays */

	flags = made_up_ops.translate(vma->vm_flags);
	if (flags & want[size > PAGE_SIZE])
		return -EINVAL;
	pr_debug("made_up: flags %#lx, size %#lx\n", vma->vm_flags, size);	/* print 1 */
	return remap_pfn_range(vma, vma->vm_start, pfn, size, vma->vm_page_prot);
}

static long made_up_unlocked_ioctl(struct file *file, unsigned int cmd,
				   unsigned long arg)		/* stays */
{
	return made_up_ops.ioctl(cmd, arg);
}

static const struct file_operations made_up_fops = {
	.owner		= THIS_MODULE,
	.mmap		= made_up_mmap,
	.unlocked_ioctl	= made_up_unlocked_ioctl,
};

static struct miscdevice made_up_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "made_up",
	.fops	= &made_up_fops,
};
module_misc_device(made_up_misc);
MODULE_LICENSE("GPL");
