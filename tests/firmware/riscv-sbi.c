// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a riscv kernel in S-mode needs below it on QEMU's "virt" machine with one
 * processor: a timer and a reset, by the SBI specification, version 0.3.
 * Debian has OpenSBI for 64 bits only.
 *
 * QEMU starts it at 0x80000000 with the processor's number in a0, the device
 * tree in a1, and in a2 where OpenSBI's fw_dynamic finds what to start.
 */
asm(".globl _start\n"
    "_start:\n"
    "	csrw	mie, zero\n"
    "	la	t0, trap\n"
    "	csrw	mtvec, t0\n"
    "	la	sp, stack + 4096\n"
    "	csrw	mscratch, sp\n"
    "	mv	s0, a0\n"
    "	mv	s1, a1\n"
    "	mv	a0, a2\n"
    "	call	setup\n"
    "	mv	a0, s0\n"
    "	mv	a1, s1\n"
    "	mret\n"
    "	.align 2\n"
    "trap:	csrrw	sp, mscratch, sp\n"	/* ours for the kernel's */
    "	addi	sp, sp, -64\n"
    "	sw	ra, 0(sp)\n"
    "	sw	t0, 4(sp)\n"
    "	sw	t1, 8(sp)\n"
    "	sw	t2, 12(sp)\n"
    "	sw	t3, 16(sp)\n"
    "	sw	t4, 20(sp)\n"
    "	sw	t5, 24(sp)\n"
    "	sw	t6, 28(sp)\n"
    "	sw	a0, 32(sp)\n"
    "	sw	a1, 36(sp)\n"
    "	sw	a2, 40(sp)\n"
    "	sw	a3, 44(sp)\n"
    "	sw	a4, 48(sp)\n"
    "	sw	a5, 52(sp)\n"
    "	sw	a6, 56(sp)\n"
    "	sw	a7, 60(sp)\n"
    "	addi	a0, sp, 32\n"
    "	call	handle\n"
    "	lw	ra, 0(sp)\n"
    "	lw	t0, 4(sp)\n"
    "	lw	t1, 8(sp)\n"
    "	lw	t2, 12(sp)\n"
    "	lw	t3, 16(sp)\n"
    "	lw	t4, 20(sp)\n"
    "	lw	t5, 24(sp)\n"
    "	lw	t6, 28(sp)\n"
    "	lw	a0, 32(sp)\n"
    "	lw	a1, 36(sp)\n"
    "	lw	a2, 40(sp)\n"
    "	lw	a3, 44(sp)\n"
    "	lw	a4, 48(sp)\n"
    "	lw	a5, 52(sp)\n"
    "	lw	a6, 56(sp)\n"
    "	lw	a7, 60(sp)\n"
    "	addi	sp, sp, 64\n"
    "	csrrw	sp, mscratch, sp\n"
    "	mret\n");

typedef unsigned int u32;

#define write_csr(csr, v)	asm volatile("csrw " #csr ", %0" :: "r"((u32)(v)))
#define set_csr(csr, v)		asm volatile("csrs " #csr ", %0" :: "r"((u32)(v)))
#define clear_csr(csr, v)	asm volatile("csrc " #csr ", %0" :: "r"((u32)(v)))
#define read_csr(csr)		({ u32 v_; asm volatile("csrr %0, " #csr : "=r"(v_)); v_; })

/* "virt": the test device, and the first processor's timer */
#define TEST		((volatile u32 *)0x100000)
#define MTIMECMP	((volatile u32 *)0x2004000)

#define STIP		(1 << 5)
#define MTIE		(1 << 7)
#define M_TIMER		0x80000007
#define ECALL_S		9

char stack[4096] __attribute__((aligned(16)));

struct dynamic {
	u32 magic, version, next, mode, options, hart;
};

__attribute__((used)) void setup(const struct dynamic *d)
{
	write_csr(pmpaddr0, -1);
	write_csr(pmpcfg0, 0x1f);	/* all of memory, for all that one does */
	write_csr(medeleg, 0xb1ff);	/* all but calls of ours */
	write_csr(mideleg, 0x222);
	write_csr(mcounteren, 7);
	clear_csr(mstatus, 0x1888);
	set_csr(mstatus, 0x0800);	/* mret goes to S-mode, */
	write_csr(mepc, d->next);	/* here */
	write_csr(satp, 0);
}

static void timer(u32 low, u32 high)
{
	MTIMECMP[1] = -1;		/* not too early in between */
	MTIMECMP[0] = low;
	MTIMECMP[1] = high;
	clear_csr(mip, STIP);
	set_csr(mie, MTIE);
}

#define TIME	0x54494d45
#define SRST	0x53525354

/* a: a0 to a7 of who called, a0 and a1 of the answer */
__attribute__((used)) void handle(u32 *a)
{
	u32 cause = read_csr(mcause), call = a[7], function = a[6], arg = a[0];

	if (cause == M_TIMER) {
		clear_csr(mie, MTIE);
		set_csr(mip, STIP);
		return;
	}
	if (cause != ECALL_S)
		*TEST = 0x3333 | 1 << 16;	/* QEMU exits with 1 */
	write_csr(mepc, read_csr(mepc) + 4);
	a[0] = 0;
	switch (call) {
	case 0x10:				/* about itself */
		a[1] = function == 0 ? 3 :
			function == 3 ? arg == 0x10 || arg == TIME || arg == SRST : 0;
		return;
	case TIME:
		timer(arg, a[1]);
		return;
	case SRST:
		*TEST = arg ? 0x7777 : 0x5555;
		for (;;)
			;
	}
	a[0] = -2;				/* not supported */
}
