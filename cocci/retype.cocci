// SPDX-License-Identifier: GPL-2.0-only
/// Retype to vm_flags_t every integer declaration that carries vm_flags.
///
//# What: locals, parameters (with prototypes, stubs and function pointers),
//# return types, struct fields and pointers to any of them, whatever integer
//# type they have now.
//#
//# How: seeds are the VM_* constants of the tree's own mm.h and whatever is
//# a vm_flags_t already.  Rules "flow" collect which values are copied,
//# or-ed, masked, compared, passed and returned to where; the closure of the
//# seeds over these edges is what is retyped.  SmPL has no fixpoint and no
//# memory across files, hence the script.  A value flows to the result of an
//# operator, never from an argument of a call to its result.
//#
//# On a single file (coccicheck) only this file's flow is known.  For a
//# whole tree run twice: -D flow prints the edges; with VM_FLAGS_FLOW
//# naming a file of them, collected from all files, the second run retypes.
///
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes --include-headers
// Keywords: vm_flags, vm_flags_t

virtual patch
virtual context
virtual org
virtual report
virtual flow
virtual known

@initialize:python@
@@
import os, re, sys

tree = os.environ.get("VM_FLAGS_TREE") or os.environ.get("srctree", ".")
graph = {}          # vertex -> set of vertices its value flows to or from
decls = set()       # vertices that have a declaration which can be retyped
seeds = set(["field vm_area_struct vm_flags", "field ? vm_flags"])
where = {}          # vertex -> files that declare it
static = set()      # (file, function)
ptype = {}          # (file, function, variable) -> struct it points to
fields = {}         # field -> set of structs that declare it as an integer
found = None

# The block of #defines that begins with VM_NONE, but for bit numbers.
def constants():
	try:
		text = open(tree + "/include/linux/mm.h", errors="replace").read()
	except OSError:
		return set()
	m = re.search(r"^#define\s+VM_NONE\b(?:.|\n)*?(?=^(?:struct|static|extern|enum|typedef|union)\b)",
		      text, re.M)
	block = re.sub(r"/\*(?:.|\n)*?\*/", "", m.group(0) if m else "")
	d = dict(re.findall(r"^#\s*define\s+(VM_\w+)[ \t]+(.*)", block, re.M))
	bits = set(re.findall(r"\bBIT(?:_ULL)?\((VM_\w+)\)", block))
	bits |= set(k for k in d if d[k].strip() in bits)
	return set(d) - bits

const = constants()
through = re.compile(r"^(?:READ_ONCE|WRITE_ONCE|data_race|likely|unlikely)\((.*)\)$")

texts = {}

def strip(t):
	if t not in texts:
		texts[t] = bare(t)
	return texts[t]

def bare(t):
	t = re.sub(r"\s+", " ", t).strip()
	while True:
		old = t
		t = re.sub(r"^(?:[~&*] ?|\( ?(?:unsigned |signed )?(?:long|int|vm_flags_t|u64|__u64)(?: long| int)* ?\) ?)", "", t).strip()
		if t.startswith("(") and closing(t) == len(t) - 1:
			t = t[1:-1].strip()
		m = through.match(t.replace(" ", ""))
		if m and closing(t[t.index("("):]) == len(t) - t.index("(") - 1:
			t = t[t.index("(") + 1:-1].strip()
		if t == old:
			return t

def closing(t):
	depth = 0
	for i, c in enumerate(t):
		depth += (c == "(") - (c == ")")
		if depth == 0:
			return i
	return -1

# The vertex of an expression's text; None for one that can't be a carrier.
def vertex(file, fn, t):
	t = strip(t)
	if t in const:
		return "seed"
	if re.match(r"^[A-Z0-9_]+$", t) or re.match(r"^-?\d", t):
		return None
	if re.match(r"^\w+$", t):
		return "var %s %s %s" % (file, fn, t)
	m = re.match(r"^(.*?)(?:->|\.) ?(\w+(?:\(\d\))?)$", t)
	if m and not re.search(r" [|&^?=+*/<>-] ", m.group(1)) and closing("(" + m.group(1) + ")") > 0:
		base = strip(m.group(1))
		s = ptype.get((file, fn, base), "?")
		return "field %s %s" % (s, m.group(2))
	m = re.match(r"^(\w+) ?\(", t)
	if m and closing(t[t.index("("):]) == len(t) - t.index("(") - 1:
		return func(file, m.group(1), "return")
	return "expr %s %s %s" % (file, fn, t.replace(" ", ""))

