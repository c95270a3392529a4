// SPDX-License-Identifier: GPL-2.0-only
#include "area.h"

/* an array */
/* becomes: static const vm_flags_t demo_levels[] = { VM_READ, VM_READ | VM_WRITE, VM_READ | VM_WRITE | VM_EXEC }; */
static const unsigned long demo_levels[] = { VM_READ, VM_READ | VM_WRITE, VM_READ | VM_WRITE | VM_EXEC };

/* a parameter and its prototype in a header */
/* becomes: int demo_area_check(struct demo *demo, vm_flags_t perms) */
int demo_area_check(struct demo *demo, unsigned long perms)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(demo_levels); i++)
		if (perms == demo_levels[i])
			return demo->ops->allow(demo, perms);
	return -EPERM;
}

/* becomes: void demo_area_narrow(vm_flags_t *perms) */
void demo_area_narrow(unsigned long *perms)
{
	*perms &= ~VM_EXEC;
}

/* a callback, by a type of its own and without */
int demo_area_each(struct demo *demo, demo_visit_t visit, void *data)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(demo_levels); i++)
		if (!visit(demo_levels[i] & demo->may, data))
			return -EINTR;
	return 0;
}

/* what only a function of the kernel says is of flags */
/* becomes: static pgprot_t demo_area_page(vm_flags_t how) */
static pgprot_t demo_area_page(unsigned long how)
{
	return vm_get_page_prot(how);
}

pgprot_t demo_area_prot(unsigned int how)
{
	return how ? demo_area_page(VM_READ) : PAGE_NONE;
}
