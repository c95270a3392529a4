#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# driver.sh - what make driver makes of a driver outside of the tree
#
# The driver is tests/driver, which says of its lines what they become and what is
# listed.  For a kernel of a few headers: the patch, that it applies, the lists, what is
# refused, what an interrupted run leaves.  On a copy of ours.  KTAP.  Exit: 0, 1; 2 can't
# run.  What the patched driver is on a real kernel: tests/checks/driver-build.sh.
#
# Check: driver
#   when: test
#   of: ours
#   reads: kernel cocci sparse-checks tests/driver tests/small-tree.sh
#   takes: 40 s
#   blind: whether the driver builds: that is driver-build
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
needs='flock patch setsid'
. "$top/tests/small-tree.sh"
driver="$tmp/the driver"
here() { rm -rf "$driver"; cp -R "$top/tests/driver" "$driver"; }
run() { DIR="$driver" KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/driver.sh" 6.1; }
left() { cat "$tmp/repo/build"/driver-*/"$1"; }
files() {
	(cd "$driver" && find . -name .git -prune -o -type f -exec sha256sum {} + -o -type l -printf '%p %l\n' | sort)
}
# says PATTERN...: or why
says() { for p; do grep -q -e "$p" "$tmp/said" || echo "does not say '$p'"; done | head -n 1; }

# What the fixture says of itself.
becomes() { # FILE
	awk '
		/^[ \t]*\/\* becomes: .* \*\/$/ { to = $0; sub(/^[ \t]*\/\* becomes: /, "", to); sub(/ \*\/$/, "", to) }
		/^[ \t]*\/\* (becomes|listed): / { print; next }
		to != "" { match($0, /^[ \t]*/); print substr($0, 1, RLENGTH) to; to = ""; next }
		{ print }' "$1"
}
listed() { # FILE: FILE, LINE, REGEX
	awk -v OFS='\t' -v f="$1" '
		/^[ \t]*\/\* listed: .* \*\/$/ { why = $0; sub(/^[ \t]*\/\* listed: /, "", why); sub(/ \*\/$/, "", why); next }
		/^[ \t]*\/\* becomes: / { next }
		why != "" { print f, FNR, why; why = "" }' "$1"
}
# What is to be said of a place is said, and nothing else.
lists() { # WANT: FILE, LINE, REGEX; or why not
	while IFS='	' read -r f n why; do
		awk -F '\t' -v f="$f" -v n="$n" -v why="^$why\$" '$1 == f && $2 == n && $3 ~ why { found = 1 } END { exit !found }' "$tmp/open" ||
			echo "$f:$n is not listed: $why"
	done < "$1"
	[ "$(wc -l < "$1")" = "$(wc -l < "$tmp/open")" ] || echo "$(wc -l < "$tmp/open") places are listed, not $(wc -l < "$1")"
}

# A kernel that declares what the driver uses.
kernel() {
	tree
	mkdir -p "$tmp/tree/arch/x86/include/asm"
	cat > "$tmp/tree/mm/mmap.c" <<'C'
pgprot_t vm_get_page_prot(unsigned long vm_flags)
{
	return protection_map[vm_flags & (VM_READ | VM_WRITE | VM_EXEC | VM_SHARED)];
}

int do_mprotect(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
	return vma->vm_ops->mprotect(vma, start, end, vma->vm_flags | VM_WRITE);
}
C
	cat >> "$tmp/tree/include/linux/mm.h" <<'C'
#include <linux/mm_types.h>
struct vm_operations_struct {
	int (*mprotect)(struct vm_area_struct *vma, unsigned long start,
			unsigned long end, unsigned long newflags);
};
pgprot_t vm_get_page_prot(unsigned long vm_flags);
typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);
extern int apply_to_page_range(struct mm_struct *mm, unsigned long address,
			       unsigned long size, pte_fn_t fn, void *data);
static inline void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags |= flags;
}
C
	cat > "$tmp/tree/include/linux/fs.h" <<'C'
