// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mappings are split, merged, moved and cut: what is droppable stays so, and
 * its neighbours don't become it.
 */
#include "droppable.h"

#ifndef MREMAP_DONTUNMAP
#define MREMAP_DONTUNMAP 4
#endif

#define LEN	(8 * page)

static char *at(char *where, size_t len, int flags)
{
	char *p = mmap(where, len, RW, flags | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

	if (p != where)
		die("mmap(MAP_FIXED)");
	return p;
}

/* All pages of [p, p + len) are droppable, or none is. */
static bool uniform(const char *p, size_t len, bool want)
{
	size_t i;

	for (i = 0; i < len; i += page)
		if (has(p + i, "dp") != want)
			return false;
	return true;
}

int main(void)
{
	char *room, *p, *q;

	begin();
	/* neighbours of either kind, and nobody else's */
	room = mmap(NULL, 32 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (room == MAP_FAILED)
		die("mmap");
	p = at(room + 8 * page, LEN, MAP_DROPPABLE);
	at(room + 7 * page, page, MAP_PRIVATE);
	at(room + 16 * page, page, MAP_PRIVATE);
	result(mappings(room + 7 * page, 10 * page) == 3, "no merge with private neighbours");
	result(uniform(p, LEN, true) && uniform(room + 7 * page, page, false) &&
	       uniform(room + 16 * page, page, false), "private neighbours stay private");

	at(room + 16 * page, page, MAP_DROPPABLE);
	result(mappings(p, LEN + page) == 1, "merges with a droppable neighbour");

	fill(p, LEN, 'a');
	result(!mprotect(p + 2 * page, page, PROT_READ), "mprotect in the middle");
	result(mappings(p, LEN) == 3 && uniform(p, LEN, true), "three parts, all droppable");
	result(!mprotect(p + 2 * page, page, RW), "mprotect back");
	result(mappings(p, LEN) == 1 && uniform(p, LEN, true), "one again");
	result(all(p, LEN, 'a'), "contents are there");

	/* the neighbour, made like it by all that can be asked for */
	q = at(room + 7 * page, page, MAP_PRIVATE | MAP_NORESERVE);
	madvise(q, page, MADV_WIPEONFORK);
	madvise(q, page, MADV_DONTDUMP);
	result(mappings(q, 2 * page) == 2 && uniform(q, page, false),
	       "a neighbour with all the other flags isn't merged");

	result(!munmap(p + 3 * page, page), "munmap in the middle");
	result(uniform(p, 3 * page, true) && uniform(p + 4 * page, 4 * page, true),
	       "both ends are droppable");
	result(all(p, 3 * page, 'a') && all(p + 4 * page, 4 * page, 'a'), "both ends keep theirs");

	q = mremap(p, 3 * page, 6 * page, MREMAP_MAYMOVE);
	result(q != MAP_FAILED && uniform(q, 6 * page, true), "mremap: grown or moved, droppable");
	result(q != MAP_FAILED && all(q, 3 * page, 'a') && all(q + 3 * page, 3 * page, 0),
	       "mremap: contents moved with it");
	p = room + 24 * page;
	q = mremap(q, 6 * page, 6 * page, MREMAP_MAYMOVE | MREMAP_FIXED, p);
	result(q == p && uniform(p, 6 * page, true) && all(p, 3 * page, 'a'),
	       "mremap to a fixed place");
	q = mremap(p, 6 * page, 6 * page, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL);
	result(q != MAP_FAILED && uniform(q, 6 * page, true) && all(q, 3 * page, 'a'),
	       "mremap(MREMAP_DONTUNMAP): the new one is droppable");
	result(uniform(p, 6 * page, true) && all(p, 6 * page, 0),
	       "mremap(MREMAP_DONTUNMAP): the old one too, and empty");
	q = mremap(q, 6 * page, 2 * page, 0);
	result(q != MAP_FAILED && uniform(q, 2 * page, true), "mremap: shrunk");
	return finish();
}
