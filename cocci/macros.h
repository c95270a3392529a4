/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Macros that hide code from Coccinelle, on top of its standard.h
 * (--macro-file-builtins; --macro-file is not looked at there).
 */
#define __randomize_layout
/* do { } for_each_vma(); is no loop that it knows. */
#define for_each_vma_range(vmi, vma, end) \
	while (((vma) = vma_find(&(vmi), (end))) != NULL)
#define for_each_vma(vmi, vma) \
	while (((vma) = vma_next(&(vmi))) != NULL)
/* Nor does it know a statement before a block. */
#define scoped_guard(...) if (1)
#define scoped_cond_guard(...) if (1)
