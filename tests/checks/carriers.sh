#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# carriers.sh - the page of what carries vma flags, and how they come there
#
# Of a made tree: what the retyping changes is on it, each with a way that begins at a
# flag; so is each place that make series lists, and what is accepted with its reason;
# it is well-formed and needs nothing from elsewhere.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: carriers
#   when: test
#   of: ours
#   reads: kernel cocci sparse-checks tests/small-tree.sh
#   takes: 10 s
#   blind: what the page looks like
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
needs='parallel flock'
. "$top/tests/small-tree.sh"
export KERNEL="$tmp/tree"
repo
tree
mkdir -p "$tmp/tree/drivers/misc/a" "$tmp/tree/fs"
cat > "$tmp/tree/mm/b.c" <<'C'
struct both {
	unsigned long what, kept;
	int (*hook)(struct vm_area_struct *vma, unsigned long newflags);
};

static unsigned long number(unsigned long x)
{
	return x;
}

unsigned long
of(struct vm_area_struct *vma)
{
	return vma->vm_flags;
}

int g(struct vm_area_struct *vma, struct both *b, const char *s, int a)
{
	unsigned long flags;
	int sure = 1;

	flags = a < 3 && s[0] == '"' && s[1] == '&' ? vma->vm_flags : 0;
	b->kept = flags;
	number(vma->vm_flags);
	vma->vm_start = number(vma->vm_start);
	sure = vma->vm_flags & VM_READ;
	sure = true;
	return b->hook(vma, (unsigned long)flags);
}
C
cat > "$tmp/tree/drivers/misc/a/a.c" <<'C'
void a(struct vm_area_struct *vma)
{
	pass(vma->vm_flags, ) + ;
}

void b(struct vm_area_struct *vma)
{
	pass(vma->vm_flags, "<&>") + ;
}
C
cat > "$tmp/tree/drivers/misc/a/b.c" <<'C'
extern void pass(u32 vma_bits);

void c(struct vm_area_struct *vma)
{
	pass(vma->vm_flags);
}
C
cat > "$tmp/tree/fs/c.c" <<'C'
#if VM_GROWSUP
int up(void);
#endif
C
commit carriers
cat >> "$tmp/repo/sparse-checks/accepted/6.1" <<'A'

# Not what it looks like, <really>
# & so on.
drivers/misc/a/a.c: pass(vma->vm_flags, ) + ;
A
ktap_starts
rc=0
"$tmp/repo/kernel/engine/series.sh" 6.1 > "$tmp/said" 2>&1 || rc=$?
work=$("$tmp/repo/kernel/engine/work.sh" 6.1)
page=$tmp/repo/build/report/${work##*/}-carriers.html
why=
[ $rc = 1 ] || why="exit $rc"
[ -s "$page" ] || why="${why:-no page}"
grep -q "^  REPORT  $page" "$tmp/said" || why="${why:-it is not said where}"
result "the run makes it" "$why"
[ -s "$page" ] || { echo "1..$n"; exit 1; }

has() { grep -qF -e "$1" "$page" || why="${why:-lacks $1}"; }
esc() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }

# Each line of the retyping, by git.
git -C "$work/linux" diff -U0 refs/steps/prep refs/steps/retype -- | awk '
	/^--- a\// { f = substr($0, 7) }
	/^@@ / { n = $2; sub(/^-/, "", n); sub(/,.*/, "", n); next }
	/^-/ && !/^--- / { print f ":" n++ }' > "$tmp/changed"