def func(file, f, n):
	if (file, f) in static:
		f = file + ":" + f
	return "func %s %s" % (f, n)

def say(kind, a, b=""):
	if emit:
		emit.write("%s\t%s\t%s\n" % (kind, a, b))

def edge(a, b):
	if not a or not b or a == b:
		return
	if "seed" in (a, b):
		seed(b if a == "seed" else a)
		return
	graph.setdefault(a, set()).add(b)
	graph.setdefault(b, set()).add(a)
	news()
	say("edge", a, b)

def news():
	global found
	found = None

def seed(a):
	if a not in seeds:
		seeds.add(a)
		news()
		say("seed", a)

def decl(a, file):
	say("decl", a, file)
	where.setdefault(a, set()).add(file)
	if a not in decls:
		decls.add(a)
		news()
		m = a.split(" ")
		if m[0] == "field":
			fields.setdefault(m[2], set()).add(a)

def flows(p, a, b):
	file, fn = p[0].file, p[0].current_element
	edge(vertex(file, fn, a), vertex(file, fn, b))

def argument(p, f, n, a):
	file, fn = p[0].file, p[0].current_element
	edge(func(file, f, n), vertex(file, fn, a))

def load(name):
	for line in open(name, errors="replace"):
		kind, a, b = line.rstrip("\n").split("\t")
		if kind == "edge":
			edge(a, b)
		elif kind == "seed":
			seed(a)
		elif kind == "decl":
			decl(a, b)
		elif kind == "static":
			static.add((a, b))

# A function or field without a declaration here (a macro, printk) ends the
# flow: it is no variable and must not join its users.
def passes(v):
	if v.startswith("func "):
		return v in decls
	if v.startswith("field ?"):
		all = fields.get(v.split(" ")[2], set())
		return len(all) == 1 or len(all & found) == len(all) > 0
	return True

def close():
	global found
	found, todo = set(), list(seeds)
	while todo:
		v = todo.pop()
		if v in found:
			continue
		found.add(v)
		if not passes(v):
			continue
		todo += graph.get(v, ())
		m = v.split(" ")
		if m[0] == "field":
			todo += same_field(m[1], m[2])

# An access by way of an unknown type is that of the one struct which declares
# such a field, or of any of them when all carry.
def same_field(s, f):
	all = fields.get(f, set())
	inner = set(v for v in all if v.startswith("field in:"))
	if s == "?" or "field %s %s" % (s, f) not in all:
		return all if len(all) == 1 and (s == "?" or inner == all) else set()
	return set(["field ? " + f]) if all <= found else set()

emit = None
if os.environ.get("VM_FLAGS_FLOW"):
	load(os.environ["VM_FLAGS_FLOW"])
	close()
if os.environ.get("VM_FLAGS_EMIT"):
	emit = sys.stdout

# For the driver: the files to retype, and the functions and structs that
# flags reach but that no file read so far declares.
if os.environ.get("VM_FLAGS_LIST"):
	with open(os.environ["VM_FLAGS_LIST"], "w") as out:
		for v in sorted(found & decls):
			for file in sorted(where[v]):
				out.write("file\t%s\t%s\n" % (file, v))
		for v in sorted(found - decls):
			m = v.split(" ")
			if m[0] in ("func", "field") and re.match(r"[a-z_]\w*$", m[1]):
				out.write("%s\t%s\t%s\n" % (m[0], m[1], m[2]))

def carries(v):
	if found is None:
		close()
	return v in found


// Declarations -------------------------------------------------------------

