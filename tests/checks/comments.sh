#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# comments.sh - what comments and documentation say of the type of what is retyped
#
# Of a made tree.  In a line with MEND each "unsigned long" must become vm_flags_t ("an"
# before it "a"), one with LIST must be listed, and no other changes or is listed.
# KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: comments
#   when: test
#   of: ours
#   reads: kernel cocci sparse-checks tests/small-tree.sh
#   takes: 10 s
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
needs='parallel flock'
. "$top/tests/small-tree.sh"
export KERNEL="$tmp/tree"
repo
printf '\npatch prep\ncocci retype\ntext comments\ncocci constants\n' > "$tmp/repo/kernel/topics/conversion"
tree
mkdir -p "$tmp/tree/Documentation/translations/zh_CN" "$tmp/tree/drivers/misc" "$tmp/tree/arch/x/lib"
cat > "$tmp/tree/include/linux/b.h" <<'C'
/**
 * struct b_ops - what b can do
 * @protect: called with (unsigned long) flags
 * @kept: unsigned long, of the last area MEND
 * @count: unsigned long, of areas
 */
struct b_ops {
	int (*protect)(struct vm_area_struct *vma, unsigned long newflags);
	unsigned long kept; /* an unsigned long kept MEND */
	unsigned long count; /* unsigned long count */
};

/* b_flags(struct vm_area_struct *, unsigned long) MEND */
unsigned long b_flags(struct vm_area_struct *vma, unsigned long vm_flags);

/* An area of vmalloc's: other(unsigned long vm_flags), in an unsigned long flags. */
int other(unsigned long x);
C
cat > "$tmp/tree/mm/b.c" <<'C'
/**
 * b_flags - what is kept of them
 * @vma: the area
 * @vm_flags: an unsigned long of VM_* MEND
 *	of which an unsigned long is made LIST
 *
 * It is unsigned long b_flags(struct vm_area_struct *vma, MEND
 *			       unsigned long vm_flags); MEND
 *
 * Return: unsigned long, of the same MEND
 */
unsigned long b_flags(struct vm_area_struct *vma, unsigned long vm_flags)
{
	/* unsigned long kept, and unsigned long start */
	unsigned long here = vma->vm_flags | vm_flags; // unsigned long here MEND

	/*
	 * Not unsigned int here LIST
	 * but an unsigned long here, or an unsigned long vm_flags MEND
	 */
	return here;
}

/* b_flags(unsigned long vm_flags, struct vm_area_struct *vma) LIST */
/* b_flags(struct vm_area_struct *vma, int vm_flags) LIST */
/* b_flags(struct vm_area_struct *vma, unsigned long f, int more) LIST */
/* unsigned int b_flags(void) LIST */
/* b_flags(vma, 0) takes long, pointer or intended; unsigned long b_flags_of(x). */

/* unsigned long newflags, before what has it MEND */
static int b_local(struct vm_area_struct *vma, unsigned long newflags)
{
	const char *s = "/* unsigned long newflags */";

	return b_flags(vma, newflags) != 0 && s;
}

/* It is unsigned long newflags above. */
int b_set(struct vm_area_struct *vma, struct b_ops *ops)
{
	ops->kept = vma->vm_flags;
	return ops->protect(vma, vma->vm_flags) + b_local(vma, vma->vm_flags);
}
/**************************************
 * unsigned long kept of b_ops LIST   *
 **************************************/
C
cat > "$tmp/tree/drivers/misc/c.c" <<'C'
/*
 * Another b_local(struct vm_area_struct *vma, unsigned long newflags), LIST
 * and vma->vm_flags is an unsigned long, LIST
 * and an unsigned long vm_flags is what they are. LIST
 * An unsigned long newflags of that is. LIST
 *
 * struct b_ops {
 *	unsigned long count;
 *	unsigned long kept; MEND
 *	int (*protect)(struct vm_area_struct *vma, unsigned long newflags); MEND
 * };
 *
 * struct c_ops {
 *	unsigned long kept;
 *	int (*protect)(struct vm_area_struct *vma, unsigned long newflags);
 * };
 */