# Place, first step and last place of what is retyped on the page.
awk '
	/^<h2/ { if (/id="sub-/) sub_at = $0; else sub_at = "" }
	/^<details/ && sub_at != "" { at = $0; sub(/.*<summary><code>/, "", at); sub(/<.*/, "", at); step = 0 }
	/^<li>/ && at != "" { step++; if (step == 1) first[at] = $0; steps[at] = step }
	/^<\/details>/ { at = "" }
	END { for (at in first) print at "\t" first[at] "\t" steps[at] }' "$page" > "$tmp/ways"
why=
[ "$(wc -l < "$tmp/changed")" -gt 5 ] || why="only $(wc -l < "$tmp/changed") lines were retyped"
while read -r at; do
	has "<code>$at</code>"
done < "$tmp/changed"
result "every line that the retyping changes" "$why"
why=
awk -F '\t' '$1 == "int" || $1 == "long" { sub(/:[0-9]*$/, "", $3); print $3 }' "$work/tmp/list" | sort -u > "$tmp/carriers"
cut -f 1 "$tmp/ways" | sort -u > "$tmp/on-page"
why=$(comm -3 "$tmp/carriers" "$tmp/on-page" | tr -d '\t' | paste -sd ' ')
[ "$(wc -l < "$tmp/carriers")" -gt 5 ] || why="only $(wc -l < "$tmp/carriers") carriers"
result "every carrier, and nothing else, with its subsystem" "${why:+not on both: $why}"
why=$(awk -F '\t' '$2 != "<li>a vma flag, or what is a vm_flags_t</li>" || $3 < 2 { print $1 }' "$tmp/ways" | paste -sd ' ')
result "every way begins at a flag" "${why:+$why}"

why=
for s in mm misc/a; do
	grep -q "^<h2 id=\"sub-[0-9]*\">$s <small>" "$page" || why="${why:-no subsystem $s}"
done
result "by subsystem" "$why"

why=
has '<summary><code>mm/b.c:3</code> <code>unsigned long newflags</code>'
has '<summary><code>mm/b.c:12</code> <code>unsigned long of()</code>'
has '<summary><code>drivers/misc/a/b.c:1</code> <code>u32 vma_bits</code>'
has '<li>newflags, parameter 2 of hook of struct both<span class="at"><code>mm/b.c:28</code> <code>return b-&gt;hook(vma, (unsigned long)flags);</code></span></li>'
has '<li>member kept of struct both<span class="at"><code>mm/b.c:23</code> <code>b-&gt;kept = flags;</code></span></li>'
result "what it says of a hook, a result, a field" "$why"
why=
has "<code>flags = a &lt; 3 &amp;&amp; s[0] == '&quot;' &amp;&amp; s[1] == '&amp;' ? vma-&gt;vm_flags : 0;</code>"
sed 's/<[a-z/!][^<>]*>//g; s/&\(amp\|lt\|gt\|quot\);//g' "$page" | sed '/^<style>$/,/^<\/style>$/d' > "$tmp/text"
! grep -n '[<>&]' "$tmp/text" > "$tmp/raw" || why="${why:-as it is in the source: $(head -n 1 "$tmp/raw")}"
for e in html head body nav details summary ol ul h1 h2 code span p small; do
	o=$(grep -oE "<${e}[ >]" "$page" | wc -l) c=$(grep -o "</$e>" "$page" | wc -l)
	[ "$o" = "$c" ] || why="${why:-$o <$e>, $c </$e>}"
done
! grep -qE 'src=|href="[^#]|url\(|<script|@import' "$page" || why="${why:-it wants something from elsewhere}"
result "well-formed, and by itself" "$why"

why=
[ "$(wc -l < "$work/open")" -gt 2 ] || why="only $(wc -l < "$work/open") open places"
while IFS='	' read -r at _ _ reason _; do
	has "<li><code>$at</code>"
	has "$(printf '%s\n' "$reason" | esc)"
done < "$work/open"
has 'the preprocessor can'
result "every place that is listed, with its reason" "$why"
why=
grep -F '<summary><code>mm/b.c:24</code>' "$page" | grep -q 'parameter 1 of number() also takes .*vm_start.*to be done by hand' || why="not where number() takes what is no flag"
grep -F '<summary><code>drivers/misc/a/a.c:3</code>' "$page" | grep -qF 'accepted: Not what it looks like, &lt;really&gt; &amp; so on.' || why="${why:-not the reason for what is accepted}"
grep -F '<summary><code>drivers/misc/a/a.c:8</code>' "$page" | grep -q 'to be done by hand' || why="${why:-not code that can not be read}"
has '<li>it ends at x, parameter 1 of number()<span class="at"><code>mm/b.c:24</code> <code>number(vma-&gt;vm_flags);</code></span></li>'
has '<li><code>pass(vma-&gt;vm_flags, &quot;&lt;&amp;&gt;&quot;) + ;</code></li>'
awk '/<h2 id="stays"/ { on = 1 } on' "$page" | grep -qF '<code>int sure</code>' || why="${why:-not the int that stays}"
result "where the flow ends, what is accepted, what stays" "$why"

# A shape that the script does not know, which is rare: made up.
printf "retyped\tmm/a.c:5\tf\tx\tlong\tvar mm/a.c f x.1\t-\n" > "$tmp/row"
printf "mm/a.c:5\t-\tshould be a vm_flags_t\twhy\t\n" > "$tmp/left"
awk -f "$tmp/repo/kernel/engine/carriers-page.awk" /dev/null "$tmp/row" /dev/null /dev/null "$tmp/left" > "$tmp/made-up"
why=
grep -F '<summary><code>mm/a.c:5</code>' "$tmp/made-up" | grep -q 'stays, and is to be done by hand' || why="it is said to become one"
result "a carrier that could not be changed" "$why"

# Nothing to do: it is there again.  One that breaks leaves what there was.
mv "$page" "$tmp/before"
"$tmp/repo/kernel/engine/series.sh" 6.1 > "$tmp/said" 2>&1 || :
why=
grep -q 'is up to date' "$tmp/said" || why="made again"
cmp -s "$page" "$tmp/before" || why="${why:-no page, or another}"
result "a run with nothing to do" "$why"
echo 'BEGIN { print "half"; exit 1 }' > "$tmp/repo/kernel/engine/carriers-page.awk"
why=
! "$tmp/repo/kernel/engine/series.sh" 6.1 > "$tmp/said" 2>&1 || why="went on"
! grep -q 'patches in' "$tmp/said" || why="${why:-it goes for a series}"
cmp -s "$page" "$tmp/before" || why="${why:-half a page}"
result "a page that can't be made" "$why"

ktap_ends carriers
