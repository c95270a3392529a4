/* SPDX-License-Identifier: GPL-2.0-only */
/* What another file does with it: see across.also.c. */
struct common {
	unsigned long bits;
	unsigned long size;
};

unsigned long calc(struct common *common);
int take(unsigned long addr, unsigned long x);

int take(unsigned long addr, unsigned long x)
{
	return addr && x;
}

unsigned long calc(struct common *common)
{
	return common->size;
}

static int own(unsigned long x)
{
	return x != 0;
}