int c;
C
printf '/* unsigned long b_flags(struct vm_area_struct *vma, unsigned long vm_flags) MEND */\nENTRY(c)\n' > "$tmp/tree/arch/x/lib/c.S"
cat > "$tmp/tree/Documentation/b.rst" <<'R'
=====
b_ops
=====

prototypes::

	int (*protect)(struct vm_area_struct *vma,
		       unsigned long newflags); MEND
	int (*protect)(struct vm_area_struct *, unsigned long); MEND
	int (*other)(struct vm_area_struct *vma, unsigned long newflags);

::

	struct b_ops {
		int (*protect)(struct vm_area_struct *vma, unsigned long newflags); MEND

		struct {
			unsigned long kept; MEND
		};
		unsigned long count;
	};
	struct b_ops {
		unsigned long count, kept; LIST
	};

It is ``unsigned long b_flags(struct vm_area_struct *vma, unsigned long vm_flags)``, MEND
an ``unsigned long *vm_flags`` is, LIST
and an ``unsigned long vm_flags`` is, and b_flags() takes it. LIST

| b_flags(struct vm_area_struct *vma, unsigned long vm_flags) | LIST

vm_mmap(unsigned long addr, unsigned long newflags, unsigned long kept)
R
sed -n '/^It is ``/p' "$tmp/tree/Documentation/b.rst" > "$tmp/tree/Documentation/translations/zh_CN/b.rst"
printf '\347\224\237 vm_mmap(unsigned long flags)' >> "$tmp/tree/Documentation/translations/zh_CN/b.rst"	# no end of line
ln -s translations/zh_CN/b.rst "$tmp/tree/Documentation/b-zh.rst"
cat > "$tmp/tree/Documentation/b.txt" <<'T'
b_local(struct vm_area_struct *vma, unsigned long newflags) is static. LIST
T
commit comments
cat >> "$tmp/repo/sparse-checks/accepted/6.1" <<'A'