@static_def depends on !known@
identifier f;
position p;
type T;
@@
 static T f@p(...) { ... }

@static_proto depends on !known@
identifier f;
position p;
type T;
@@
 static T f@p(...);

@script:python@
f << static_def.f;
p << static_def.p;
@@
if p[0].file.endswith(".c"):
	static.add((p[0].file, f))
	say("static", p[0].file, f)

@script:python@
f << static_proto.f;
p << static_proto.p;
@@
if p[0].file.endswith(".c"):
	static.add((p[0].file, f))
	say("static", p[0].file, f)

// What a pointer variable points to, for fields of a common name.
@points depends on !known@
identifier s, x;
expression e;
position p;
@@
(
 struct s *x@p;
|
 struct s *x@p = e;
|
 struct s x@p;
)

@script:python@
s << points.s;
x << points.x;
p << points.p;
@@
ptype[(p[0].file, p[0].current_element, x)] = s

@points_param depends on !known@
identifier s, f, x;
parameter list[n] ps;
position p;
@@
 f@p(ps, struct s *x, ...) { ... }

@script:python@
s << points_param.s;
f << points_param.f;
x << points_param.x;
p << points_param.p;
@@
ptype[(p[0].file, f, x)] = s

@param_def depends on !known@
identifier f, x;
parameter list[n] ps;
position p;
typedef vm_flags_t;
@@
 f@p(ps, \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) x, ...) { ... }

@script:python@
f << param_def.f;
x << param_def.x;
n << param_def.n;
p << param_def.p;
@@
decl(func(p[0].file, f, n), p[0].file)
decl("var %s %s %s" % (p[0].file, f, x), p[0].file)
edge("var %s %s %s" % (p[0].file, f, x), func(p[0].file, f, n))

@param_proto depends on !known@
identifier f, x;
parameter list[n] ps;
position p;
type R;
@@
(
 R f@p(ps, \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) x, ...);
|
 R f@p(ps, \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\), ...);
)

@script:python@
f << param_proto.f;
n << param_proto.n;
p << param_proto.p;
@@
decl(func(p[0].file, f, n), p[0].file)

@return_def depends on !known@
identifier f;
position p;
@@
 \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) f@p(...) { ... }

@script:python@
f << return_def.f;
p << return_def.p;
@@
decl(func(p[0].file, f, "return"), p[0].file)

@return_proto depends on !known@
identifier f;
position p;
@@
 \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) f@p(...);

@script:python@
f << return_proto.f;
p << return_proto.p;
@@
decl(func(p[0].file, f, "return"), p[0].file)

@variable depends on !known@
identifier x;
expression e;
position p;
@@
(
 \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) x@p;
|
 \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) x@p = e;
)

@script:python@
x << variable.x;
p << variable.p;
@@
decl("var %s %s %s" % (p[0].file, p[0].current_element, x), p[0].file)

@typed depends on !known@
identifier x;
expression e;
position p;
@@
(
 \(vm_flags_t\|vm_flags_t *\) x@p;
|
 \(vm_flags_t\|vm_flags_t *\) x@p = e;
)

@script:python@
x << typed.x;
p << typed.p;
@@
seed("var %s %s %s" % (p[0].file, p[0].current_element, x))

@typed_def depends on !known@
identifier f, x;
parameter list[n] ps;
position p;
@@
 f@p(ps, \(vm_flags_t\|vm_flags_t *\) x, ...) { ... }

@script:python@
f << typed_def.f;
n << typed_def.n;
p << typed_def.p;
@@
seed(func(p[0].file, f, n))

@typed_proto depends on !known@
identifier f, x;
parameter list[n] ps;
position p;
type R;
@@
(
 R f@p(ps, \(vm_flags_t\|vm_flags_t *\) x, ...);
|
 R f@p(ps, \(vm_flags_t\|vm_flags_t *\), ...);
)

@script:python@
f << typed_proto.f;
n << typed_proto.n;
p << typed_proto.p;
@@
seed(func(p[0].file, f, n))

