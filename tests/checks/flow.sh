#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# flow.sh - what stops a run that is on a wrong way, and what doesn't
#
# Flags that flow into an address, a tool that fails, a file that spatch can't read
# or doesn't end with, a semantic patch that finds nothing, places that only their
# text shows.  On a copy of ours and a tree of four files, with a spatch and a grep
# that fail when asked.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: flow
#   when: test
#   of: ours
#   reads: kernel cocci sparse-checks tests/small-tree.sh
#   takes: 1 min
#   blind: the whole of a real tree: that is recall
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
needs='parallel flock'
. "$top/tests/small-tree.sh"
mkdir -p "$tmp/bin"
export KERNEL="$tmp/tree"
repo
run() { "$tmp/repo/kernel/engine/series.sh" 6.1; }
work() { "$tmp/repo/kernel/engine/work.sh" 6.1; }
shown() { git -C "$(work)/linux" show "series:$1"; }

ktap_starts

# lists NAME LINES: the run ends with 1, with exactly these lines "FILE:LINE: pattern";
# the struct is converted all the same, and vm_start, which it now declares, isn't.
lists() {
	printf '%s\n' "$2" > "$tmp/want"
	sed -i 's/^struct after;$/struct vm_area_struct {\n\tunsigned long vm_start, vm_end;\n\tunsigned long vm_flags;\n};/' "$tmp/tree/include/linux/mm_types.h"
	commit "$1"
	why=
	! run > "$tmp/said" 2>&1 || why="exit 0"
	sed -n 's/^series: \([^:]*:[0-9]*: \)/\1/p' "$tmp/said" | sort > "$tmp/got"
	[ "$(wc -l < "$tmp/want")" = "$(wc -l < "$tmp/got")" ] || why="${why:-lists $(wc -l < "$tmp/got") places: $(head -n 3 "$tmp/got" | tr '\n' ' ')}"
	while read -r line; do
		grep -q "^$line" "$tmp/got" || why="${why:-does not list $line: $(head -n 2 "$tmp/got")}"
	done < "$tmp/want"
	shown mm/a.c | grep -q 'vm_flags_t flags' || why="${why:-the other file has no result}"
	! shown include/linux/mm_types.h | grep -q 'vm_flags_t.*vm_start' || why="${why:-vm_start is a flag}"
	result "$1" "$why"
}

# What flags share with something else.
tree
cat > "$tmp/tree/mm/b.c" <<'C'
static unsigned long number(unsigned long x)
{
	return x;
}

void g(struct vm_area_struct *vma)
{
	number(vma->vm_flags);
	vma->vm_start = number(vma->vm_start);
}
C
lists "a function that takes flags and an address" "mm/b.c:8: .*parameter 1 of number() also takes .*vm_start"
tree
cat > "$tmp/tree/mm/b.c" <<'C'
struct both {
	unsigned long what;
};

void g(struct vm_area_struct *vma, struct both *b)
{
	b->what = vma->vm_flags;
}

void h(struct vm_area_struct *vma, struct both *b)
{
	b->what = vma->vm_start;
}
C
lists "a field that has flags and an address" "mm/b.c:7: .*member what of struct both also takes .*vm_start"
tree
cat > "$tmp/tree/mm/b.c" <<'C'
void g(struct vm_area_struct *vma)
{
	unsigned long key[2] = { vma->vm_start, vma->vm_flags };

	hash(key);
}
C
lists "an array of flags and an address" "mm/b.c:3: .*key also takes .*vm_start"

# Callers in files that mention no flag: a number, a truth value, neither.
tree
cat > "$tmp/tree/mm/b.c" <<'C'
int check(unsigned long flags);

void flush(unsigned long addr, int how)
{
	all(addr, how);
}

void count(unsigned long n)
{
	total(n);
}

void allow(unsigned long flags)
{
	check(flags);
}

