/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Macros that hide a declaration from Coccinelle, on top of its standard.h
 * (--macro-file-builtins; --macro-file is not looked at there).
 */
#define __randomize_layout