struct file_operations {
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	unsigned long (*get_unmapped_area)(struct file *file, unsigned long addr,
		unsigned long len, unsigned long pgoff, unsigned long flags);
};
C
	cat > "$tmp/tree/include/linux/printk.h" <<'C'
#define pr_info(fmt, ...) printk(KERN_INFO fmt, ##__VA_ARGS__)
#define pr_debug(fmt, ...) printk(KERN_DEBUG fmt, ##__VA_ARGS__)
C
	cat > "$tmp/tree/include/linux/hash.h" <<'C'
#define hash_long(val, bits) hash_32(val, bits)
C
	cat > "$tmp/tree/include/linux/bitops.h" <<'C'
static __always_inline unsigned long hweight_long(unsigned long w)
{
	return sizeof(w) == 4 ? hweight32(w) : hweight64(w);
}
C
	cat > "$tmp/tree/include/linux/io.h" <<'C'
void memcpy_toio(volatile void __iomem *to, const void *from, size_t n);
C
	cat > "$tmp/tree/include/linux/debugfs.h" <<'C'
void debugfs_create_ulong(const char *name, umode_t mode, struct dentry *parent,
			  unsigned long *value);
C
	commit kernel
}

ktap_starts
repo
kernel
here

was=$(files)
kernel_before=$(state)
rc=0
run > "$tmp/said" 2>&1 || rc=$?
left driver.patch > "$tmp/patch" 2> /dev/null || :
left open > "$tmp/open" 2> /dev/null || :
why=
[ "$rc" = 1 ] || why="exit $rc"
result "places are left, and the exit says so" "${why:-$(says 'driver.patch' 'OPEN' 'SPARSE  *skipped: there is no converted kernel yet')}"
why=
[ "$(files)" = "$was" ] || why="changed"
result "the driver is as it was" "$why"
why=
[ "$(state)" = "$kernel_before" ] || why="changed"
result "the kernel is as it was" "$why"

rm -rf "$tmp/patched"
cp -R "$driver" "$tmp/patched"
why=
patch -d "$tmp/patched" -p1 --fuzz=0 < "$tmp/patch" > "$tmp/said" 2>&1 || why="does not apply"
[ -z "$(find "$tmp/patched" -name '*.orig' -o -name '*.rej')" ] || why="${why:-applies with an offset}"
result "patch -p1" "$why"
n_changed=0
for f in $(cd "$top/tests/driver" && find . -name '*.[ch]' | sed 's|^\./||' | sort); do
	why=
	becomes "$driver/$f" > "$tmp/want"
	diff -u "$tmp/want" "$tmp/patched/$f" > "$tmp/said" || why="not what its lines say"
	n_changed=$((n_changed + $(grep -c 'becomes: ' "$driver/$f" || :)))
	result "$f: $(grep -c 'becomes: ' "$driver/$f" || :) lines" "$why"
done
(cd "$driver" && for f in $(find . -name '*.[ch]' | sed 's|^\./||'); do listed "$f"; done) > "$tmp/want"
cp "$tmp/open" "$tmp/said"
result "the list: $(wc -l < "$tmp/want") places" "$(lists "$tmp/want" | head -n 1)"


# What it knows of the kernel is kept, but not when somebody wrote into it.
cp "$tmp/patch" "$tmp/good"
for f in "$tmp/repo/build"/tree-*/interface/facts; do sed -i '/field vm_operations_struct/d' "$f"; done
setsid env DIR="$driver" KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/driver.sh" 6.1 > "$tmp/killed" 2>&1 &
pid=$!
while kill -0 $pid 2> /dev/null && ! grep -q 'KERNEL  reads' "$tmp/killed"; do sleep 0.1; done
kill -KILL "-$pid" 2> /dev/null || :
wait $pid 2> /dev/null || :
why=
[ "$(files)" = "$was" ] || why="the driver is changed"
run > "$tmp/said" 2>&1 || :
grep -q 'KERNEL  reads' "$tmp/said" || why="${why:-does not read the kernel again}"
left driver.patch | cmp -s - "$tmp/good" || why="${why:-makes another patch}"
result "damaged, killed while it reads the kernel, run again" "$why"