void g(struct vm_area_struct *vma)
{
	flush(vma->vm_start, vma->vm_flags);
	count(vma->vm_flags);
	allow(vma->vm_flags);
}
C
cat > "$tmp/tree/mm/c.c" <<'C'
void h(struct list *l)
{
	flush(0, true);
	count(l->n + 1);
	allow(0);
}
C
lists "callers that mention no flag" "mm/b.c:20: .*parameter 2 of flush() is an int that also gets truth values
mm/b.c:21: .*parameter 1 of count() also takes .*mm/c.c:4 gives it the result of arithmetic"
why=
shown mm/b.c | grep -q 'allow(vm_flags_t flags)' || why="what is called with 0 is left"
shown mm/b.c | grep -q 'flush(unsigned long addr, int how)' || why="${why:-what is called with true is retyped}"
result "what they tell" "$why"

# The same, asked one by one.
asked() { # NAME WHAT EXIT PATTERN
	rc=0
	"$tmp/repo/kernel/engine/why.sh" "$2" 6.1 > "$tmp/said" 2>&1 || rc=$?
	why=
	[ "$rc" = "$3" ] || why="exit $rc"
	grep -q -e "$4" "$tmp/said" || why="${why:-does not say $4}"
	result "why: $1" "$why"
}
asked "a local" mm/a.c:f:flags 0 '-> var mm/a.c f flags.1 *mm/a.c:[0-9]*: unsigned long flags = vma->vm_flags;'
asked "a parameter" mm/b.c:allow:flags 0 '-> func allow 0 *mm/b.c:22: allow(vma->vm_flags);'
asked "where the flow ends" mm/b.c:count:n 1 'the flow ends at mm/b.c:21: .*the result of arithmetic'
asked "an int with truth values" mm/b.c:flush:how 0 'it stays: an int that also gets truth values'
asked "no flags" mm/b.c:flush:addr 1 'no vma flags get there'
asked "nothing of that name" mm/b.c:flush:nothing 1 '^why: mm/b.c has no integer nothing in flush'
asked "no such file" mm/no.c:f:x 1 '^why: mm/no.c: there is no such file'
asked "no such form" flags 1 '^why: WHAT=flags: it is FILE:FUNCTION:NAME'

# Assembly takes what it took.
tree
cat > "$tmp/tree/mm/b.c" <<'C'
asmlinkage void flush_range(unsigned long start, unsigned long end, unsigned int flags);

void g(struct vm_area_struct *vma)
{
	flush_range(vma->vm_start, vma->vm_end, vma->vm_flags);
}
C
printf 'ENTRY(flush_range)\n\tret\n' > "$tmp/tree/mm/flush.S"
lists "a function in assembly" "mm/b.c:5: .*parameter 3 of flush_range() is assembly's, in mm/flush.S"

# Code that can't be read.
tree
cat > "$tmp/tree/mm/b.c" <<'C'
struct area {
	unsigned int flags : 8;
};

void g(struct vm_area_struct *vma, struct area *a)
{
	a->flags = vma->vm_flags;
}

int h(struct vm_area_struct *vma)
{
	return use(vma->vm_flags, ) + ;
}
C
lists "a bit-field, and code that can't be read" "mm/b.c:2: .*member flags of struct area is a bit-field
mm/b.c:12: .*can't read this code"

# What nothing declares that can be read; and what a file does that mentions no flag.
tree
cat > "$tmp/tree/mm/b.c" <<'C'
#define same(x)		(x)
#define set_in(x)	do { hidden |= VM_WRITE | (x); } while (0)
#define noted(...)	printk(__VA_ARGS__)

unsigned long f_one(struct vm_area_struct *vma)
{
	KEY(key);
	key = vma->vm_flags;
	return shared_flags | key;
}

void f_two(struct vm_area_struct *vma)
{
	unsigned long a = same(vma->vm_flags);
	unsigned long hidden = 0;

	set_in(VM_READ);
	use(a, hidden);
}

void f_three(struct vm_area_struct *vma)
{
	owner(vma)->what = vma->vm_flags;
	owner(vma)->set_what(vma->vm_flags);
	noted("%lx", vma->vm_flags);
}

