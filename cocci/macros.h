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
/* Words before a declaration or behind one. */
#define __bpf_kfunc
#define __alloc_size(...)
/* Members in a group, without its other name. */
#define struct_group(name, MEMBERS...) MEMBERS
#define struct_group_attr(name, attrs, MEMBERS...) MEMBERS
#define struct_group_tagged(tag, name, MEMBERS...) MEMBERS
/* An initialised one too. */
#define DECLARE_BITMAP(name, bits) unsigned long name[bits]
/* Functions whose parameters stand as pairs. */
#define BPF_CALL_0(name) u64 name(void)
#define BPF_CALL_1(name, t1, a1) u64 name(t1 a1)
#define BPF_CALL_2(name, t1, a1, t2, a2) u64 name(t1 a1, t2 a2)
#define BPF_CALL_3(name, t1, a1, t2, a2, t3, a3) u64 name(t1 a1, t2 a2, t3 a3)
#define BPF_CALL_4(name, t1, a1, t2, a2, t3, a3, t4, a4) \
	u64 name(t1 a1, t2 a2, t3 a3, t4 a4)
#define BPF_CALL_5(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5) \
	u64 name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5)
#define SYSCALL_DEFINE0(name) \
	long name(void)
#define SYSCALL_DEFINE1(name, t1, a1) \
	long name(t1 a1)
#define SYSCALL_DEFINE2(name, t1, a1, t2, a2) \
	long name(t1 a1, t2 a2)
#define SYSCALL_DEFINE3(name, t1, a1, t2, a2, t3, a3) \
	long name(t1 a1, t2 a2, t3 a3)
#define SYSCALL_DEFINE4(name, t1, a1, t2, a2, t3, a3, t4, a4) \
	long name(t1 a1, t2 a2, t3 a3, t4 a4)
#define SYSCALL_DEFINE5(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5) \
	long name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5)
#define SYSCALL_DEFINE6(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) \
	long name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5, t6 a6)
#define COMPAT_SYSCALL_DEFINE0(name) \
	long name(void)
#define COMPAT_SYSCALL_DEFINE1(name, t1, a1) \
	long name(t1 a1)
#define COMPAT_SYSCALL_DEFINE2(name, t1, a1, t2, a2) \
	long name(t1 a1, t2 a2)
#define COMPAT_SYSCALL_DEFINE3(name, t1, a1, t2, a2, t3, a3) \
	long name(t1 a1, t2 a2, t3 a3)
#define COMPAT_SYSCALL_DEFINE4(name, t1, a1, t2, a2, t3, a3, t4, a4) \
	long name(t1 a1, t2 a2, t3 a3, t4 a4)
#define COMPAT_SYSCALL_DEFINE5(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5) \
	long name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5)
#define COMPAT_SYSCALL_DEFINE6(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) \
	long name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5, t6 a6)
/* They declare a local, and fill it. */
#define VMG_STATE(name, mm_, vmi_, start_, end_, flags_, pgoff_) \
	struct vma_merge_struct name = { .flags = flags_ }
#define VMG_VMA_STATE(name, vmi_, prev_, vma_, start_, end_) \
	struct vma_merge_struct name = { .flags = (vma_)->vm_flags }