# Another run has it: as long as that lasts.
mkfifo "$tmp/held"
flock "$tmp/repo/build"/tree-*/interface/lock sh -c 'read -r x < "$1"' sh "$tmp/held" &
sleep 0.2
run > "$tmp/said" 2>&1 &
pid=$!
while kill -0 $pid 2> /dev/null && ! grep -q 'waits for another driver' "$tmp/said"; do sleep 0.1; done
why=
kill -0 $pid 2> /dev/null || why="does not wait"
rm -f "$tmp/repo/build"/driver-*/driver.patch
echo > "$tmp/held"
wait $pid || :
left driver.patch | cmp -s - "$tmp/good" || why="${why:-makes another patch}"
result "two at once" "$why"

# APPLY=1
: > "$driver/main.c.vm_flags_t~"
refuses "APPLY=1, and a file is in the way" "main.c.vm_flags_t~ is in the way" env APPLY=1 DIR="$driver" KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/driver.sh" 6.1
rm "$driver/main.c.vm_flags_t~"
why=
[ "$(files)" = "$was" ] || why="changed"
! grep -q 'KERNEL  reads' "$tmp/said" || why="${why:-reads the kernel again}"
result "nothing of it is done, and the kernel is known" "$why"
git -C "$driver" init -q
git -C "$driver" add -A
git -C "$driver" -c user.name=a -c user.email=a@example.org commit -q -m driver
echo >> "$driver/report.c"
refuses "APPLY=1 over uncommitted changes" "has uncommitted changes" env APPLY=1 DIR="$driver" KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/driver.sh" 6.1
git -C "$driver" checkout -q report.c
# killed between two files
mkdir "$tmp/fake"
cat > "$tmp/fake/mv" <<'SH'
#!/bin/sh
case "$*" in *vm_flags_t~*) /bin/mv "$@"; kill -KILL $PPID ;; *) exec /bin/mv "$@" ;; esac
SH
chmod +x "$tmp/fake/mv"
why=
! (APPLY=1 PATH="$tmp/fake:$PATH" run) > "$tmp/said" 2>&1 || why="was not killed"
[ "$(git -C "$driver" status --porcelain -uno | wc -l)" = 1 ] || why="${why:-not killed after one file: the test does not do what it should}"
result "APPLY=1 that is killed" "$why"
why=
(APPLY=1 run) > "$tmp/said" 2>&1 || :
for f in $(cd "$tmp/patched" && find . -name '*.[ch]'); do
	cmp -s "$driver/$f" "$tmp/patched/$f" || why="$f is not as by the patch"
done
git -C "$driver" status --porcelain | sed 's/^ M //' | sort > "$tmp/got"
sed -n 's|^+++ b/||p' "$tmp/good" | sort | cmp -s - "$tmp/got" || why="${why:-other files are changed: $(paste -sd ' ' "$tmp/got")}"
result "APPLY=1 again" "${why:-$(says '^  UNDO ')}"
why=
! run > "$tmp/said" 2>&1 || why="exit 0, and places are left"
result "and then there is nothing to change" "${why:-$(says 'there is nothing to change')}"

git -C "$driver" checkout -q -f
git -C "$driver" rm -q --cached report.c
git -C "$driver" -c user.name=a -c user.email=a@example.org commit -q -m "without one"
refuses "APPLY=1 over a file that git doesn't have" "report.c is to be changed and is not in git" env APPLY=1 DIR="$driver" KERNEL="$tmp/tree" "$tmp/repo/kernel/engine/driver.sh" 6.1