struct one { unsigned long what; void (*set_what)(unsigned long what); };
struct two { unsigned long what; void (*set_what)(unsigned long what); };

void use(unsigned long a, unsigned long b)
{
	shared_flags = VM_READ;
}
C
printf 'extern unsigned long shared_flags;\nextern unsigned long shared_number;\n' > "$tmp/tree/include/linux/shared.h"
printf 'unsigned long shared_flags;\nunsigned long shared_number;\n' > "$tmp/tree/mm/c.c"
lists "what nothing declares" "mm/b.c:2: .*hidden is declared by a macro
mm/b.c:8: .*key is declared by a macro
mm/b.c:14: .*same() is a macro
mm/b.c:17: .*set_in() is a macro
mm/b.c:23: .*member what of a struct that is not known
mm/b.c:24: .*member set_what(0) of a struct that is not known"
why=
for f in include/linux/shared.h mm/c.c; do
	shown $f | grep -q 'vm_flags_t shared_flags;' || why="shared_flags stays in $f"
	shown $f | grep -q 'unsigned long shared_number;' || why="${why:-shared_number is retyped in $f}"
done
result "a variable of files that mention no flag" "$why"

# A variable whose type is also said elsewhere.
tree
cat > "$tmp/tree/mm/b.c" <<'C'
static unsigned long at_boot = VM_READ;
static unsigned long by_sysctl, shown_there;
module_param_named(boot, at_boot, ulong, 0644);
static DEVICE_ULONG_ATTR(shown, 0444, shown_there);
static struct ctl_table table[] = {
	{
		.procname = "x",
		.data = &by_sysctl,
	},
};

void g(struct vm_area_struct *vma)
{
	at_boot = vma->vm_flags;
	by_sysctl = vma->vm_flags;
	shown_there = vma->vm_flags;
}
C
lists "a type that is also said elsewhere" "mm/b.c:1: .*at_boot also takes .*the value of a parameter
mm/b.c:14: .*at_boot also takes .*the value of a parameter
mm/b.c:15: .*by_sysctl is copied to or from user space
mm/b.c:16: .*shown_there also takes .*the value of a parameter"

# Files that have nothing to retype but a cast, and several values of one call.
repo
printf '\npatch prep\ncocci retype\ncocci format\ncocci constants\n' > "$tmp/repo/kernel/topics/conversion"
tree
printf 'void g(struct vm_area_struct *vma)\n{\n\tset_flags((unsigned long)vma->vm_flags);\n}\n' > "$tmp/tree/mm/b.c"
cat > "$tmp/tree/mm/c.c" <<'C'
int printk(const char *fmt, ...);

void set_flags(vm_flags_t flags)
{
	printk("%lx %ld %#lx %lX\n", flags, flags, flags, flags);
}
C
commit "cast and formats"
why=
run > "$tmp/said" 2>&1 || why="failed"
shown mm/b.c | grep -q 'set_flags(vma->vm_flags);' || why="${why:-the cast stays}"
shown mm/c.c | grep -q '"%llx %lld %#llx %llX' || why="${why:-not all are printed as 64 bits}"
result "a cast, and four values of a call" "$why"
repo

# A tool that fails.
cat > "$tmp/bin/grep" <<'SH'
#!/bin/sh
case "$*" in *--line-buffered*) echo "grep: out of memory" >&2; exit 2 ;; esac
exec /usr/bin/grep "$@"
SH
chmod +x "$tmp/bin/grep"
tree
why=
! PATH="$tmp/bin:$PATH" run > "$tmp/said" 2>&1 || why="went on"
[ "$(grep -c 'out of memory' "$tmp/said")" -lt 4 ] || why="${why:-says it $(grep -c 'out of memory' "$tmp/said") times}"
grep -q '^series: grep failed' "$tmp/said" || why="${why:-does not say that grep failed}"
result "a grep that fails" "$why"
rm "$tmp/bin/grep"

