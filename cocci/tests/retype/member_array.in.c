/* SPDX-License-Identifier: GPL-2.0-only */
/* Arrays in structures. */
struct made {
	unsigned long saved[2];
	unsigned long sizes[2];
	struct {
		unsigned long inner[3];
	} in;
	union {
		unsigned long either[2];
		int none;
	};
};

static void save(struct made *m, struct vm_area_struct *vma, int i)
{
	m->saved[i] = vma->vm_flags;
	m->in.inner[i] = m->saved[0];
	m->either[i] = vma->vm_flags & VM_READ;
	m->sizes[i] = vma->vm_end - vma->vm_start;
}