# What a build says, by the driver's lines.
cat > "$tmp/log" <<'LOG'
In file included from ./include/linux/printk.h:8,
                 from built/main.c:4:
./include/linux/kern_levels.h:5:25: warning: format '%lx' expects 'long unsigned int' [-Wformat=]
    5 | #define KERN_SOH        "\001"
./include/linux/printk.h:429:25: note: in definition of macro 'printk_index_wrap'
built/own.h:3:9: note: in expansion of macro 'pr_info'
built/main.c:12:9: note: in expansion of macro 'own'
built/main.c:20:5: error: too few arguments
./include/linux/mm.h:1:1: warning: of the kernel alone
LOG
printf "main.c:12:9: warning: format '%%lx' expects 'long unsigned int' [-Wformat=]\nmain.c:20:5: error: too few arguments\n" > "$tmp/want"
awk -f "$top/kernel/engine/build-says.awk" "$tmp/log" > "$tmp/said"
result "what gcc says of what a macro of the kernel makes" "$(diff "$tmp/want" "$tmp/said" | head -n 2)"

# What is on the way in a driver's directory.
rm -rf "$driver"
mkdir -p "$driver/sub" "$tmp/elsewhere"
sed 's/$/\r/; 2s/\r//' > "$driver/mixed.c" <<'C'
void mixed(struct vm_area_struct *vma)
{
	unsigned long f = vma->vm_flags;

	vm_flags_set(vma, f);
}
C
printf 'void use(struct vm_area_struct *vma)\n{\n\tunsigned long f = vma->vm_flags;\n\n\tfoo(f);\n}\n' > "$tmp/elsewhere/out.c"
sed 's/$/\r/' > "$driver/crlf.c" <<'C'
void crlf(struct vm_area_struct *vma)
{
	unsigned long f = vma->vm_flags;

	vm_flags_set(vma, f);
}
C
cat > "$driver/rest.c" <<'C'
#include "../elsewhere/other.h"
#if VM_READ
int readable;
#endif
#if defined(VM_READ)
int defined;
#endif

struct area {
	unsigned int flags : 8;
};

void rest(struct vm_area_struct *vma, struct area *a)
{
	a->flags = vma->vm_flags;
	elsewhere(vma->vm_flags);
	pr_info("%lx\n", vma->vm_flags & VM_READ);
	known(a)->what = vma->vm_flags;
}

typedef int (*reads_fn_t)(unsigned long flags);

struct hook {
	reads_fn_t fn;
};

int by_hook(struct vm_area_struct *vma, struct hook *h)
{
	return h->fn(vma->vm_flags);
}

