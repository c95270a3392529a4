// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's side of the vm_flags test: it measures, test.c judges.
 *
 * /proc/vm_flags/report says how wide vm_flags is, and for every flag of
 * include/linux/mm.h what is left of a vm_flags with its high half full when
 * the flag is cleared the way the kernel does it.
 *
 * /proc/vm_flags/vma at offset ADDR reads as a struct vma_state of the calling
 * process's VMA there, and a u64 written there replaces the high half of its
 * flags. Offset 0 stands for mm->def_flags.
 *
 * It must compile, and then fail, where vm_flags_t is 32 bits wide. Hence the
 * values go through u64 and only the accesses under test have the kernel's
 * types.
 */
#include <linux/hugetlb.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/personality.h>
#include <linux/pkeys.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>

struct vma_state {
	u64 flags, start, end;
};

/* Where they are: from 6.3 on the member is const, for its lock's sake. */
#define FLAGS(vma) ((__unqual_scalar_typeof((vma)->vm_flags) *)&(vma)->vm_flags)

#ifdef NUM_VMA_FLAG_BITS	/* Linux 7: a bitmap, its first word a vm_flags_t */
static u64 all_of(const vma_flags_t *flags)
{
	u64 all = 0;
	int i;

	for (i = 0; i < BITS_TO_LONGS(NUM_VMA_FLAG_BITS); i++)
		all |= (u64)flags->__vma_flags[i] << (i * BITS_PER_LONG);
	return all;
}

static void set_all_of(vma_flags_t *flags, u64 all)
{
	int i;

	for (i = 0; i < BITS_TO_LONGS(NUM_VMA_FLAG_BITS); i++)
		flags->__vma_flags[i] = all >> (i * BITS_PER_LONG);
}
#define ALL_FLAGS(vma)		all_of(&(vma)->flags)
#define SET_ALL_FLAGS(vma, all)	set_all_of(&(vma)->flags, all)
#define DEF_FLAGS(mm)		all_of(&(mm)->def_vma_flags)
#define SET_DEF_FLAGS(mm, all)	set_all_of(&(mm)->def_vma_flags, all)
#else
#define ALL_FLAGS(vma)		((__force u64)(vma)->vm_flags)
#define SET_ALL_FLAGS(vma, all)	(*FLAGS(vma) = (__force vm_flags_t)(all))
#define DEF_FLAGS(mm)		((__force u64)(mm)->def_flags)
#define SET_DEF_FLAGS(mm, all)	((mm)->def_flags = (__force vm_flags_t)(all))
#endif

static int report_show(struct seq_file *m, void *unused)
{
	static struct vm_area_struct area;
	struct vm_area_struct *vma = &area;
	u64 before;

#ifdef NUM_VMA_FLAG_BITS
	seq_printf(m, "sizeof vma_flags_t %zu\n", sizeof(vma_flags_t));
	seq_printf(m, "sizeof vma->flags %zu\n", sizeof(vma->flags));
#else
	seq_printf(m, "sizeof vm_flags_t %zu\n", sizeof(vm_flags_t));
	seq_printf(m, "sizeof vma->vm_flags %zu\n", sizeof(vma->vm_flags));
#endif

#define REPORT(line, x, set, op)					\
do {									\
	SET_ALL_FLAGS(vma, GENMASK_ULL(63, 32) | (__force u64)(set));	\
	before = ALL_FLAGS(vma);					\
	*FLAGS(vma) &= op x;						\
	seq_printf(m, line " %llx %llx %llx\n",				\
		   (unsigned long long)(__force u64)(x),		\
		   (unsigned long long)before,				\
		   (unsigned long long)ALL_FLAGS(vma));			\
} while (0);
/* #x here: one macro further in it would be the value */
#define FLAG(x) REPORT("clear " #x, x, x, ~)
#define MASK(x) REPORT("keep " #x, x, 0xffffffff, )
/* of a bitmap, by the function for it */
#define BITMAP(x)							\
do {									\
	SET_ALL_FLAGS(vma, GENMASK_ULL(63, 32) | BIT_ULL((__force int)x)); \
	before = ALL_FLAGS(vma);					\
	vma_flags_clear(&vma->flags, x);				\
	seq_printf(m, "clear " #x " %llx %llx %llx\n",			\
		   BIT_ULL((__force int)x), (unsigned long long)before,	\
		   (unsigned long long)ALL_FLAGS(vma));			\
} while (0);
#include "flags.h"
#if defined(NUM_VMA_FLAG_BITS)
	SET_ALL_FLAGS(vma, BIT_ULL((__force int)VMA_DROPPABLE_BIT));
	seq_printf(m, "name VM_DROPPABLE %pGv\n", &vma->flags);
#elif defined(VM_DROPPABLE)
	*FLAGS(vma) = VM_DROPPABLE;
	seq_printf(m, "name VM_DROPPABLE %pGv\n", &vma->vm_flags);
#endif
	return 0;
}

static u64 high_half(u64 flags, u64 high)
{
	return (u32)flags | (high & GENMASK_ULL(63, 32));
}

static ssize_t vma_read(struct file *file, char __user *buf, size_t len,
			loff_t *pos)
{
	struct mm_struct *mm = current->mm;
	struct vma_state state = {};
	struct vm_area_struct *vma;
	int ret = 0;

	if (len != sizeof(state))
		return -EINVAL;
	mmap_read_lock(mm);
	vma = find_vma(mm, *pos);
	if (!*pos) {
		state.flags = DEF_FLAGS(mm);
	} else if (vma && vma->vm_start <= *pos) {
		state.flags = ALL_FLAGS(vma);
		state.start = vma->vm_start;
		state.end = vma->vm_end;
	} else {
		ret = -EFAULT;
	}
	mmap_read_unlock(mm);
	if (!ret && copy_to_user(buf, &state, len))
		ret = -EFAULT;
	return ret ?: len;
}

static ssize_t vma_write(struct file *file, const char __user *buf, size_t len,
			 loff_t *pos)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	ssize_t ret = len;
	u64 high;

	if (len != sizeof(high))
		return -EINVAL;
	if (copy_from_user(&high, buf, len))
		return -EFAULT;
	mmap_write_lock(mm);
	vma = find_vma(mm, *pos);
	if (!*pos)
		SET_DEF_FLAGS(mm, high_half(DEF_FLAGS(mm), high));
	else if (vma && vma->vm_start <= *pos)
		SET_ALL_FLAGS(vma, high_half(ALL_FLAGS(vma), high));
	else
		ret = -EFAULT;
	mmap_write_unlock(mm);
	return ret;
}

static const struct proc_ops vma_ops = {
	.proc_read	= vma_read,
	.proc_write	= vma_write,
	.proc_lseek	= default_llseek,
};

static int __init vm_flags_test_init(void)
{
	struct proc_dir_entry *dir = proc_mkdir("vm_flags", NULL);

	if (dir && proc_create_single("report", 0400, dir, report_show) &&
	    proc_create("vma", 0600, dir, &vma_ops))
		return 0;
	remove_proc_subtree("vm_flags", NULL);
	return -ENOMEM;
}

static void __exit vm_flags_test_exit(void)
{
	remove_proc_subtree("vm_flags", NULL);
}

module_init(vm_flags_test_init);
module_exit(vm_flags_test_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("what vma->vm_flags holds, for tests/guest/vm_flags/test.c");