@typed_return_def depends on !known@
identifier f;
position p;
@@
 vm_flags_t f@p(...) { ... }

@script:python@
f << typed_return_def.f;
p << typed_return_def.p;
@@
seed(func(p[0].file, f, "return"))

@typed_return_proto depends on !known@
identifier f;
position p;
@@
 vm_flags_t f@p(...);

@script:python@
f << typed_return_proto.f;
p << typed_return_proto.p;
@@
seed(func(p[0].file, f, "return"))

@member depends on !known@
identifier s, f;
position p;
@@
 struct s { ...
 \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) f@p;
 ... };

@script:python@
s << member.s;
f << member.f;
p << member.p;
@@
decl("field %s %s" % (s, f), p[0].file)

@nested depends on !known@
identifier f;
position p;
@@
 struct { ...
 \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) f@p;
 ... }

@script:python@
f << nested.f;
p << nested.p;
@@
decl("field in:%s %s" % (p[0].file, f), p[0].file)

@nested_union depends on !known@
identifier f;
position p;
@@
 union { ...
 \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) f@p;
 ... }

@script:python@
f << nested_union.f;
p << nested_union.p;
@@
decl("field in:%s %s" % (p[0].file, f), p[0].file)

@typed_field depends on !known@
identifier s, f;
position p;
@@
 struct s { ...
 vm_flags_t f@p;
 ... };

@script:python@
s << typed_field.s;
f << typed_field.f;
@@
seed("field %s %s" % (s, f))

// A member that points to a function: its n-th parameter is "member(n)".
@hook depends on !known@
identifier s, m, x;
parameter list[n] ps;
position p;
type R;
@@
 struct s { ...
(
 R (*m@p)(ps, \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\) x, ...);
|
 R (*m@p)(ps, \(unsigned long\|long\|unsigned int\|int\|vm_flags_t\|unsigned long *\|unsigned int *\|vm_flags_t *\), ...);
)
 ... };

@script:python@
s << hook.s;
m << hook.m;
n << hook.n;
p << hook.p;
@@
decl("field %s %s(%s)" % (s, m, n), p[0].file)

@hooked depends on !known@
identifier s, m, g, x;
position p;
@@
 struct s x = { ..., .m = g@p, ... };

@script:python@
s << hooked.s;
m << hooked.m;
g << hooked.g;
p << hooked.p;
@@
for n in range(8):
	v = func(p[0].file, g, n)
	if v in decls:
		edge("field %s %s(%d)" % (s, m, n), v)

// Flow ---------------------------------------------------------------------

@assign depends on !known@
idexpression {unsigned long, long, unsigned int, int, vm_flags_t, unsigned long *, unsigned int *, vm_flags_t *} x;
expression e, l;
identifier f;
assignment operator aop = {=,|=,&=,^=};
position p;
@@
(
 x aop@p e
|
 *x aop@p e
|
 l->f aop@p e
|
 l.f aop@p e
)

@script:python@
x << assign.x = "";
l << assign.l = "";
f << assign.f = "";
e << assign.e;
p << assign.p;
@@
flows(p, x or l + "->" + f, e)

@binop depends on !known@
expression a, b;
binary operator bop = {|,&,^};
position p;
@@
 a bop@p b

@script:python@
a << binop.a;
b << binop.b;
bop << binop.bop;
p << binop.p;
@@
flows(p, a + bop + b, a)
flows(p, a + bop + b, b)

@compare depends on !known@
idexpression {unsigned long, long, unsigned int, int, vm_flags_t, unsigned long *, vm_flags_t *} x;
expression e;
position p;
@@
(
 x ==@p e
|
 x !=@p e
)

@script:python@
x << compare.x;
e << compare.e;
p << compare.p;
@@
flows(p, x, e)

@choice depends on !known@
expression c, a, b;
position p;
@@
 c ?@p a : b

@script:python@
c << choice.c;
a << choice.a;
b << choice.b;
p << choice.p;
@@
flows(p, c + "?" + a + ":" + b, a)
flows(p, c + "?" + a + ":" + b, b)