int unreadable(struct vm_area_struct *vma)
{
	return use(vma->vm_flags, ) + ;
}
C
sed -i '1i #include <linux/mm.h>' "$driver/crlf.c" "$driver/rest.c" "$driver/mixed.c"
sed -i '1s/$/\r/' "$driver/crlf.c" "$driver/mixed.c"
cat > "$driver/alone.h" <<'C'
/* has no #include */
static inline int reads(unsigned long flags)
{
	return flags & VM_READ;
}
C
cp "$driver/crlf.c" "$driver/a name.c"
cp "$driver/crlf.c" "$driver/-a.c"
cp "$driver/crlf.c" "$driver/two
lines.c"
# the last line has no end
head -c -2 "$driver/crlf.c" > "$driver/unended.c"
ln -s "$tmp/elsewhere/out.c" "$driver/sub/out.c"
ln -s ../rest.c "$driver/sub/rest.c"
ln -s "$tmp/elsewhere" "$driver/dir"
was=$(files)
cat > "$tmp/want" <<'LIST'
a name.c	1	not read: a name that make can't have either
-a.c	1	not read: a name that make can't have either
two?lines.c	1	not read: a name that make can't have either
dir	1	not read: a symbolic link out of DIR, to .*/elsewhere
alone.h	2	has a vm_flags_t now .*
mixed.c	1	not changed, .*
sub/out.c	1	not read: a symbolic link out of DIR, to .*/elsewhere/out.c
rest.c	2	includes ../elsewhere/other.h, which is not in DIR: .*
rest.c	3	the preprocessor can't evaluate a vma flag
rest.c	11	member flags of struct area is a bit-field, .*
rest.c	17	elsewhere\(\) is declared nowhere in DIR or in a header of the kernel
rest.c	18	are printed here as a part of an expression.*
rest.c	19	flags get into a member what of a struct that is not known here
rest.c	35	Coccinelle can't read this code, which mentions vma flags
LIST
run > "$tmp/said" 2>&1 || :
left open > "$tmp/open"
cp "$tmp/open" "$tmp/said"
why=$(lists "$tmp/want" | head -n 1)
[ "$(files)" = "$was" ] || why="${why:-changed}"
result "links, names, what can't be read: $(wc -l < "$tmp/want") places" "$why"
left driver.patch > "$tmp/said"
patch -d "$driver" -p1 --binary --fuzz=0 < "$tmp/said" > /dev/null || why="does not apply"
sed 's/unsigned long f/vm_flags_t f/; s/$//' "$driver/a name.c" | cmp -s - "$driver/crlf.c" || why="${why:-more than the type is changed}"
head -c -2 "$driver/crlf.c" | cmp -s - "$driver/unended.c" || why="${why:-without a last end, more than the type is changed}"
result "lines that end with a carriage return" "$why"

# What can't be.
refused() { name=$1 pattern=$2; shift 2; refuses "$name" "$pattern" env "$@" "$tmp/repo/kernel/engine/driver.sh" 6.1; }
refused "no DIR" "which driver" KERNEL="$tmp/tree"
refused "no such DIR" "no such directory" DIR="$tmp/none" KERNEL="$tmp/tree"
mkdir -p "$tmp/empty/sub"
echo > "$tmp/empty/sub/a.h"
refused "no C files" "no C files in it" DIR="$tmp/empty" KERNEL="$tmp/tree"
refused "DIR in the kernel tree" "is in the kernel tree" DIR="$tmp/tree/mm" KERNEL="$tmp/tree"
refused "DIR is the kernel tree" "is a kernel tree" DIR="$tmp/tree" KERNEL="$tmp/tree"
refused "DIR is all there is" "name the driver's own directory" DIR=/
cp -R "$tmp/tree" "$driver/linux"
refused "the kernel tree in DIR" "has the kernel tree" DIR="$driver" KERNEL="$driver/linux"
rm -rf "$driver/linux"
refused "no such KERNEL" "no such directory" DIR="$driver" KERNEL="$tmp/none"
refused "KERNEL is none" "not a kernel tree" DIR="$driver" KERNEL="$tmp/elsewhere"
rm -rf "$tmp/headers"
mkdir "$tmp/headers"
cp -R "$tmp/tree/include" "$tmp/tree/Makefile" "$tmp/headers"
refused "KERNEL is headers alone" "not a kernel's source" DIR="$driver" KERNEL="$tmp/headers"
refuses "vma flags are a bitmap" "are a bitmap" env DIR="$driver" "$tmp/repo/kernel/engine/driver.sh" \
	"$(basename "$(grep -l '^VMA_FLAGS=bitmap' "$top"/kernel/bases/* | head -n 1)")"
refused "a tree and a version" "not both" DIR="$driver" KERNEL="$tmp/tree" VERSION=6.1.1

rm -rf "$driver"
mkdir "$driver"
printf 'int nothing(struct vm_area_struct *vma)\n{\n\treturn vma->vm_flags & VM_READ ? 0 : -1;\n}\n' > "$driver/a.c"
why=
run > "$tmp/said" 2>&1 || why="exit $?"
result "a driver without any" "${why:-$(says '1 files read, and there is nothing to change')}"

ktap_ends driver