# Of another b_local().
drivers/misc/c.c: * Another b_local(*
A

ktap_starts
rc=0
"$tmp/repo/kernel/engine/series.sh" 6.1 > "$tmp/said" 2>&1 || rc=$?
work=$("$tmp/repo/kernel/engine/work.sh" 6.1)
cd "$work/linux"
why=
[ $rc = 1 ] || why="exit $rc"
git rev-parse -q --verify refs/steps/comments > /dev/null || why="${why:-no such step}"
grep -q '^  TEXT    comments, [1-9][0-9]* files: [1-9]' "$tmp/said" || why="${why:-says nothing}"
result "the run" "$why"
[ -z "$why" ] || { echo "1..$n"; exit 1; }

git diff -U0 refs/steps/retype refs/steps/comments > "$tmp/diff"
at() { # of the new side, or the old one
	awk -v side="$1" '
		/^--- a\// { f = substr($0, 7) }
		/^@@ / { n = $(side == "+" ? 3 : 2); sub(/^[-+]/, "", n); sub(/,.*/, "", n); next }
		substr($0, 1, 1) == side && !/^(---|\+\+\+) / { print f ":" n++ ":" substr($0, 2) }' "$tmp/diff"
}
git grep -n MEND refs/steps/retype -- . | sed 's|^refs/steps/retype:||' | sort > "$tmp/marked"
at - | sort > "$tmp/mended"
why=
[ "$(wc -l < "$tmp/marked")" -gt 15 ] || why="only $(wc -l < "$tmp/marked") marked lines"
cmp -s "$tmp/marked" "$tmp/mended" || why="${why:-$(diff "$tmp/marked" "$tmp/mended" | sed -n '/^[<>]/p' | head -n 3 | tr '\n\t' '  ')}"
result "what is mended" "$why"
sed 's/\<\([Aa]\)n unsigned long/\1 vm_flags_t/g; s/unsigned long/vm_flags_t/g' "$tmp/marked" > "$tmp/want"
at + | sort > "$tmp/got"
why=
cmp -s "$tmp/want" "$tmp/got" || why=$(diff "$tmp/want" "$tmp/got" | sed -n '/^[<>]/p' | head -n 4 | tr '\n\t' '  ')
result "how" "$why"

git grep -n LIST base -- . | sed 's/^base://; s/^\([^:]*:[0-9]*\):.*/\1/' | grep -v '^drivers/misc/c.c:2$' | sort > "$tmp/want"
sed -n 's/^series: \([^:]*:[0-9]*\): vma flags: says ".*" of .*, which is a vm_flags_t$/\1/p' "$tmp/said" | sort > "$tmp/got"
why=
[ "$(wc -l < "$tmp/want")" -gt 10 ] || why="only $(wc -l < "$tmp/want") marked lines"
cmp -s "$tmp/want" "$tmp/got" || why="${why:-$(diff "$tmp/want" "$tmp/got" | sed -n '/^[<>]/p' | head -n 4 | tr '\n' ' ')}"
result "what is listed, and what is accepted is not" "$why"

why=
[ -L Documentation/b-zh.rst ] || why="a link is none any more"
[ "$(tail -c 1 Documentation/translations/zh_CN/b.rst)" = ')' ] || why="${why:-a file has an end of line more}"
git log --format=%s refs/steps/retype..refs/steps/comments | sort > "$tmp/subjects"
printf '%s: say vm_flags_t in comments and documentation\n' Documentation misc mm x | sort > "$tmp/want"
cmp -s "$tmp/subjects" "$tmp/want" || why="${why:-subjects: $(paste -sd '|' "$tmp/subjects")}"
! git log --format=%B refs/steps/retype..refs/steps/comments | grep -q @COMMAND@ || why="${why:-the log has @COMMAND@}"
result "commits, links, ends of files" "$why"
why=
git -c core.pager= diff -U0 refs/steps/retype refs/steps/comments -- '*.[ch]' | sed -n 's/^[-+]\([^-+]\)/\1/p' | grep -vE '(^|[[:space:]])(\*|//|/\*)' > "$tmp/code" || :
[ ! -s "$tmp/code" ] || why="changes code: $(head -n 1 "$tmp/code")"
git show refs/steps/comments:mm/b.c | grep -qF '"/* unsigned long newflags */"' || why="${why:-changes a string}"
result "no code" "$why"

# What is mended by hand is listed no more.
git checkout -q -f -B series refs/made
sed -i "s/unsigned long/vm_flags_t/" Documentation/b.txt
git -c user.name=a -c user.email=a@example.org commit -q -a -m "a comment"
CONTINUE=1 "$tmp/repo/kernel/engine/series.sh" 6.1 > "$tmp/said" 2>&1 || :
sed -n 's/^series: \([^:]*:[0-9]*\): vma flags: says .*/\1/p' "$tmp/said" | sort > "$tmp/got-then"
grep -v '^Documentation/b.txt:' "$tmp/got" > "$tmp/want"
why=
cmp -s "$tmp/want" "$tmp/got-then" || why=$(diff "$tmp/want" "$tmp/got-then" | sed -n '/^[<>]/p' | head -n 4 | tr '\n' ' ')
! cmp -s "$tmp/got" "$tmp/want" || why="it was not listed before"
result "what was mended by hand" "$why"

# Nothing of a kind that the step could know yet.
printf '\npatch prep\ntext comments\ncocci retype\n' > "$tmp/repo/kernel/topics/conversion"
refuses "before what it follows from" "text comments' has to come after 'cocci retype'" "$tmp/repo/kernel/engine/series.sh" 6.1

ktap_ends comments