@arg_variable depends on !known@
idexpression {unsigned long, long, unsigned int, int, vm_flags_t, unsigned long *, unsigned int *, vm_flags_t *} x;
identifier f;
expression list[n] es;
position p;
@@
 f@p(es, x, ...)

@script:python@
f << arg_variable.f;
n << arg_variable.n;
p << arg_variable.p;
x << arg_variable.x;
@@
argument(p, f, n, x)

@arg_address depends on !known@
idexpression {unsigned long, long, unsigned int, int, vm_flags_t, unsigned long *, unsigned int *, vm_flags_t *} x;
identifier f;
expression list[n] es;
position p;
@@
 f@p(es, &x, ...)

@script:python@
f << arg_address.f;
n << arg_address.n;
p << arg_address.p;
x << arg_address.x;
@@
argument(p, f, n, x)

@arg_field depends on !known@
expression x;
identifier m;
identifier f;
expression list[n] es;
position p;
@@
 f@p(es, \(x->m\|x.m\|&x->m\|&x.m\), ...)

@script:python@
f << arg_field.f;
n << arg_field.n;
p << arg_field.p;
x << arg_field.x;
m << arg_field.m;
@@
argument(p, f, n, x + "->" + m)

@arg_operator depends on !known@
expression a, b;
binary operator bop = {|,&,^};
identifier f;
expression list[n] es;
position p;
@@
 f@p(es, a bop b, ...)

@script:python@
f << arg_operator.f;
n << arg_operator.n;
p << arg_operator.p;
a << arg_operator.a;
b << arg_operator.b;
bop << arg_operator.bop;
@@
argument(p, f, n, a + bop + b)

@arg_not depends on !known@
expression x;
identifier f;
expression list[n] es;
position p;
@@
 f@p(es, ~x, ...)

@script:python@
f << arg_not.f;
n << arg_not.n;
p << arg_not.p;
x << arg_not.x;
@@
argument(p, f, n, x)

@arg_choice depends on !known@
expression c, a, b;
identifier f;
expression list[n] es;
position p;
@@
 f@p(es, c ? a : b, ...)

@script:python@
f << arg_choice.f;
n << arg_choice.n;
p << arg_choice.p;
c << arg_choice.c;
a << arg_choice.a;
b << arg_choice.b;
@@
argument(p, f, n, c + "?" + a + ":" + b)

@arg_constant depends on !known@
identifier c : script:python() { c in const };
identifier f;
expression list[n] es;
position p;
@@
 f@p(es, c, ...)

@script:python@
f << arg_constant.f;
n << arg_constant.n;
p << arg_constant.p;
@@
seed(func(p[0].file, f, n))

@hook_call depends on !known@
idexpression {unsigned long, long, unsigned int, int, vm_flags_t} x;
expression o, a;
identifier m, v;
expression list[n] es;
position p;
@@
(
 o->m@p(es, x, ...)
|
 o.m@p(es, x, ...)
|
 o->m@p(es, a->v, ...)
|
 o.m@p(es, a->v, ...)
)

@script:python@
x << hook_call.x = "";
o << hook_call.o;
m << hook_call.m;
a << hook_call.a = "";
v << hook_call.v = "";
n << hook_call.n;
p << hook_call.p;
@@
flows(p, "%s->%s" % (o, m + "(" + n + ")"), x or a + "->" + v)

@give depends on !known@
expression e;
position p;
@@
 return e@p;

@script:python@
e << give.e;
p << give.p;
@@
edge(func(p[0].file, p[0].current_element, "return"), vertex(p[0].file, p[0].current_element, e))

// Retyping -----------------------------------------------------------------

@retype_variable depends on !flow@
identifier x;
expression e;
position p;
@@
(
 \(unsigned long\|long\|unsigned int\|int\) x@p;
|
 \(unsigned long\|long\|unsigned int\|int\) x@p = e;
)