# Files that spatch ends badly with, or not at all.
spatch=$(command -v spatch)
fake() { # what it does with mm/bad.c
	printf '#!/bin/sh\ncase "$* ${VM_FLAGS_READ:-}" in *mm/bad.c*) %s ;; esac\nexec "%s" "$@"\n' "$1" "$spatch" > "$tmp/bin/spatch"
	chmod +x "$tmp/bin/spatch"
}
bad() {
	tree
	sed 's/\<f(/bad(/' "$tmp/tree/mm/a.c" > "$tmp/tree/mm/bad.c"
	commit bad
}
# gives_up NAME WHAT PATTERN: bad.c is listed, a.c is done all the same
gives_up() {
	bad
	fake "$2"
	why=
	! CHUNK_SECONDS=3 PATH="$tmp/bin:$PATH" run > "$tmp/said" 2>&1 || why="exit 0"
	[ "$(grep -c "^series: mm/bad.c:1: was not read: spatch gave up on it: .*$3" "$tmp/said")" = 1 ] || why="${why:-is not listed once}"
	shown mm/a.c | grep -q 'vm_flags_t flags' || why="${why:-the other file has no result}"
	shown mm/bad.c | grep -q 'unsigned long flags' || why="${why:-it was changed}"
	result "$1" "$why"
}
gives_up "spatch exits with an error" 'echo "Fatal error: exception Stack_overflow" >&2; exit 2' 'Stack_overflow'
gives_up "spatch goes on after an exception" 'echo "EXN: Failure in mm/bad.c" >&2; exit 0' 'EXN: Failure'
gives_up "spatch does not end" 'while :; do :; done' 'more than 3 s of the processor'
fake 'echo "spatch: no such option" >&2; exit 1'
sed -i 's/\*mm\/bad.c\*/*VM_FLAGS_NONE* | *.c*/' "$tmp/bin/spatch"
tree
why=
! PATH="$tmp/bin:$PATH" run > "$tmp/said" 2>&1 || why="exit 0"
result "spatch does nothing right" "$why"
rm "$tmp/bin/spatch"

# A semantic patch that changes nothing: of a base an error, of a tree it may be so.
repo
echo 'cocci numbers' >> "$tmp/repo/kernel/topics/conversion"
tree
why=
run > "$tmp/said" 2>&1 || why="failed"
grep -q 'numbers: there is no such place in this tree' "$tmp/said" || why="${why:-does not say it}"
result "a tree without a place for a semantic patch" "$why"
printf 'RELEASE=6.1\nPACKAGE=linux-source-6.1\nSUITES=bookworm\nVMA_FLAGS=word\n' > "$tmp/repo/kernel/bases/6.1"
mkdir "$tmp/usr-src"
tar -cJf "$tmp/usr-src/linux-source-6.1.tar.xz" --exclude=.git -C "$tmp" tree
refuses "a base without" "cocci/numbers.cocci changed nothing" env -u KERNEL USR_SRC="$tmp/usr-src" "$tmp/repo/kernel/engine/series.sh" 6.1
sed -i '/cocci retype/d' "$tmp/repo/kernel/topics/conversion"
sed -i 's/^- /  /; s/^+ /  /; s/^-(/ (/' "$tmp/repo/cocci/constants.cocci"
tree
why=
! run > "$tmp/said" 2>&1 || why="went on"
result "a semantic patch that finds places and changes none" "$why"

