/* SPDX-License-Identifier: GPL-2.0-only */
/* A table by flags, entered at a constant. */
static int __init adjust(void)
{
	protection_map[VM_EXEC] = PAGE_EXECONLY;
	protection_map[VM_EXEC | VM_SHARED] = PAGE_EXECONLY;
	areas[VM_ALLOC] = protection_map[0];
	return 0;
}
