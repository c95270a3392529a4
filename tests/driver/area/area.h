/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DEMO_AREA_H
#define DEMO_AREA_H

#include "../demo.h"

/* parameters, by value and by pointer, that main.c gives; their definition is in area.c */
/* becomes: int demo_area_check(struct demo *demo, vm_flags_t perms); */
int demo_area_check(struct demo *demo, unsigned long perms);
/* becomes: void demo_area_narrow(vm_flags_t *perms); */
void demo_area_narrow(unsigned long *perms);
int demo_area_each(struct demo *demo, demo_visit_t visit, void *data);
pgprot_t demo_area_prot(unsigned int how);

#endif
