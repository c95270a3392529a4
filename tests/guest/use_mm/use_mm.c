// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's side of the use_mm test: it does, test.c judges.
 *
 * The address that is written to /proc/use_mm/copy (u64) is of the writer's
 * memory.  A kernel thread that uses the writer's mm copies a byte there, and the
 * write has its error.
 *
 * /proc/use_mm/noretry says what is added to gfp masks while a task is in the
 * scope of memalloc_noretry_save(): to its own, and to those of a timer that
 * interrupts it.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/sched/mm.h>
#include <linux/seq_file.h>
#include <linux/timer.h>
#include <linux/uaccess.h>

struct copy {
	struct mm_struct *mm;
	char __user *to;
	int error;
	struct completion done;
};

static int copier(void *data)
{
	struct copy *copy = data;

	kthread_use_mm(copy->mm);
	if (copy_to_user(copy->to, "*", 1))
		copy->error = -EFAULT;
	kthread_unuse_mm(copy->mm);
	complete(&copy->done);
	return 0;
}

static ssize_t copy_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct copy copy = { .mm = current->mm };
	struct task_struct *thread;
	u64 to;

	if (len != sizeof(to))
		return -EINVAL;
	if (copy_from_user(&to, buf, len))
		return -EFAULT;
	copy.to = (char __user *)(unsigned long)to;
	init_completion(&copy.done);
	thread = kthread_run(copier, &copy, "use_mm");
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	wait_for_completion(&copy.done);
	return copy.error ?: len;
}

static const struct proc_ops copy_ops = {
	.proc_write	= copy_write,
	.proc_lseek	= default_llseek,
};

static struct task_struct *interrupted;
static gfp_t in_timer;
static bool fired;

static void tick(struct timer_list *unused)
{
	in_timer = current == interrupted ? current_gfp_context(GFP_ATOMIC) & ~GFP_ATOMIC : 0;
	/* if it was another's, there is another try */
	if (current == interrupted)
		WRITE_ONCE(fired, true);
}

static DEFINE_TIMER(timer, tick);

static int noretry_show(struct seq_file *m, void *unused)
{
	unsigned int noretry = memalloc_noretry_save(), tries;
	gfp_t in_task = current_gfp_context(GFP_KERNEL) & ~GFP_KERNEL;

	interrupted = current;
	fired = false;
	for (tries = 0; tries < 1000 && !READ_ONCE(fired); tries++) {
		preempt_disable();
		mod_timer(&timer, jiffies + 1);
		while (timer_pending(&timer) && !READ_ONCE(fired))
			cpu_relax();
		preempt_enable();
	}
	timer_delete_sync(&timer);
	memalloc_noretry_restore(noretry);
	seq_printf(m, "task %x\n", (__force unsigned int)in_task);
	if (fired)
		seq_printf(m, "timer %x\n", (__force unsigned int)in_timer);
	return 0;
}

static int __init use_mm_init(void)
{
	struct proc_dir_entry *dir = proc_mkdir("use_mm", NULL);

	if (dir && proc_create_single("noretry", 0400, dir, noretry_show) &&
	    proc_create("copy", 0200, dir, &copy_ops))
		return 0;
	remove_proc_subtree("use_mm", NULL);
	return -ENOMEM;
}

static void __exit use_mm_exit(void)
{
	remove_proc_subtree("use_mm", NULL);
}

module_init(use_mm_init);
module_exit(use_mm_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("a kernel thread in user memory, for tests/guest/use_mm/test.c");
