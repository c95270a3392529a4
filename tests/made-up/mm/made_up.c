// SPDX-License-Identifier: GPL-2.0-only
/*
 * Not a part of Linux: what tests/checks/made-up.sh puts into a tree.  Lines
 * that end in "flags" hold vma flags, lines that end in "stays" only look like it.
 */
#include <linux/made_up.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <asm/made_up.h>

static unsigned long made_up_default = VM_READ | VM_MAYREAD;	/* flags */
static unsigned long made_up_page_flags;			/* stays */
static DEFINE_SPINLOCK(made_up_lock);

unsigned long made_up_merge(unsigned long old, unsigned long new)	/* flags */
{
	unsigned long both = old | new;				/* flags */

	return both & ~VM_LOCKED;
}

int made_up_walk(unsigned long start, unsigned long end)	/* stays */
{
	unsigned long addr, flags;				/* stays */

	spin_lock_irqsave(&made_up_lock, flags);
	for (addr = start; addr < end; addr += PAGE_SIZE)
		cond_resched_lock(&made_up_lock);
	spin_unlock_irqrestore(&made_up_lock, flags);
	return 0;
}

void made_up_get(struct vm_area_struct *vma, unsigned long *flags)	/* flags */
{
	*flags = vma->vm_flags;
}

/* By way of another's pointer, and a conditional. */
static unsigned long made_up_of(struct vm_area_struct *vma)	/* flags */
{
	unsigned long mine, def = 0;				/* flags */

	made_up_get(vma, &mine);
	if (vma->vm_mm)
		def = vma->vm_mm->def_flags;
	return mine ? mine : def;
}

/* A bool of flags is none. */
static bool made_up_writable(struct vm_area_struct *vma)
{
	unsigned long writable = !!(vma->vm_flags & VM_WRITE);	/* stays */

	return writable;
}

/* Flags that are a number: an index. */
static const char made_up_names[][3] = {
	[VM_NONE] = "--",
	[VM_READ] = "r-",
	[VM_WRITE] = "-w",
	[VM_READ | VM_WRITE] = "rw",
};

const char *made_up_name(struct vm_area_struct *vma)
{
	return made_up_names[vma->vm_flags & (VM_READ | VM_WRITE)];
}

/* Flags of a page, of vmalloc(), of mmap(), of an allocation. */
unsigned long made_up_others(struct page *page, struct vm_struct *area)	/* stays */
{
	unsigned long flags = page->flags;			/* stays */
	unsigned long area_flags = area->flags | VM_IOREMAP;	/* stays */
	unsigned long map_flags = MAP_SHARED | MAP_FIXED;	/* stays */
	unsigned long prot = PROT_READ | PROT_EXEC;		/* stays */

	made_up_page_flags = flags;
	return flags | area_flags | map_flags | prot;
}

int made_up_show(struct vm_area_struct *vma, struct made_up_area *a)
{
	unsigned long flags = made_up_of(vma);			/* flags */
	const unsigned long keep = VM_SPECIAL | VM_HUGETLB;	/* flags */

	a->may = made_up_merge(flags, made_up_default);
	a->start = vma->vm_start;
	a->state = made_up_writable(vma);
	if (a->may & made_up_arch_flags(a->state))
		return -EINVAL;
	pr_debug("%lx: may %lx, all of %08lx\n", a->start, a->may, flags);	/* print 2 */
	return made_up_allowed(a, keep) ? 0 : -EPERM;
}