@script:python@
x << retype_variable.x;
p << retype_variable.p;
@@
if not carries("var %s %s %s" % (p[0].file, p[0].current_element, x)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_variable.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_variable.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
identifier retype_variable.x;
expression e;
position retype_variable.p;
@@
(
- unsigned long
+ vm_flags_t
  x@p;
|
- long
+ vm_flags_t
  x@p;
|
- unsigned int
+ vm_flags_t
  x@p;
|
- int
+ vm_flags_t
  x@p;
|
- unsigned long
+ vm_flags_t
  x@p = e;
|
- long
+ vm_flags_t
  x@p = e;
|
- unsigned int
+ vm_flags_t
  x@p = e;
|
- int
+ vm_flags_t
  x@p = e;
)

@depends on context@
type T;
identifier retype_variable.x;
expression e;
position retype_variable.p;
@@
(
* T x@p;
|
* T x@p = e;
)

@retype_pointer depends on !flow@
identifier x;
expression e;
position p;
@@
(
 \(unsigned long *\|long *\|unsigned int *\|int *\) x@p;
|
 \(unsigned long *\|long *\|unsigned int *\|int *\) x@p = e;
)

@script:python@
x << retype_pointer.x;
p << retype_pointer.p;
@@
if not carries("var %s %s %s" % (p[0].file, p[0].current_element, x)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_pointer.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_pointer.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
identifier retype_pointer.x;
expression e;
position retype_pointer.p;
@@
(
- unsigned long
+ vm_flags_t
  *x@p;
|
- long
+ vm_flags_t
  *x@p;
|
- unsigned int
+ vm_flags_t
  *x@p;
|
- int
+ vm_flags_t
  *x@p;
|
- unsigned long
+ vm_flags_t
  *x@p = e;
|
- long
+ vm_flags_t
  *x@p = e;
|
- unsigned int
+ vm_flags_t
  *x@p = e;
|
- int
+ vm_flags_t
  *x@p = e;
)

@depends on context@
type T;
identifier retype_pointer.x;
expression e;
position retype_pointer.p;
@@
(
* T x@p;
|
* T x@p = e;
)

// One of several declarators: a declaration of its own.

@split_variable depends on !flow@
identifier x;
expression e;
position p;
@@
(
 \(unsigned long\|long\|unsigned int\|int\) x@p;
|
 \(unsigned long\|long\|unsigned int\|int\) x@p = e;
)

@script:python@
x << split_variable.x;
p << split_variable.p;
@@
if not carries("var %s %s %s" % (p[0].file, p[0].current_element, x)):
	cocci.include_match(False)

@depends on patch@
identifier split_variable.x;
expression e;
position split_variable.p;
@@
(
- unsigned long x@p;
++ vm_flags_t x;
|
- long x@p;
++ vm_flags_t x;
|
- unsigned int x@p;
++ vm_flags_t x;
|
- int x@p;
++ vm_flags_t x;
|
- unsigned long x@p = e;
++ vm_flags_t x = e;
|
- long x@p = e;
++ vm_flags_t x = e;
|
- unsigned int x@p = e;
++ vm_flags_t x = e;
|
- int x@p = e;
++ vm_flags_t x = e;
)

@split_pointer depends on !flow@
identifier x;
expression e;
position p;
@@
(
 \(unsigned long *\|long *\|unsigned int *\|int *\) x@p;
|
 \(unsigned long *\|long *\|unsigned int *\|int *\) x@p = e;
)

@script:python@
x << split_pointer.x;
p << split_pointer.p;
@@
if not carries("var %s %s %s" % (p[0].file, p[0].current_element, x)):
	cocci.include_match(False)

@depends on patch@
identifier split_pointer.x;
expression e;
position split_pointer.p;
@@
(
- unsigned long *x@p;
++ vm_flags_t *x;
|
- long *x@p;
++ vm_flags_t *x;
|
- unsigned int *x@p;
++ vm_flags_t *x;
|
- int *x@p;
++ vm_flags_t *x;
|
- unsigned long *x@p = e;
++ vm_flags_t *x = e;
|
- long *x@p = e;
++ vm_flags_t *x = e;
|
- unsigned int *x@p = e;
++ vm_flags_t *x = e;
|
- int *x@p = e;
++ vm_flags_t *x = e;
)

@retype_parameter depends on !flow@
identifier f, x;
parameter list[n] ps;
position p;
@@
 f@p(ps, \(unsigned long\|long\|unsigned int\|int\) x, ...) { ... }

@script:python@
f << retype_parameter.f;
n << retype_parameter.n;
p << retype_parameter.p;
@@
if not carries(func(p[0].file, f, n)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_parameter.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_parameter.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_parameter.f, retype_parameter.x;
parameter list[retype_parameter.n] ps;
position retype_parameter.p;
@@
 f@p(ps,
- T
+ vm_flags_t
  x, ...) { ... }

@depends on context@
type T;
identifier retype_parameter.f, retype_parameter.x;
parameter list[retype_parameter.n] ps;
position retype_parameter.p;
@@
* f@p(...) { ... }

@retype_prototype depends on !flow@
identifier f, x;
parameter list[n] ps;
type R;
position p;
@@
(
 R f@p(ps, \(unsigned long\|long\|unsigned int\|int\) x, ...);
|
 R f@p(ps, \(unsigned long\|long\|unsigned int\|int\), ...);
)

@script:python@
f << retype_prototype.f;
n << retype_prototype.n;
p << retype_prototype.p;
@@
if not carries(func(p[0].file, f, n)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_prototype.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_prototype.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_prototype.f, x;
parameter list[retype_prototype.n] ps;
type R;
position retype_prototype.p;
@@
(
 R f@p(ps,
- T
+ vm_flags_t
  x, ...);
|
 R f@p(ps,
- T
+ vm_flags_t
  , ...);
)

@depends on context@
type T;
identifier retype_prototype.f, x;
parameter list[retype_prototype.n] ps;
type R;
position retype_prototype.p;
@@
* R f@p(...);

@retype_pointer_parameter depends on !flow@
identifier f, x;
parameter list[n] ps;
position p;
@@
 f@p(ps, \(unsigned long *\|long *\|unsigned int *\|int *\) x, ...) { ... }

@script:python@
f << retype_pointer_parameter.f;
n << retype_pointer_parameter.n;
p << retype_pointer_parameter.p;
@@
if not carries(func(p[0].file, f, n)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_pointer_parameter.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_pointer_parameter.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_pointer_parameter.f, retype_pointer_parameter.x;
parameter list[retype_pointer_parameter.n] ps;
position retype_pointer_parameter.p;
@@
 f@p(ps,
- T
+ vm_flags_t
  *x, ...) { ... }

@depends on context@
type T;
identifier retype_pointer_parameter.f, retype_pointer_parameter.x;
parameter list[retype_pointer_parameter.n] ps;
position retype_pointer_parameter.p;
@@
* f@p(...) { ... }

@retype_pointer_prototype depends on !flow@
identifier f, x;
parameter list[n] ps;
type R;
position p;
@@
(
 R f@p(ps, \(unsigned long *\|long *\|unsigned int *\|int *\) x, ...);
|
 R f@p(ps, \(unsigned long *\|long *\|unsigned int *\|int *\), ...);
)

@script:python@
f << retype_pointer_prototype.f;
n << retype_pointer_prototype.n;
p << retype_pointer_prototype.p;
@@
if not carries(func(p[0].file, f, n)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_pointer_prototype.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_pointer_prototype.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_pointer_prototype.f, x;
parameter list[retype_pointer_prototype.n] ps;
type R;
position retype_pointer_prototype.p;
@@
(
 R f@p(ps,
- T
+ vm_flags_t
  *x, ...);
|
 R f@p(ps,
- T
+ vm_flags_t
  *, ...);
)

@depends on context@
type T;
identifier retype_pointer_prototype.f, x;
parameter list[retype_pointer_prototype.n] ps;
type R;
position retype_pointer_prototype.p;
@@
* R f@p(...);

@retype_return depends on !flow@
identifier f;
position p;
@@
 \(unsigned long\|long\|unsigned int\|int\) f@p(...) { ... }

@script:python@
f << retype_return.f;
p << retype_return.p;
@@
if not carries(func(p[0].file, f, "return")):
	cocci.include_match(False)

@script:python depends on report@
p << retype_return.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_return.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_return.f;
position retype_return.p;
@@
- T
+ vm_flags_t
 f@p(...) { ... }

@depends on context@
type T;
identifier retype_return.f;
position retype_return.p;
@@
* T f@p(...) { ... }

@retype_return_prototype depends on !flow@
identifier f;
position p;
@@
 \(unsigned long\|long\|unsigned int\|int\) f@p(...);

@script:python@
f << retype_return_prototype.f;
p << retype_return_prototype.p;
@@
if not carries(func(p[0].file, f, "return")):
	cocci.include_match(False)

@script:python depends on report@
p << retype_return_prototype.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_return_prototype.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_return_prototype.f;
position retype_return_prototype.p;
@@
- T
+ vm_flags_t
 f@p(...);

@depends on context@
type T;
identifier retype_return_prototype.f;
position retype_return_prototype.p;
@@
* T f@p(...);

@retype_field depends on !flow@
identifier s, f;
position p;
@@
 struct s { ...
 \(unsigned long\|long\|unsigned int\|int\) f@p;
 ... };

@script:python@
s << retype_field.s;
f << retype_field.f;
p << retype_field.p;
@@
if not carries("field %s %s" % (s, f)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_field.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_field.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_field.s, retype_field.f;
position retype_field.p;
@@
 struct s { ...
- T
+ vm_flags_t
 f@p;
 ... };

@depends on context@
type T;
identifier retype_field.s, retype_field.f;
position retype_field.p;
@@
 struct s { ...
* T f@p;
 ... };

@retype_nested_field depends on !flow@
identifier f;
position p;
@@
 struct { ...
 \(unsigned long\|long\|unsigned int\|int\) f@p;
 ... }

@script:python@
f << retype_nested_field.f;
p << retype_nested_field.p;
@@
if not carries("field in:%s %s" % (p[0].file, f)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_nested_field.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_nested_field.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_nested_field.f;
position retype_nested_field.p;
@@
 struct { ...
- T
+ vm_flags_t
 f@p;
 ... }

@depends on context@
type T;
identifier retype_nested_field.f;
position retype_nested_field.p;
@@
 struct { ...
* T f@p;
 ... }

@retype_hook depends on !flow@
identifier s, m, x;
parameter list[n] ps;
type R;
position p;
@@
 struct s { ...
(
 R (*m@p)(ps, \(unsigned long\|long\|unsigned int\|int\) x, ...);
|
 R (*m@p)(ps, \(unsigned long\|long\|unsigned int\|int\), ...);
)
 ... };

@script:python@
s << retype_hook.s;
m << retype_hook.m;
n << retype_hook.n;
p << retype_hook.p;
@@
if not carries("field %s %s(%s)" % (s, m, n)):
	cocci.include_match(False)

@script:python depends on report@
p << retype_hook.p;
@@
coccilib.report.print_report(p[0], "integer carries vm_flags")

@script:python depends on org@
p << retype_hook.p;
@@
coccilib.org.print_todo(p[0], "integer carries vm_flags")

@depends on patch@
type T;
identifier retype_hook.s, retype_hook.m, x;
parameter list[retype_hook.n] ps;
type R;
position retype_hook.p;
@@
 struct s { ...
(
 R (*m@p)(ps,
- T
+ vm_flags_t
  x, ...);
|
 R (*m@p)(ps,
- T
+ vm_flags_t
  , ...);
)
 ... };

@depends on context@
type T;
identifier retype_hook.s, retype_hook.m, x;
parameter list[retype_hook.n] ps;
type R;
position retype_hook.p;
@@
 struct s { ...
* R (*m@p)(...);
 ... };

