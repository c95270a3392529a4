/* SPDX-License-Identifier: GPL-2.0-only */
/* Only names that begin with VM_; a shift is the author's own. */
#define VM_NONE		VM_FLAG(0x00000000)
#define VM_READ		VM_FLAG(0x00000001)
#define MM_OTHER	0x00000002
#define DEFAULT_FLAGS	BIT(3)
#define VM_SHIFTED	(VM_READ << 4)

struct behind;