# What only its text shows.
repo
only_text() { # name, pattern
	why=
	! run > "$tmp/said" 2>&1 || why="exit 0"
	[ "$(grep -c "^series: $2" "$tmp/said")" = 1 ] || why="${why:-is not listed once}"
	result "$1" "$why"
}
tree
printf '#if VM_GROWSUP\nint up(void);\n#endif\n' >> "$tmp/tree/mm/a.c"
commit "if"
only_text "#if of a flag" "mm/a.c:8: vma flags: the preprocessor can't evaluate a vma flag"
tree
mkdir -p "$tmp/tree/include/trace/events"
cat > "$tmp/tree/include/trace/events/t.h" <<'C'
TRACE_EVENT(a,
	TP_PROTO(struct vm_area_struct *vma, unsigned long end),
	TP_STRUCT__entry(
		__field(unsigned long, end)
		__field(unsigned int, how)
		__field(u64, wide)
	),
	TP_fast_assign(
		__entry->end = end;
		__entry->how =
			vma->vm_flags & VM_ACCESS_FLAGS;
		__entry->wide = vma->vm_flags;
	)
);
C
commit trace
only_text "a trace event's field of another name" "include/trace/events/t.h:5: vma flags: a trace event has too few bits for vma flags (how)"
tree
mkdir -p "$tmp/tree/include/trace/events"
cat > "$tmp/tree/include/trace/events/t.h" <<'C'
TRACE_EVENT(a,
	TP_PROTO(vm_flags_t flags, vm_flags_t other, unsigned int how),
	TP_STRUCT__entry(
		__field(u64, flags)
		__field(vm_flags_t, other)
		__field(unsigned int, how)
	),
	TP_fast_assign(
		__entry->flags = vm_flags_val(flags);
		__entry->other = other;
		__entry->how = how;
	),
	TP_printk("%s %s %s",
		__print_flags(__entry->flags, "|", NAMES),
		show_vma_flags(__entry->other),
		__print_flags(__entry->how, "|", NAMES))
);
C
commit trace
only_text "a trace event that prints flags as an unsigned long" "include/trace/events/t.h:14: vma flags: a trace event prints vma flags as an unsigned long (flags)"
only_text "a field of a restricted type" "include/trace/events/t.h:5: vma flags: a trace event can.t have a field of a restricted type"
tree
mkdir -p "$tmp/tree/arch/arm/include/asm" "$tmp/tree/arch/arm/mm"
printf 'void flush(unsigned long start,\n\t   vm_flags_t flags);\nvoid other(vm_flags_t flags);\n' > "$tmp/tree/arch/arm/include/asm/f.h"
printf 'ENTRY(flush)\n\tmov\tr0, r1\n' > "$tmp/tree/arch/arm/mm/f.S"
commit assembly
only_text "a function in assembly" "arch/arm/include/asm/f.h:1: vma flags: the body of flush() is assembly"
tree
cat > "$tmp/tree/mm/b.c" <<'C'
void each(struct vm_area_struct *vma)
{
	int i;

	for (i = 0; i < BITS_PER_LONG; i++)
		if (vm_flags_val(vma->vm_flags) >> i)
			show(i);
}
C
commit loop
only_text "a loop over the bits of a long" "mm/b.c:5: vma flags: the bits of a long among vma flags"

# What a patch names and doesn't bring.
mkdir -p "$tmp/p"
names() { # name, pattern, file, its text, text after
	tree
	mkdir -p "$(dirname "$tmp/tree/$3")" "$tmp/tree/mm"
	printf "$4" > "$tmp/tree/$3"
	commit "$1"
	printf "$5" > "$tmp/tree/$3"
	{
		sed '/^---$/,$d' "$tmp/repo/kernel/commits/prep/0001-one.patch"
		echo ---
		git -C "$tmp/tree" diff
	} > "$tmp/repo/kernel/commits/prep/0002-names.patch"
	git -C "$tmp/tree" checkout -q -f
	only_text "$1" "$2"
}
names "a toctree line without its document" "Documentation/index.rst:4: the series: names new.rst, which isn.t there" \
	Documentation/index.rst '.. toctree::\n\n   old\n' '.. toctree::\n\n   old\n   new\n'
names "an object without its source" "mm/Makefile:2: the series: names b.o, which isn.t there" \
	mm/Makefile 'obj-y += a.o gone.o\n' 'obj-y += a.o gone.o\nobj-$(CONFIG_B) += b.o\n'
names "a test without its program" "tools/testing/selftests/mm/Makefile:1: the series: names new.c, which isn.t there" \
	tools/testing/selftests/mm/Makefile 'TEST_GEN_PROGS = old\n' 'TEST_GEN_PROGS = old new\n'
rm "$tmp/repo/kernel/commits/prep/0002-names.patch"

ktap_ends flow
