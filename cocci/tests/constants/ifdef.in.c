/* SPDX-License-Identifier: GPL-2.0-only */
/* Every arm, whatever the configuration. */
#define VM_NONE		0x00000000

#ifdef CONFIG_MMU
#define VM_UFFD_MISSING	0x00000200
#else
#define VM_MAYOVERLAY	0x00000200
#define VM_UFFD_MISSING	0
#endif

#if defined(CONFIG_X86)
# define VM_PAT		VM_ARCH_1
#elif defined(CONFIG_ARM64)
# define VM_MTE		BIT(4)
#else
# define VM_MTE		VM_NONE
#endif

#ifndef VM_GROWSUP
# define VM_GROWSUP	VM_NONE
#endif

extern unsigned int kobjsize(const void *objp);
#ifdef CONFIG_MMU
#define VM_LATER	0x1
#endif
