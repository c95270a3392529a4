// SPDX-License-Identifier: GPL-2.0-only
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include "area/area.h"
#include "demo.h"

/* a variable of the driver, and one of the file */
/* becomes: vm_flags_t demo_default = VM_READ | VM_WRITE; */
unsigned long demo_default = VM_READ | VM_WRITE;
/* becomes: static vm_flags_t demo_never = VM_EXEC; */
static unsigned long demo_never = VM_EXEC;
/* the type of this one is said twice */
static ulong demo_extra;
module_param(demo_extra, ulong, 0444);

/* nor can what the kernel writes to as a number be of another width */
static unsigned long demo_mask;

static struct demo demo_one;

/* becomes: static int demo_allow(struct demo *demo, vm_flags_t wanted) */
static int demo_allow(struct demo *demo, unsigned long wanted)
{
	return wanted & demo_never & ~demo->may ? -EPERM : 0;
}

static void demo_resize(struct demo *demo, unsigned long size)
{
	demo->size = size;
}

static const struct demo_ops demo_ops = {
	.allow = demo_allow,
	.resize = demo_resize,
};

/* becomes: static bool demo_count(vm_flags_t perms, void *data) */
static bool demo_count(unsigned long perms, void *data)
{
	unsigned int *n = data;

	*n += perms != 0;
	return true;
}

/* a hook of the kernel, which has the type of flags there */
static int demo_mprotect(struct vm_area_struct *vma, unsigned long start,
			 /* becomes: unsigned long end, vm_flags_t newflags) */
			 unsigned long end, unsigned long newflags)
{
	return demo_area_check(vma->vm_private_data, newflags & (VM_READ | VM_WRITE | VM_EXEC));
}

static const struct vm_operations_struct demo_vm_ops = {
	.mprotect = demo_mprotect,
};

/* flags of mmap(), and none of a vma */
static unsigned long demo_area(struct file *file, unsigned long addr, unsigned long len,
			       unsigned long pgoff, unsigned long flags)
{
	return flags & 0x10 ? addr : -ENOMEM;
}

/* what the kernel calls has the type that the kernel says */
static int demo_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct vm_area_struct *vma = data;

	/* listed: what demo_pte\(\) returns also takes what is no flag: what calls it knows another type */
	return vma->vm_flags & VM_READ;
}

/* a message to the device */
struct demo_message {
	__le32 op;
	u32 flags;
} __packed;

static void demo_send(void __iomem *to, struct vm_area_struct *vma)
{
	struct demo_message m = { .op = cpu_to_le32(1) };

	/* listed: member flags of struct demo_message is in a struct that user space or a device sees.* */
	m.flags = vma->vm_flags;
	memcpy_toio(to, &m, sizeof(m));
}

static int demo_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct demo *demo = &demo_one;
	/* a local */
	/* becomes: vm_flags_t perms = vma->vm_flags & (VM_READ | VM_WRITE | VM_EXEC); */
	unsigned long perms = vma->vm_flags & (VM_READ | VM_WRITE | VM_EXEC);
	unsigned int n = 0;
	int ret;

	ret = demo_area_check(demo, perms);
	if (ret)
		return ret;
	demo_area_narrow(&perms);
	demo_area_narrow(&demo->may);
	if (demo_area_each(demo, demo_count, &n) || !n)
		return -EINVAL;
	demo->may |= demo_wanted(demo, n);
	/* listed: member prot of struct demo is a demo_prot_t */
	demo->prot = perms;
	/* listed: member flags of struct demo_info is in a struct that user space or a device sees.* */
	demo->info.flags = perms;
	/* listed: demo_extra also takes what is no flag: main.c:[0-9]* gives it the value of a parameter or attribute.* */
	vm_flags_set(vma, VM_DONTEXPAND | demo_extra);
	/* listed: demo_mask also takes what is no flag: main.c:[0-9]* gives it what debugfs_create_ulong\(\) takes by a pointer */
	demo_mask = perms & VM_READ;
	/* listed: demo_keep\(\) is a macro, which is not looked into */
	demo_keep(demo, perms);
	vma->vm_page_prot = demo_area_prot(n);
	vma->vm_private_data = demo;
	vma->vm_ops = &demo_vm_ops;
	demo_report(demo, vma);
	if (demo->io)
		demo_send(demo->io, vma);
	return apply_to_page_range(vma->vm_mm, vma->vm_start, PAGE_SIZE, demo_pte, vma);
}

static long demo_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	if (cmd != DEMO_INFO)
		return -ENOTTY;
	return copy_to_user((void __user *)arg, &demo_one.info, sizeof(demo_one.info)) ? -EFAULT : 0;
}

static const struct file_operations demo_fops = {
	.owner = THIS_MODULE,
	.mmap = demo_mmap,
	.get_unmapped_area = demo_area,
	.unlocked_ioctl = demo_ioctl,
};

static struct miscdevice demo_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "demo",
	.fops = &demo_fops,
};

static int __init demo_init(void)
{
	demo_one.ops = &demo_ops;
	demo_one.may = demo_default;
	/* becomes: pr_debug("demo: %llx\n", (__force u64)demo_default); */
	pr_debug("demo: %lx\n", demo_default);
	debugfs_create_ulong("demo_mask", 0444, NULL, &demo_mask);
	demo_one.ops->resize(&demo_one, PAGE_SIZE);
	return misc_register(&demo_device);
}

static void __exit demo_exit(void)
{
	misc_deregister(&demo_device);
}

module_init(demo_init);
module_exit(demo_exit);
MODULE_DESCRIPTION("Carries vma flags in many shapes");
MODULE_LICENSE("GPL");
