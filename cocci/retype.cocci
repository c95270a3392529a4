// SPDX-License-Identifier: GPL-2.0-only
/// Retype to vm_flags_t every integer declaration that carries vm_flags.
///
//# What: locals, parameters (with prototypes, stubs and function pointers),
//# return types, struct fields, casts and pointers to any of them, if they are
//# int or longer.
//#
//# How: seeds are the VM_* constants of the tree's own mm.h, macros made of
//# them, and whatever is a vm_flags_t already.  Values are followed to where
//# they are copied, or-ed, masked, compared, passed and returned; the closure
//# of the seeds is what is retyped.  A value flows to the result of an
//# operator, never from an argument of a call to its result, and not into an
//# int that gets truth values from elsewhere.  SmPL has no fixpoint and no
//# memory across files, hence the OCaml, which knows where the type of each
//# declaration stands; the rules below replace it.
//#
//# Walls: the flow ends, and the place is reported, where a value gets into
//# what also takes values that are surely no flags (an address, the result of
//# arithmetic, a size, what is counted or compared by size, what a conversion
//# to a number returns), what user space sees, what assembly takes, and what
//# has a type of another meaning.  A parameter whose function masks it with
//# VM_* is one of flags whatever others pass: there, it is their call that is
//# reported.
//#
//# On its own (coccicheck) the script knows the flow in the files that it is
//# given.  For a whole tree two runs, by environment variables:
//#   VM_FLAGS_READ="a.c b.c"  print the facts of these files, which spatch
//#                            need not be given
//#   VM_FLAGS_FACTS=file      facts of all files instead; with
//#   VM_FLAGS_LIST=file       write there what they say: carriers, what
//#                            carries but is declared nowhere, who prints,
//#                            where the flow stops and why
//#   VM_FLAGS_ASK=1           a function takes flags only when the facts say
//#                            that its callers were looked for; the list says
//#                            which are still to be
//#   VM_FLAGS_WAYS=file       write there the shortest way to each carrier
//# VM_FLAGS_TREE (or coccicheck's srctree) is the top of the tree.
//#
//# It names no arity of Coccinelle's syntax tree, which differs between 1.1.1
//# and 1.3.0: what is below a node is asked of the visitor.
//#
//# One type of a file changes a run, and one declarator of several of which some
//# carry: run it until nothing changes.
///
// Confidence: High
// Copyright: (C) 2026 the vm_flags_t series authors
// Options: --no-includes --include-headers
// Requires: 1.1.0, with OCaml scripts
// Keywords: vm_flags, vm_flags_t

virtual patch
virtual context
virtual org
virtual report

@initialize:ocaml@
@@
open Ast_c

let env name default = try Sys.getenv name with Not_found -> default
let tree = env "VM_FLAGS_TREE" (env "srctree" ".")
let lines name =
  try
    let c = open_in_bin name in
    let rec all l = match input_line c with
      | s -> all (s :: l)
      | exception End_of_file -> close_in c; List.rev l in
    all []
  with Sys_error _ -> []

let compiled : (string, Str.regexp) Hashtbl.t = Hashtbl.create 99
let matches r s =
  let r' = match Hashtbl.find_opt compiled r with
    | Some r' -> r'
    | None ->
      let r' = Str.regexp r in
      Hashtbl.replace compiled r r';
      r' in
  Str.string_match r' s 0
let group = Str.matched_group
let table () : ('a, 'b) Hashtbl.t = Hashtbl.create 999
let get t k = try Hashtbl.find t k with Not_found -> []
let put t k v = if not (List.mem v (get t k)) then Hashtbl.replace t k (v :: get t k)

(* The vma flags of mm.h, as kernel/engine/vma-flags.awk says what they are. *)
let flags : (string, unit) Hashtbl.t Lazy.t = lazy begin
  let mm = lines (tree ^ "/include/linux/mm.h") in
  let block = ref [] and inside = ref false and over = ref false in
  let define = "^#[ \t]*define[ \t]+\\(VM_[A-Z0-9_]+\\)[ \t]+\\([^ \t/].*\\)$" in
  let as_enum = List.exists (matches ".*DECLARE_VMA_BIT(") mm in
  let bare s = Str.global_replace (Str.regexp "[ \t]*/[*/].*\\|[ \t]+$") "" s in
  List.iter (fun l ->
    if matches "^#[ \t]*define[ \t]+VM_NONE\\b" l then inside := true;
    if !inside && (matches "^\\(struct\\|static\\|extern\\|union\\)\\b" l ||
	not as_enum && matches "^\\(enum\\|typedef\\)\\b" l) then over := true;
    if !inside && not !over && matches define l then begin
      let name = group 1 l and value = group 2 l in
      block := (name, bare value) :: !block
    end) mm;
  let bits = table () and flags = table () in
  let bit s = Hashtbl.replace bits s () in
  let call = Str.regexp "\\b\\(_*BIT_*U*L*\\|VM_FLAG_BIT\\)(\\(VM_[A-Z0-9_]+\\))" in
  List.iter (fun (_, v) ->
    let rec all i = match Str.search_forward call v i with
      | _ -> let e = Str.match_end () in bit (group 2 v); all e
      | exception Not_found -> () in
    all 0) !block;
  let aliases = List.filter (fun (_, v) -> Hashtbl.mem bits v) !block in
  List.iter (fun (n, _) -> bit n) aliases;
  List.iter (fun (n, _) -> if not (Hashtbl.mem bits n) then Hashtbl.replace flags n ()) !block;
  flags
end
let is_flag x = Hashtbl.mem (Lazy.force flags) x

(* Facts -------------------------------------------------------------------

   A vertex is what has a type of its own: "var FILE FUNCTION NAME.NTH",
   "global NAME", "func NAME N" (parameter N, or "return"), "field STRUCT
   NAME"; "V(N)" is parameter N of the function that V points to.  A static
   function is FILE:NAME.  STRUCT may be a path that only the other files
   resolve: "a>b" is what field b of a points to, "()f" what f returns, "?"
   not known. *)

type place = { file : string; line : int; col : int }

let edges : (string, string list) Hashtbl.t = table ()	(* vertex -> vertices *)
let goes : (string, string list) Hashtbl.t = table ()	(* the same, where a value is copied *)
let decls : (string, (place * place * string) list) Hashtbl.t = table ()	(* vertex -> name, type, width *)
let types = table ()		(* vertex -> the struct that it is or points to *)
let prints = table ()		(* vertex -> files that print it *)
let macros = table ()		(* macro -> what it is made of *)
let typed = table ()		(* the other way round, for function types *)
let truths = table ()		(* vertices that get a truth value *)
let numbers : (string, (string * string) list) Hashtbl.t = table ()	(* vertex that gets a number -> FILE:LINE, what *)
let masked = table ()		(* parameters that are masked with flags *)
let seen_by_user = table ()	(* "S:STRUCT", or a vertex *)
let inner = table ()		(* struct -> the structs that are members of it *)
let others = table ()		(* "asm FUNCTION", "asked FUNCTION" *)
let unread = table ()		(* what is in code that can't be read -> FILE:LINE *)
let casts : (string * int * int, string list) Hashtbl.t = table ()	(* what is cast there *)
let in_files = table ()		(* vertex -> files that cast it to unsigned long *)
let keeps_casts = ref false	(* a number is meant *)
let raw = ref []		(* edges before their paths are resolved *)
let places_of : (int, string) Hashtbl.t = table ()	(* edge -> FILE:LINE *)
let at_line = ref ""		(* FILE:LINE of the expression that is walked *)
(* An edge as a number: there are hundreds of thousands. *)
let ids : (string, int) Hashtbl.t = Hashtbl.create 99999
let id v = match Hashtbl.find_opt ids v with
  | Some n -> n
  | None -> let n = Hashtbl.length ids in Hashtbl.add ids v n; n
let edge a b = (id a) lsl 30 + id b
let emit = ref (fun (_ : string) -> ()) and emitting = ref false
let emitted : (string, unit) Hashtbl.t = table ()

let fact kind a b =
  let at = match kind with "edge" | "same" | "number" -> [!at_line] | _ -> [] in
  if !emitting && not (kind = "type" && b = "?") then begin
    let s = String.concat "\t" (kind :: a :: b :: at) in
    if not (Hashtbl.mem emitted s) then begin
      Hashtbl.replace emitted s ();
      !emit s
    end
  end;
  match kind with
  | "edge" | "same" ->
    let e = edge a b in
    if not (Hashtbl.mem places_of e) then begin
      Hashtbl.replace places_of e !at_line;
      raw := (kind, a, b) :: !raw
    end
  | "decl" ->
    put decls a (match String.split_on_char ':' b with
      | file :: line :: col :: tline :: tcol :: width ->
	let place l c = { file; line = int_of_string l; col = int_of_string c } in
	place line col, place tline tcol, String.concat ":" width
      | _ -> failwith b)
  | "type" -> if b <> "?" then (put types a b; put typed b a)
  | "truth" -> put truths a b
  | "number" -> put numbers a (!at_line, b)
  | "mask" -> put masked a b
  | "user" -> put seen_by_user a b
  | "in" -> put inner a b
  | "asm" | "asked" | "gives" -> put others (kind ^ " " ^ a) b
  | "unread" -> put unread a b
  | "print" -> put prints a b
  | "cast" -> put in_files a b
  | "macro" -> put macros a b
  | _ -> failwith kind

let starts s t =
  let n = String.length s and m = String.length t in
  n >= m && String.sub s 0 m = t
let ends s t =
  let n = String.length s and m = String.length t in
  n >= m && String.sub s (n - m) m = t
let after s t = String.sub s (String.length t) (String.length s - String.length t)
let is_macro v = starts v "macro "

(* Each is combined with each; a macro only gives its value. *)
let join l =
  let rec pairs = function
    | a :: l ->
      List.iter (fun b ->
	if is_macro a && not (is_macro b) then fact "same" a b
	else if is_macro b && not (is_macro a) then fact "same" b a
	else if not (is_macro a) then fact "same" a b) l;
      pairs l
    | [] -> () in
  pairs (List.sort_uniq compare l)

(* The value of each of these gets to v. *)
let gets v l = List.iter (fun a -> if a <> v && not (is_macro v) then fact "edge" a v) l

(* Coccinelle's syntax tree ------------------------------------------------- *)

let top = Visitor_c.default_visitor_c

let text = function
  | RegularName (s, _) -> s
  | CppVariadicName (s, _) -> s
  | _ -> "?"

let info = function
  | RegularName (_, ii) | CppVariadicName (_, ii) -> (match ii with i :: _ -> Some i | [] -> None)
  | _ -> None

let origin i = match i.pinfo with
  | OriginTok p | ExpandedTok (p, _) -> Some p
  | _ -> None

(* The expressions right below this one, and its type if it names one. *)
let below e =
  let l = ref [] and first = ref true in
  Visitor_c.vk_expr { top with
    Visitor_c.kexpr = (fun (down, _) x -> if !first then (first := false; down x) else l := x :: !l);
    ktype = (fun _ _ -> ()) } e;
  List.rev !l
let its_type e =
  let t = ref None and first = ref true in
  Visitor_c.vk_expr { top with
    Visitor_c.kexpr = (fun (down, _) x -> if !first then (first := false; down x));
    ktype = (fun _ x -> if !t = None then t := Some x) } e;
  !t

let each_declarator d f =
  Visitor_c.vk_decl { top with Visitor_c.konedecl_opt = (fun _ _ x -> f x) } d
let initialiser_of d =
  let r = ref None in
  Visitor_c.vk_onedecl { top with
    Visitor_c.ktype = (fun _ _ -> ());
    kini = (fun _ i -> if !r = None then r := Some i) } d;
  !r
let initialisers_below i =
  let l = ref [] and first = ref true in
  Visitor_c.vk_ini { top with
    Visitor_c.kini = (fun (down, _) x -> if !first then (first := false; down x) else l := x :: !l);
    kexpr = (fun _ _ -> ()) } i;
  List.rev !l
(* The names and types of a struct's fields; a bit-field has none to retype. *)
let each_field t f bits =
  Visitor_c.vk_type { top with Visitor_c.kfield = (fun (down, v) x ->
    let name = ref None and bit = ref false in
    (match x with
    | DeclarationField (FieldDeclList (l, _)) ->
      List.iter (fun (one, _) ->
	name := None;
	bit := (match one with BitField _ -> true | Simple _ -> false);
	Visitor_c.vk_struct_fieldkinds { v with
	  Visitor_c.kname = (fun _ n -> name := Some n);
	  kexpr = (fun _ _ -> ());
	  kini = (fun _ _ -> ());
	  ktype = (fun _ t ->
	    match !bit, !name with
	    | false, n -> f n t
	    | true, Some n -> bits n
	    | true, None -> ()) } [one, []]) l
    | _ -> ())) } t

let has ii word = List.exists (fun i -> str_of_info i = word) ii

let rec base_type t = match unwrap_typeC t with
  | Pointer t | Array (_, t) | ParenType t -> base_type t
  | _ -> t
let rec is_pointer t = match unwrap_typeC t with
  | Pointer _ -> true
  | Array (_, t) | ParenType t -> is_pointer t
  | _ -> false

(* Of "struct name {", the name. *)
let tag t =
  let rec find = function
    | a :: b :: _ when List.mem (str_of_info a) ["struct"; "union"] ->
      if str_of_info b = "{" then None else Some (str_of_info b)
    | _ :: l -> find l
    | [] -> None in
  let first = ref [] in	(* its own tokens, not those of its fields *)
  Visitor_c.vk_type { top with
    Visitor_c.kfield = (fun _ _ -> ());
    kinfo = (fun _ i -> first := i :: !first) } t;
  let place i = match origin i with Some p -> (p.Common.line, p.Common.column) | None -> (0, 0) in
  find (List.sort (fun a b -> compare (place a) (place b)) !first)

(* A declaration's type, as far as it matters. *)
type shape =
  | Flags | Number of string
  | Meant of string	(* for other values: a size_t, a u8 *)
  | Struct of string | Named of string
  | Function of functionType | Truth | Other

let wide = ["u64"; "u32"; "ulong"; "uint"; "uint64_t"; "uint32_t"; "uintptr_t"]
let meant = ["size_t"; "ssize_t"; "ptrdiff_t"; "loff_t"; "off_t"; "pgoff_t"; "sector_t"; "blkcnt_t";
  "dma_addr_t"; "phys_addr_t"; "resource_size_t"; "pid_t"; "dev_t"; "ino_t"; "gfp_t"; "umode_t";
  "ktime_t"; "time64_t"; "cycles_t"; "u8"; "u16"; "s8"; "s16"; "s32"; "s64"; "uint8_t"; "uint16_t";
  "int8_t"; "int16_t"; "int32_t"; "int64_t"; "__u8"; "__u16"; "__u32"; "__u64"; "__s8"; "__s16"; "__s32"; "__s64";
  "__le16"; "__le32"; "__le64"; "__be16"; "__be32"; "__be64"; "ushort"; "u_char"]

let type_words = "unsigned" :: "signed" :: "int" :: "long" :: "short" :: "char" :: []
let tokens t = Lib_parsing_c.ii_of_type t

let rec shape t = match unwrap_typeC t with
  | BaseType (IntType (Si (_, CInt))) -> Number "int"
  | BaseType (IntType (Si (_, (CLong | CLongLong)))) -> Number "long"
  | BaseType (IntType (Si (_, CShort))) -> Meant "short"
  | BaseType (IntType _) when has (tokens t) "char" -> Meant "char"
  | BaseType _ ->
    (match List.filter (has (tokens t)) ["size_t"; "ssize_t"; "ptrdiff_t"] with
    | s :: _ -> Meant s
    | [] -> Other)
  | TypeName (n, _) ->
    let n = text n in
    if n = "vm_flags_t" then Flags
    else if List.mem n wide then Number "long"
    else if List.mem n meant then Meant n
    else if n = "bool" || n = "_Bool" then Truth
    else Named n
  | Pointer p ->
    (match shape p with
    | Meant "char" | Truth -> Other	(* a string, or something's bytes *)
    | s -> s)
  | Array (_, t) | ParenType t | TypeOfType t -> shape t
  | StructUnionName (_, s) -> Struct s
  | StructUnion _ -> (match tag t with Some s -> Struct s | None -> Other)
  | FunctionType f -> Function f
  | _ when has (tokens t) "enum" -> Meant "enum"
  | TypeOfExpr _ when has (tokens t) "vm_flags" -> Flags
  | _ -> Other

let place name = match info name with
  | None -> None
  | Some i -> origin i

(* Where the words of the type begin that would be replaced. *)
let type_place t =
  let b = base_type t in
  let words = match unwrap_typeC b with
    | TypeName (n, _) -> [text n]
    | _ -> type_words in
  let all = List.filter_map (fun i ->
    match i.pinfo with
    | OriginTok p when List.mem (str_of_info i) words -> Some (p.Common.line, p.Common.column)
    | _ -> None) (tokens b) in
  match List.sort compare all with
  | p :: _ -> p
  | [] -> 0, 0

let declare vertex file name t =
  let width = match shape t with
    | Flags ->
      (match place name with
      | Some p -> at_line := Printf.sprintf "%s:%d" file p.Common.line
      | None -> ());
      fact "edge" "seed" vertex;
      "flags"
    | Number w -> w
    | Meant n -> "a " ^ n
    | Named n -> "type " ^ n
    | Truth -> "bool"
    | _ -> "" in
  match place name with
  | Some p when width <> "" ->
    let line, col = type_place t in
    fact "decl" vertex (Printf.sprintf "%s:%d:%d:%d:%d:%s" file p.Common.line p.Common.column line col width)
  | _ -> ()

let base_of_shape = function
  | Struct s -> s
  | Named t -> "T:" ^ t
  | _ -> "?"

(* Walking a file ----------------------------------------------------------- *)

type name_of = { vertex : string; is : shape; pointer : bool }
module Names = Map.Make (String)

let file = ref "" and fn = ref "-" and scope = ref Names.empty
let statics = table () and known_functions = table ()
let nth = table ()		(* how many scopes declared it so far *)

let full f = if Hashtbl.mem statics (!file, f) then !file ^ ":" ^ f else f
let func f n = Printf.sprintf "func %s %s" (full f) n
let sub vertex n = Printf.sprintf "%s(%s)" vertex n

(* A parameter list: its integers, and parameters of function pointers. *)
let rec signature vertex ((ret, (params, _)) : functionType) name =
  declare (vertex "return") !file name ret;
  fact "type" (vertex "return") (base_of_shape (shape ret));
  List.iteri (fun i (p, _) ->
    let v = vertex (string_of_int i) in
    let at = match p.p_namei with Some n -> n | None -> name in
    match shape p.p_type with
    | Function f -> signature (sub v) f at
    | Named t -> fact "type" v ("T:" ^ t); declare v !file at p.p_type
    | _ -> declare v !file at p.p_type) params

(* The vertex of a declared variable; the same name in another scope of the
   function is another variable. *)
let variable ?(extern = false) name t static =
  let x = text name in
  let v =
    if extern then
      (* a static one of the file, if that is what is seen *)
      match Names.find_opt x !scope with
      | Some { vertex; _ } when starts vertex (Printf.sprintf "var %s - " !file) -> vertex
      | _ -> "global " ^ x
    else if !fn = "-" then
      if static && Filename.check_suffix !file ".c"
      then Printf.sprintf "var %s - %s.1" !file x else "global " ^ x
    else begin
      let key = (!file, !fn, x) in
      let n = 1 + (try Hashtbl.find nth key with Not_found -> 0) in
      Hashtbl.replace nth key n;
      Printf.sprintf "var %s %s %s.%d" !file !fn x n
    end in
  (match shape t with
  | Function f -> signature (sub v) f name
  | Named n -> fact "type" v ("T:" ^ n); declare v !file name t
  | _ -> declare v !file name t);
  scope := Names.add x { vertex = v; is = shape t; pointer = is_pointer t } !scope;
  v

(* Fields of a struct, and of the anonymous ones in it. *)
let rec fields ?(first = 0) s t =
  (* by its place, for initialisers that name none; what has no name has fields of its
     own, so that no place is known in it, nor behind it *)
  let i = ref first in
  let next () = incr i; !i - 1 in
  each_field t (fun name t ->
    (match name with
    | Some n ->
      let nth = next () in
      (match place n with Some p -> at_line := Printf.sprintf "%s:%d" !file p.Common.line | None -> ());
      if nth >= 0 then gets (Printf.sprintf "field %s %s" s (text n)) [Printf.sprintf "field %s #%d" s nth]
    | None -> i := min_int);
    field s name t) (fun n ->
  ignore (next ());
  match place n with
  | Some p -> fact "unread" (Printf.sprintf "field %s %s" s (text n)) (Printf.sprintf "%s:%d" !file p.Common.line)
  | None -> ())

and field s name t =
  let nested =
    let b = base_type t in
    match unwrap_typeC b with
    | StructUnion _ -> (match tag b with
      | None -> Some b
      | Some i -> fields i b; None)
    | _ -> None in
  match name, nested with
  | None, Some b -> fields ~first:min_int s b
  | None, None -> ()
  | Some n, Some b ->
    let inner = s ^ "." ^ text n in
    fact "type" (Printf.sprintf "field %s %s" s (text n)) inner;
    fact "in" s inner;
    fields inner b
  | Some n, None ->
    let v = Printf.sprintf "field %s %s" s (text n) in
    match shape t with
    | Function f -> signature (sub v) f n
    | Struct _ | Named _ as b ->
      fact "type" v (base_of_shape b);
      if not (is_pointer t) then fact "in" s (base_of_shape b);
      declare v !file n t
    | _ -> declare v !file n t

(* What an expression is, or points to. *)
let rec base e = match unwrap_expr e with
  | Ident n ->
    (match Names.find_opt (text n) !scope with
    | Some d -> base_of_shape d.is
    | None -> if text n = "current" then "task_struct" else "?")
  | ParenExpr e | Unary (e, (GetRef | DeRef))
  | Assignment (e, _, _) | CondExpr (_, Some e, _) | Postfix (e, _) | Infix (e, _) -> base e
  | ArrayAccess _ -> (match below e with a :: _ -> base a | [] -> "?")
  | RecordAccess (e, n) | RecordPtAccess (e, n) -> base e ^ ">" ^ text n
  | Cast _ -> (match its_type e with Some t -> base_of_shape (shape t) | None -> "?")
  | FunCall (f, args) ->
    (* container_of() and the like name the type *)
    (match List.find_map (function
      | Common.Right (ArgType p), _ ->
        (match shape p.p_type with Struct s -> Some s | _ -> None)
      | _ -> None) args, unwrap_expr f with
    | Some s, _ -> s
    | None, Ident n -> "()" ^ full (text n)
    | _ -> "?")
  | _ -> "?"

let rec truth e = match unwrap_expr e with
  | ParenExpr e -> truth e
  | Unary (_, Not) | Binary (_, (Logical _, _), _) -> true
  | Constant (Int ("1", _)) -> true
  | Ident n -> List.mem (text n) ["true"; "false"]
  | CondExpr (_, Some a, b) -> truth a || truth b
  | _ -> false

let rec is_text e = match unwrap_expr e with
  | Constant (String _ | MultiString _) | StringConstant _ -> true
  | ParenExpr e -> is_text e
  | CondExpr (_, Some a, b) -> is_text a && is_text b
  | _ -> false
let is_choice e = match unwrap_expr e with
  | CondExpr _ -> true
  | _ -> false
(* Its words, a macro as its name; which can be of a format: one of a number, or a macro. *)
let strings_of e = List.map str_of_info (Lib_parsing_c.ii_of_expr e)
let is_conversion s = matches ".*%[-+ #0-9.*hlzt]*[diouxX]" s || matches "[A-Z_][A-Z0-9_]*$" s
(* A word of the type that flags have had, by its size. *)
let sizes_a_number e =
  let found = ref false in
  Visitor_c.vk_expr { top with Visitor_c.kexpr = (fun (down, _) x -> match unwrap_expr x, its_type x with
    | SizeOfType _, Some t -> (match shape t with Number _ when not (is_pointer t) -> found := true | _ -> ())
    | _ -> down x) } e;
  !found
let bit_ops = "^\\(arch_\\)?_*\\(test_and_\\)?\\(set\\|clear\\|change\\|test\\)_bit\\(_lock\\|_unlock\\|_acquire\\)?$"
let printing = ".*print[fk]$\\|\\(pr\\|dev\\|netdev\\)_[a-z]+$\\|panic$"

(* Is there a flag in it? *)
let mentions e =
  let found = ref false in
  Visitor_c.vk_expr { top with Visitor_c.kname = (fun _ n ->
    if is_flag (text n) || text n = "vm_flags" then found := true) } e;
  !found

(* "(name_t)(x)", which looks like a call of a function in parentheses: the type and x. *)
let cast_like_a_call e = match unwrap_expr e with
  | FunCall (f, [Common.Left x, _]) ->
    (match unwrap_expr f with
    | ParenExpr g -> (match unwrap_expr g with Ident n when ends (text n) "_t" -> Some (text n, x) | _ -> None)
    | _ -> None)
  | _ -> None

(* Which type, if it turns flags into a number on purpose.  A cast to the type
   that flags have had is none. *)
let conversion e = match unwrap_expr e, its_type e with
  | Cast _, Some t when not (is_pointer t) ->
    (match unwrap_typeC t, shape t with
    | BaseType (IntType (Si (_, CLong))), _ -> None
    | TypeName (n, _), _ when List.mem (text n) ["ulong"; "vm_flags_t"; "uintptr_t"] -> None
    | _, Number _ | _, Meant _ ->
      Some (String.concat " " (List.filter_map (fun i ->
	if match origin i with Some _ -> true | None -> false then Some (str_of_info i) else None) (tokens t)))
    | _ -> None)
  | _ -> None

(* A number that is shifted to where only 64 bits have room. *)
let rec high e = match unwrap_expr e with
  | ParenExpr e -> high e
  | Binary (_, (Arith DecLeft, _), n) ->
    (match unwrap_expr n with Constant (Int (s, _)) -> matches "^\\(3[2-9]\\|[45][0-9]\\|6[0-3]\\)[uUlL]*$" s | _ -> false)
  | _ -> false

let rec is_one e = match unwrap_expr e with
  | ParenExpr e -> is_one e
  | Cast _ -> List.exists is_one (below e)
  | Constant (Int (s, _)) -> matches "^1[uUlL]*$" s
  | _ -> false
let rec has_high e = match unwrap_expr e with
  | ParenExpr e -> has_high e
  | Binary (a, (Arith (Or | Xor), _), b) -> has_high a || has_high b
  | _ -> high e

let all_ones = "all bits of a machine word"
(* As an int they have a sign; made an unsigned long, they are a word. *)
let rec ones_of_an_int e = match unwrap_expr e with
  | ParenExpr e -> ones_of_an_int e
  | Unary (e, (UnMinus | Tilde as u)) ->
    (match unwrap_expr e with Constant (Int (s, _)) -> s = (if u = Tilde then "0" else "1") | _ -> false)
  | _ -> false
(* What the value of this is, if surely no flags.  0 and 1 can be any. *)
let rec number e = match unwrap_expr e with
  | ParenExpr e -> number e
  | Binary (_, (Arith (Plus | Minus | Mul | Div | Mod), _), _) ->
    if mentions e then None else Some "the result of arithmetic"
  | Binary (_, (Arith DecRight, _), n) ->
    (match unwrap_expr n with
    | Constant _ -> None
    | _ -> Some "what is shifted down")
  | Binary (a, (Arith DecLeft, _), n) ->
    (match unwrap_expr n with
    | Ident s when text s = "PAGE_SHIFT" -> Some "an address"
    | _ when high e && not (is_one a) -> Some "a number above bit 31"
    | _ -> None)
  | Binary (a, (Arith (And | Or | Xor), _), b) when number a = Some all_ones || number b = Some all_ones -> Some all_ones
  | Binary (a, (Arith And, _), b) ->
    (match number a, number b with
    | Some s, Some _ when not (mentions e) -> Some s
    | _ -> None)
  | Binary (a, (Arith (Or | Xor), _), b) when has_high a || has_high b -> Some "a number above bit 31"
  | SizeOfExpr _ | SizeOfType _ -> Some "a size"
  | Constant (Int (s, _)) when matches "^[1-9][0-9]*[uUlL]*$" s && not (matches "^1[uUlL]*$" s) -> Some ("the number " ^ s)
  (* an int has its sign *)
  | Constant (Int (s, _)) when matches "^0[xX]0*[fF][fF][fF][fF][fF][fF][fF][fF][uUlL]*$" s -> Some all_ones
  | Unary (e, (UnMinus | Tilde as u)) ->
    (match unwrap_expr e, u with
    | Ident n, UnMinus when matches "^E[A-Z0-9]+$" (text n) -> Some "an error number"
    | Constant (Int (s, _)), Tilde when matches "^0+\\([uU][lL]?\\|[lL][uU]\\)$" s -> Some all_ones
    | Constant (Int (s, _)), UnMinus when matches "^1\\([uU][lL]?\\|[lL][uU]\\)$" s -> Some all_ones
    | _ -> None)
  | Cast _ ->
    (match conversion e, its_type e, below e with
    | Some t, _, _ -> Some ("a cast to " ^ t)
    | None, Some t, [a] when not (is_pointer t) ->
      (match shape t with
      | Number _ when is_address a -> Some "an address"
      | Number "long" when ones_of_an_int a -> Some all_ones
      | Number _ | Flags -> number a
      | _ -> None)
    | _ -> None)
  | Ident n ->
    let x = text n in
    (match Names.find_opt x !scope with
    | Some { is = Meant t; pointer = false; _ } -> Some ("a " ^ t)
    | Some _ -> None
    | None ->
      if is_flag x then None
      else if List.mem x ["ULONG_MAX"; "UINT_MAX"; "U32_MAX"] then Some all_ones
      else if matches "^\\(PAGE_\\(SIZE\\|MASK\\|SHIFT\\)\\|jiffies\\|[A-Z0-9_]*_\\(SIZE\\|SHIFT\\)\\)$" x then Some x
      else None)
  | FunCall (f, _) ->
    (match unwrap_expr f with
    | Ident n when matches "^\\(offsetof\\|ARRAY_SIZE\\|strlen\\|min_t\\|max_t\\)$" (text n) -> Some ("what " ^ text n ^ "() says")
    | _ -> None)
  | CondExpr (a, None, b) | CondExpr (_, Some a, b) -> (match number a with None -> number b | s -> s)
  | Assignment (_, _, e) | Sequence (_, e) -> number e
  | _ -> None

and is_address e = match unwrap_expr e with
  | ParenExpr e -> is_address e
  | Unary (_, GetRef) -> true
  | Cast _ -> (match its_type e with Some t -> is_pointer t | None -> false)
  | Ident n ->
    (match Names.find_opt (text n) !scope with
    | Some d -> d.pointer
    | None -> false)
  (* what the kernel keeps for a driver *)
  | FunCall (f, _) -> (match unwrap_expr f with Ident n -> matches ".*get_drvdata$\\|netdev_priv$" (text n) | _ -> false)
  | RecordAccess (_, n) | RecordPtAccess (_, n) ->
    List.mem (text n) ["private_data"; "vm_private_data"; "i_private"; "driver_data"; "s_fs_info"]
  | _ -> false

let look e = match Lib_parsing_c.ii_of_expr e with
  | [] -> ()
  | ii ->
    match origin (snd (Lib_parsing_c.max_min_ii_by_pos ii)) with
    | Some p -> at_line := Printf.sprintf "%s:%d" !file p.Common.line
    | None -> ()

let rec is_none e = match unwrap_expr e with
  | ParenExpr e -> is_none e
  | Constant (Int (s, _)) -> s = "0"
  | _ -> false
let counted = "counts it" and by_size = "compares it by size" and masks = "masks it with "
and moves = "moves it as one word, by " and shifts = "shifts it" and sign = "asks whether it is negative"
(* Macros of the kernel that are no functions of their arguments: what reads one ... *)
let values_of_numbers = "^\\(READ_ONCE\\|data_race\\|likely\\|unlikely\\|ACCESS_PRIVATE\\|\\(__\\|raw_\\)?this_cpu_read\\|get_cpu_var\\|per_cpu\\|this_cpu_ptr\\|raw_cpu_ptr\\|per_cpu_ptr\\|get_cpu_ptr\\)$"
(* ... writes one ... *)
let stores = "^\\(WRITE_ONCE\\|\\(__\\|raw_\\)?this_cpu_write\\)$"
(* ... compares them by size ... *)
let by_sizes = "^\\(min\\|max\\)\\(_t\\|_not_zero\\|3\\)?$\\|^\\(min\\|clamp\\)\\(_t\\|_val\\)?$"
(* ... or moves what a machine word holds, and no more. *)
let of_a_word = "^\\(\\(arch_\\|raw_\\)?\\(try_\\)?\\(cmp\\)?xchg\\(_relaxed\\|_acquire\\|_release\\|_local\\)?\\|smp_store_release\\|smp_store_mb\\|smp_load_acquire\\|this_cpu_\\(cmp\\)?xchg\\)$"

(* Arguments through which user space gets at a value, by the function's name. *)
let shown_to_user = [
  "^_*\\(raw_\\|unsafe_\\|arch_\\)?copy_\\(to\\|from\\|in\\)_\\(user\\|sockptr\\|bpfptr\\|iter\\)\\(_nofault\\|_inatomic\\|_nocache\\|_flushcache\\|_full\\|_offset\\|_mc\\)*$", [0; 1];
  "^_*\\(unsafe_\\)?\\(put\\|get\\)_user\\(_[a-z0-9_]*\\)?$", [1];
  "^copy_struct_from_\\(user\\|sockptr\\)$", [0];
  "^memcpy_\\(to\\|from\\)io$", [0; 1];
  "^__io\\(read\\|write\\)\\(32\\|64\\)_copy$", [0; 1];
  "^\\(io\\(read\\|write\\)\\(8\\|16\\|32\\|64\\)_rep\\|dma_map_single\\(_attrs\\)?\\|sg_\\(init_one\\|set_buf\\)\\)$", [1];
  "^memory_read_from_buffer$", [3];
  "^nla_put$", [3];
  "^nla_memcpy$", [0];
  "^simple_read_from_buffer$", [3];
  "^simple_write_to_buffer$", [0];
  "^v?sscanf$", [2; 3; 4; 5; 6; 7; 8; 9];
  "^_*kstrto[a-z0-9]+$", [2];
  "^kstrto[a-z0-9]+_from_user$", [3];
  "^\\(perf_output_\\(put\\|copy\\)\\|seq_write\\|memcpy_to_msg\\|memcpy_from_msg\\|\\(__\\)?relay_write\\|kernel_\\(read\\|write\\)\\)$", [1]]
(* Macros at file scope which say what type a variable has; its address is a void pointer. *)
let says_a_type = "^\\(module_param[a-z_]*\\|core_param\\|late_param_cb\\|DEVICE_[A-Z]+_ATTR\\|DEBUGFS_ATTR\\)$"
(* Whose result is such memory. *)
let from_user = "^\\(v?memdup_user\\|memdup_array_user\\|nla_data\\|nlmsg_data\\|genlmsg_data\\|genl_info_userhdr\\|genlmsg_put\\|vmalloc\\(_32\\)?_user\\|dmam?_alloc_\\(coherent\\|attrs\\|noncoherent\\|wc\\|writecombine\\)\\|dma_pool_z?alloc\\)$"

let rec from_user_space e = match unwrap_expr e with
  | ParenExpr e -> from_user_space e
  | Cast _ -> List.exists from_user_space (below e)
  | CondExpr (a, None, b) | CondExpr (_, Some a, b) -> from_user_space a || from_user_space b
  | FunCall (f, _) -> (match unwrap_expr f with Ident n -> matches from_user (text n) | _ -> false)
  | _ -> false
(* A struct, and vertices, that such memory is for. *)
let for_user b v e = if from_user_space e then begin
    fact "user" ("S:" ^ b) "";
    List.iter (fun v -> fact "user" v "") v
  end

(* The value of a statement expression. *)
let last_of e =
  let last = ref None in
  Visitor_c.vk_expr { top with
    Visitor_c.kstatement = fun _ s ->
      last := match unwrap_st s with ExprStatement x -> x | _ -> None } e;
  !last

(* What is atomic for a word is none for flags; and an allocation has the size of what was. *)
let moved v = List.iter (fun v -> gets ("moved " ^ !at_line) [v]) v
let sized v = List.iter (fun v -> gets ("sized " ^ !at_line) [v]) v
let more_than_a_word v = List.iter (fun v -> fact "number" v "an array of words") v

(* initialise, which is defined below, for a struct's literal *)
let of_a_struct = ref (fun _ _ _ -> ())
(* The vertices whose value an expression has; as it goes, joins what is
   copied to each other, in this expression and in those inside of it. *)
let rec values k e : string list = match unwrap_expr e with
  | Ident n ->
    let x = text n in
    if is_flag x then ["seed"]
    else (match Names.find_opt x !scope with
      | Some { vertex = ""; _ } -> []
      | Some { vertex; is = Flags | Number _; _ } -> [vertex]
      | Some _ -> []
      | None ->
        if Hashtbl.mem known_functions x || List.mem x ["true"; "false"; "NULL"] then []
        else [(if String.uppercase_ascii x = x then "macro " else "global ") ^ x])
  | Unary (p, DeRef) ->
    (match moving p with
    | [] -> values k p
    | p :: i ->
      let v = values k p in
      List.iter (fun i -> ignore (values k i)) i;
      more_than_a_word v;
      v)
  | ParenExpr e | Unary (e, (GetRef | Tilde | UnPlus)) -> values k e
  | ArrayAccess _ ->
    (match below e with
    | a :: i ->
      List.iter (fun i -> ignore (values k i)) i;
      let v = values k a in
      (* more than one word of it *)
      (match unwrap_expr a, i with
      | Ident n, [i] ->
	(match Names.find_opt (text n) !scope, unwrap_expr i with
	| _, Constant (Int ("0", _)) -> ()
	| Some { pointer = true; _ }, _ -> more_than_a_word v
	| _ -> ())
      | _ -> ());
      v
    | [] -> [])
  | Cast _ ->
    (match below e, its_type e with
    | [a], Some t when is_pointer t && not (is_address a) ->
      (* the cast to unsigned long in it is what makes a pointer of them *)
      let rec bare e = match unwrap_expr e, its_type e with
	| ParenExpr e, _ -> bare e
	| Cast _, Some t when not (is_pointer t) -> (match below e with [a] -> bare a | _ -> e)
	| _ -> (match cast_like_a_call e with Some (_, a) -> bare a | None -> e) in
      let v = values k (bare a) in
      List.iter (fun v -> gets ("pointer " ^ !at_line) [v]) v;
      []
    | [a], Some t ->
      let v = values k a in
      (match unwrap_typeC t, Lib_parsing_c.ii_of_expr a with
      | BaseType (IntType (Si (UnSigned, CLong))), (_ :: _ as ii) ->
	(match origin (snd (Lib_parsing_c.max_min_ii_by_pos ii)) with
	| Some p when not !keeps_casts ->
	  List.iter (fun v ->
	    put casts (!file, p.Common.line, p.Common.column) v;
	    fact "cast" v !file) v
	| _ -> ())
      | _ -> ());
      if conversion e <> None then []
      else (match shape t with Flags | Number _ -> v | _ -> [])
    | _ -> inside k e; [])
  | Binary (a, (Arith (And | Or), _), b) -> let v = both k a b in masked_with v v; v
  | Binary (a, (Arith Xor, _), b) -> both k a b
  | Binary (a, (Logical (Eq | NotEq), _), b) -> ignore (both k a b); []
  | Binary (a, (Logical (Inf | SupEq), _), b) when is_none b ->
    List.iter (fun v -> fact "number" v sign) (values k a);
    []
  | Binary (a, (Logical (Inf | Sup | InfEq | SupEq), _), b) ->
    if not (mentions e) then
      List.iter (fun a -> if plain a then
	List.iter (fun v -> fact "number" v by_size) (values k a)) [a; b];
    ignore (values k a); ignore (values k b); []
  | (Postfix (a, _) | Infix (a, _)) when plain a ->
    let v = values k a in
    List.iter (fun v -> fact "number" v counted) v;
    []
  | CondExpr (c, Some a, b) -> ignore (values k c); both k a b
  | CondExpr (c, None, b) -> both k c b
  | Sequence (a, b) -> ignore (values k a); values k b
  | Assignment (l, (op, _), r) ->
    let v = target k l in
    (match op with
    | SimpleAssign | OpAssign (And | Or | Xor) ->
      copy k v r;
      (match op with
      | SimpleAssign -> ()
      | _ -> masked_with v (values k r));
      for_user (base l) v r;
      refer (point l) r
    | OpAssign (Plus | Minus | Mul | Div | Mod) ->
      if not (mentions r) then List.iter (fun v -> fact "number" v counted) v;
      ignore (values k r)
    | OpAssign (DecLeft | DecRight) ->
      List.iter (fun v -> fact "number" v shifts) v;
      ignore (values k r)
    | _ -> ignore (values k r));
    v
  | RecordAccess (b, n) | RecordPtAccess (b, n) ->
    ignore (values k b);
    [Printf.sprintf "field %s %s" (base b) (text n)]
  | FunCall _ when cast_like_a_call e <> None ->
    (match cast_like_a_call e with
    | Some (t, x) -> let v = values k x in if List.mem t ["uintptr_t"; "vm_flags_t"] then v else []
    | None -> [])
  | FunCall (f, args) ->
    let exprs = List.filter_map (function Common.Left e, _ -> Some e | _ -> None) args in
    (match unwrap_expr f, exprs with
    | Ident n, e :: i when matches values_of_numbers (text n) ->
      List.iter (fun i -> ignore (values k i)) i;
      values k e
    | Ident n, _ when text n = "offsetof" -> []
    | Ident n, [l; r] when matches stores (text n) -> copy k (values k l) r; []
    | Ident n, l :: r :: i when matches "^\\(__\\|__builtin_\\)?mem\\(cpy\\|move\\)$" (text n) ->
      List.iter (fun i -> ignore (values k i)) i;
      if List.exists sizes_a_number i then sized (List.append (values k l) (values k r));
      copy k (values k l) r;
      []
    | Ident n, [l; r] when text n = "swap" ->
      copy k (values k l) r;
      copy k (values k r) l;
      []
    | Ident n, _ when matches by_sizes (text n) ->
      let flags = List.exists mentions exprs in
      List.iter (fun e ->
	if plain e && not flags then List.iter (fun v -> fact "number" v by_size) (values k e)
	else ignore (values k e)) exprs;
      []
    | Ident n, p :: i when matches of_a_word (text n) ->
      let v = values k p in
      List.iter (fun v -> fact "number" v (moves ^ text n ^ "()")) v;
      moved v;
      List.iter (copy k v) i;
      v
    | Ident n, i :: p :: _ when matches bit_ops (text n) ->
      ignore (values k i);
      let v = values k p in
      more_than_a_word v;
      moved v;
      []
    | _ ->
      let callee = point f in
      (match unwrap_expr f with
      | Ident n -> shown (text n) k args
      | _ -> ());
      (* the values behind a format, for format.cocci; it knows none but these *)
      let printed e =
	look e;
	keeps_casts := true;
	let v = values k e in
	keeps_casts := false;
	List.iter (fun v -> gets ("printed " ^ !at_line) [v]) v in
      let name = match unwrap_expr f with Ident n -> text n | _ -> "" in
      let at = !at_line in
      let parts = match List.find_opt (fun e -> is_text e) exprs with
      | Some s ->
	let rec behind = function
	  | e :: l -> if e == s then l else behind l
	  | [] -> [] in
	let l = behind exprs in
	if not (List.exists is_conversion (strings_of s)) then []
	else begin
	  List.iter (fun e -> List.iter (fun v -> fact "print" v !file) (direct e)) l;
	  List.filter (fun e -> not (is_text e) && (is_choice s || direct e = [] || nested e)) l
	end
      | None ->
	(* the format is a variable; format.cocci tells of a macro *)
	let is_a_macro e = match unwrap_expr e with Ident n -> String.uppercase_ascii (text n) = text n | _ -> false in
	(match exprs with
	| l when List.exists is_a_macro l -> []
	| _ :: l when matches printing name -> List.filter (fun e -> not (is_address e)) l
	| _ -> []) in
      List.iter printed parts;
      at_line := at;
      List.iteri (fun i (a, _) -> match a with
        | Common.Left a when List.memq a parts -> ()
        | Common.Left a ->
          let to_ = match callee with
            | Some v -> Some (v (string_of_int i))
            | None -> None in
	  look a;
          copy k (match to_ with Some v -> [v] | None -> []) a;
          refer (match to_ with Some v -> Some (sub v) | None -> None) a
        | Common.Right _ -> ()) args;
      at_line := at;
      (match unwrap_expr f with Ident _ -> () | _ -> ignore (values k f));
      (match callee with Some v -> [v "return"] | None -> []))
  | Constructor _ ->
    let b = match its_type e with Some t -> base_of_shape (shape t) | None -> "?" in
    Visitor_c.vk_expr { k with
      Visitor_c.kexpr = (fun (down, _) x -> if x == e then down x else ignore (values k x));
      kini = (fun _ i -> !of_a_struct k b i) } e;
    []
  | StatementExpr _ ->
    inside k e;
    (match last_of e with Some x -> values k x | None -> [])
  | _ -> inside k e; []

(* What is assigned to may be of a type that takes no flags. *)
and target k e = match unwrap_expr e with
  | Unary (p, DeRef) when moving p <> [] -> values k e
  | ParenExpr e | Unary (e, DeRef) -> target k e
  | Ident n ->
    (match Names.find_opt (text n) !scope with
    | Some { vertex; is = Meant _ | Named _; _ } when vertex <> "" -> [vertex]
    | _ -> values k e)
  | _ -> values k e

(* The pointer of "*p++" and "*(p + i)", and i. *)
and moving e = match unwrap_expr e with
  | ParenExpr e -> moving e
  | Postfix (p, _) | Infix (p, _) -> [p]
  | Binary (p, (Arith (Plus | Minus), _), i) -> [p; i]
  | _ -> []

(* Not a part of a value. *)
and plain e = match unwrap_expr e with
  | ParenExpr e -> plain e
  | Ident _ | RecordAccess _ | RecordPtAccess _ | ArrayAccess _ -> true
  | Unary (_, DeRef) -> true
  | _ -> false

and shown name k args =
  List.iter (fun (r, which) -> if matches r name then
    List.iteri (fun i (a, _) -> match a with
      | Common.Left e when List.mem i which ->
	let b = base e in
	if b <> "?" then fact "user" ("S:" ^ b) "";
	List.iter (fun v -> fact "user" v "") (direct e);
	(match unwrap_expr e with
	| Unary (_, GetRef) -> List.iter (fun v -> gets ("shown " ^ !at_line) [v]) (direct e)
	| _ -> ())
      | _ -> ()) args) shown_to_user;
  if matches "^_IO[RW]+" name then
    List.iter (function
      | Common.Right (ArgType p), _ ->
	(match base_of_shape (shape p.p_type) with "?" -> () | s -> fact "user" ("S:" ^ s) "")
      | _ -> ()) args

(* An element, or a member of what SmPL may not know the type of: format.cocci goes by
   that, but for the flags of a vma. *)
and nested e = match unwrap_expr e with
  | ParenExpr e -> nested e
  | ArrayAccess _ -> true
  | Cast _ -> List.exists nested (below e)
  | (RecordAccess (_, n) | RecordPtAccess (_, n)) when text n = "vm_flags" -> false
  | RecordAccess (b, _) | RecordPtAccess (b, _) ->
    let rec named e = match unwrap_expr e with
      | ParenExpr e | Unary (e, DeRef) -> named e
      | ArrayAccess _ -> (match below e with a :: _ -> named a | [] -> false)
      | Ident _ -> true
      | _ -> false in
    not (named b)
  | _ -> false

(* What is printed, or whose address is taken: by its name, or by that of its array *)
and direct e = match unwrap_expr e with
  | ParenExpr e | Unary (e, GetRef) -> direct e
  | Cast _ -> (match below e with [a] -> direct a | _ -> [])
  | ArrayAccess _ | Binary (_, (Arith Plus, _), _) -> (match below e with a :: _ -> direct a | [] -> [])
  | Ident n ->
    (match Names.find_opt (text n) !scope with
    | Some { vertex; is = Flags | Number _ | Meant _ | Named _; _ } when vertex <> "" -> [vertex]
    | _ -> [])
  | RecordAccess (b, n) | RecordPtAccess (b, n) ->
    [Printf.sprintf "field %s %s" (base b) (text n)]
  | _ -> []

(* With flags, or with a constant of others: which, only all files know. *)
and masked_with l by =
  let constants, l = List.partition is_macro l in
  List.iter (fun v ->
    if List.mem "seed" by && starts v "func " then fact "mask" v "";
    List.iter (fun m ->
      if is_macro m && not (starts m "macro VM_" || starts m "macro __VM_") then
	fact "number" v (masks ^ after m "macro ")) (List.append constants by)) l

and both k a b =
  let v = List.sort_uniq compare (List.append (values k a) (values k b)) in
  join v;
  if List.mem "seed" v then List.iter (fun v -> if starts v "func " then fact "mask" v "") v;
  v

(* The value of e goes to all of l. *)
and copy k l e =
  if truth e then List.iter (fun v -> fact "truth" v "") l;
  (match number e with
  | Some what -> List.iter (fun v -> fact "number" v what) l
  | None -> ());
  let rec allocates e = match unwrap_expr e with
    | ParenExpr e -> allocates e
    | Cast _ -> List.exists allocates (below e)
    | FunCall _ -> sizes_a_number e
    | _ -> false in
  if allocates e then sized l;
  let from = values k e in
  List.iter (fun v -> gets v from) l

(* Of a function, or of what points to one: parameter to vertex. *)
and point e = match unwrap_expr e with
  | ParenExpr e | Unary (e, (GetRef | DeRef)) -> point e
  | Ident n ->
    (match Names.find_opt (text n) !scope with
    | Some { is = Named t; _ } -> Some (fun n -> Printf.sprintf "type %s(%s)" t n)
    | Some { is = Function _; vertex; _ } -> Some (sub vertex)
    | Some _ -> None
    | None -> Some (func (text n)))
  | RecordAccess (b, n) | RecordPtAccess (b, n) ->
    Some (sub (Printf.sprintf "field %s %s" (base b) (text n)))
  | ArrayAccess _ -> (match below e with a :: _ -> point a | [] -> None)
  | _ -> None

(* If e is a function, it is called through this. *)
and refer through e = match through, unwrap_expr e with
  | Some v, Ident n when not (Names.mem (text n) !scope) ->
    (match Hashtbl.find_opt known_functions (text n) with
    | Some arity ->
      let f = func (text n) in
      fact "edge" (f "return") (v "return");
      List.iter (fun i -> fact "edge" (v i) (f i)) (List.init arity string_of_int)
    | None -> ())
  | v, (ParenExpr e | Unary (e, GetRef)) -> refer v e
  | v, CondExpr (a, None, b) | v, CondExpr (_, Some a, b) -> refer v a; refer v b
  | v, Cast _ -> List.iter (refer v) (below e)
  | _ -> ()

and inside k e =
  Visitor_c.vk_expr { k with Visitor_c.kexpr = fun (down, _) x ->
    if x == e then down x else ignore (values k x) } e

(* An initialiser of what has this vertex and type.  Those of a struct which name no
   member are for its members in their order: deep is 0 there, and -1 in an array of
   such. *)
let rec initialise ?(deep = 1) k v b (i, _) = match i with
  | InitExpr e ->
    look e;
    (match v with
    | Some v -> copy k [v] e; refer (Some (sub v)) e
    | None -> ignore (values k e));
    for_user b (match v with Some v -> [v] | None -> []) e
  | InitList l ->
    List.iteri (fun n (i, _) -> match v, fst i with
      | None, InitExpr _ when deep = 0 && b <> "?" && b <> "" -> member k b (Printf.sprintf "#%d" n) i
      | _ -> initialise ~deep:(deep + 1) k v b i) l
  | InitDesignators (ds, i) -> designated k v b ds i
  | InitFieldOld (f, i) -> member k b f i
  | _ -> List.iter (initialise k v b) (initialisers_below (i, []))

and designated k v b ds i = match ds with
  | [] -> initialise k v b i
  | (DesignatorField f, _) :: [] -> member k b f i
  | (DesignatorField f, _) :: ds -> designated k None (b ^ ">" ^ f) ds i
  | _ :: ds -> designated k v b ds i

and member k b f i =
  (* what the handler of a sysctl takes for a number by its size *)
  (match i with
  | InitExpr e, _ when f = "data" && List.mem b ["ctl_table"; "T:ctl_table"] ->
    look e;
    List.iter (fun v -> fact "user" v "") (direct e)
  | _ -> ());
  initialise k (Some (Printf.sprintf "field %s %s" b f)) (b ^ ">" ^ f) i

let () = of_a_struct := fun k b i -> initialise ~deep:0 k None b i

(* What the enumerators of a type are made of, as macros are. *)
let enumerators t = match unwrap_typeC (base_type t) with
  | StructUnion _ | BaseType _ | FunctionType _ -> ()
  | _ ->
    let word s = matches "^[A-Za-z_][A-Za-z0-9_]*$" s in
    let rec value name = function
      | ("," | "}") :: l -> scan l
      | x :: l ->
	if is_flag x then fact "macro" ("macro " ^ name) "seed"
	else if word x && String.uppercase_ascii x = x then fact "macro" ("macro " ^ name) ("macro " ^ x);
	value name l
      | [] -> ()
    and scan = function
      | name :: "=" :: l when word name -> value name l
      | _ :: l -> scan l
      | [] -> () in
    let place i = match origin i with Some p -> p.Common.line, p.Common.column | None -> 0, 0 in
    let ii = Lib_parsing_c.ii_of_type t in
    if has ii "enum" && has ii "{" then
      scan (List.map str_of_info (List.sort (fun a b -> compare (place a) (place b)) ii))

let declaration k d = match d with
  | DeclList (_, ii) ->
    each_declarator d (fun d -> enumerators d.v_type);
    let typedef = has ii "typedef" and static = has ii "static" in
    each_declarator d (fun d -> match d.v_namei, unwrap_typeC d.v_type with
      | Some (name, _), FunctionType ((ret, _) as f) ->
	(* or a struct with an attribute behind it *)
	(match unwrap_typeC ret, tag ret with
	| StructUnion _, Some s -> fields s ret
	| _ -> ());
        if typedef
        then signature (fun n -> Printf.sprintf "type %s(%s)" (text name) n) f name
        else signature (func (text name)) f name
      | Some (name, _), t ->
	let t = d.v_type in
	let unnamed = match unwrap_typeC t with
	  | StructUnion _ -> tag t = None
	  | _ -> false in
	(match unwrap_typeC (base_type t), tag (base_type t) with
	| StructUnion _, Some s -> fields s (base_type t)
	| StructUnion _, None when unnamed -> fields (text name) t
	| _ -> ());
        if typedef then
          (match shape t with
          | Function f -> signature (fun n -> Printf.sprintf "type %s(%s)" (text name) n) f name
          | Struct s -> fact "type" ("type " ^ text name) s
          | _ -> if unnamed then fact "type" ("type " ^ text name) (text name))
        else if !fn = "-" && Hashtbl.mem known_functions (text name) then
	  (* a function, declared by a type of such *)
	  (match shape t with
	  | Named n ->
	    List.iter (fun m -> fact "edge" (func (text name) m) (Printf.sprintf "type %s(%s)" n m))
	      ("return" :: List.init (Hashtbl.find known_functions (text name)) string_of_int)
	  | _ -> ())
        else begin
          let v = variable ~extern:(has ii "extern") name t static in
          match initialiser_of d with
          | Some i ->
            let is_number = match shape t with
              | Flags | Number _ | Meant _ | Named _ | Function _ -> true
              | _ -> false in
            let deep = if is_pointer t then 1 else match unwrap_typeC t with Array _ -> -1 | _ -> 0 in
            initialise ~deep k (if is_number then Some v else None) (base_of_shape (shape t)) i
          | None -> ()
        end
      | None, StructUnion _ ->
	(match tag d.v_type with Some s -> fields s d.v_type | None -> ())
      | None, _ -> ())
  | _ ->
    (* a macro, which may say the type of a variable apart from its declaration *)
    let ii = Lib_parsing_c.ii_of_decl d in
    if List.exists (fun i -> matches "^DEFINE_\\(SIMPLE\\|DEBUGFS\\)_ATTRIBUTE" (str_of_info i)) ii then
      List.iter (fun i ->
	let f = str_of_info i in
	if Hashtbl.mem known_functions f then fact "user" (func f "1") "") ii;
    if List.exists (fun i -> matches says_a_type (str_of_info i)) ii then
      List.iter (fun i -> match Names.find_opt (str_of_info i) !scope, origin i with
	| Some { vertex; is = Number _; _ }, Some p ->
	  at_line := Printf.sprintf "%s:%d" !file p.Common.line;
	  fact "number" vertex "the value of a parameter or attribute"
	| _ -> ()) ii

let definition k (d, _) =
  let name = text d.f_name in
  let outer = !scope in
  signature (func name) d.f_type d.f_name;
  fn := name;
  List.iteri (fun i (p, _) -> match p.p_namei with
    | Some n ->
      scope := Names.add (text n)
	{ vertex = func name (string_of_int i); is = shape p.p_type; pointer = is_pointer p.p_type } !scope
    | None -> ()) (fst (snd d.f_type));
  Visitor_c.vk_statement_sequencable_list k d.f_body;
  fn := "-";
  scope := outer

(* Code that can't be read: where it has flags, and what it declares. *)
let not_parsed line text =
  let comment = Str.regexp "/\\*\\([^*]\\|\\*[^/]\\)*\\*/\\|//.*$\\|\"[^\"\n]*\"" in
  (* blanks instead, but for the ends of lines *)
  let text = Str.global_substitute comment (fun s ->
    String.concat "\n" (List.map (fun _ -> "") (String.split_on_char '\n' (Str.matched_string s)))) text in
  let named = ref false in
  List.iteri (fun i l ->
    let at = Printf.sprintf "%s:%d" !file (line + i) in
    List.iter (function
      | Str.Delim w when is_flag w || w = "vm_flags" || w = "vm_flags_t" -> fact "unread" "flags" at
      | _ -> ()) (Str.full_split (Str.regexp "[A-Za-z_][A-Za-z0-9_]*") l);
    if matches ".*\\b\\(struct\\|union\\)[ \t]+\\([A-Za-z0-9_]+\\)[ \t]*{" l then
      fact "unread" ("struct " ^ group 2 l) at;
    if not !named && matches "^[a-zA-Z_][a-zA-Z0-9_ \t*]*\\b\\([a-z_][a-zA-Z0-9_]*\\)(" l then begin
      named := true;
      fact "unread" ("func " ^ group 1 l) at
    end) (String.split_on_char '\n' text)

let visitor = { Visitor_c.default_visitor_c with
  Visitor_c.kexpr = (fun (_, k) e -> look e; ignore (values k e));
  kstatement = (fun (down, k) s -> match unwrap_st s with
    | Compound _ | Iteration _ ->
      (match unwrap_st s with
      | Iteration (MacroIteration (n, args, _)) when matches "^for_each_\\(set\\|clear\\|or\\|and\\|andnot\\|xor\\)_" n ->
	List.iter (function
	  | Common.Left e, _ ->
	    look e;
	    let v = match unwrap_expr e with
	      | Unary (_, GetRef) | Ident _ -> values k e
	      | _ -> [] in
	    more_than_a_word v;
	    moved v
	  | _ -> ()) (match args with _ :: l -> l | [] -> [])
      | _ -> ());
      let outer = !scope in
      down s;
      scope := outer
    | Jump (ReturnExpr e) ->
      look e;
      for_user ("()" ^ full !fn) [] e;
      copy k [func !fn "return"] e;
      refer (Some (sub (func !fn "return"))) e
    | _ -> down s);
  kdecl = (fun (_, k) d -> declaration k d);
  kini = (fun (_, k) i -> initialise k None "?" i);
  kcppdirective = (fun (down, k) d -> match d with
    | Define ((m, _), (DefineVar, DefineExpr e)) ->
      look e;
      if number e = Some all_ones then fact "number" ("macro " ^ m) all_ones;
      List.iter (fact "macro" ("macro " ^ m)) (values k e)
    | Define ((m, _), (DefineFunc (l, _), body)) ->
      let outer = !scope in
      List.iter (fun ((x, _), _) ->
	scope := Names.add x { vertex = ""; is = Other; pointer = false } !scope) l;
      (match body with
      | DefineExpr e ->
	let rec bare e = match unwrap_expr e with ParenExpr e -> bare e | _ -> e in
	look e;
	(* what it says by itself, not what it says of its arguments *)
	let says = Printf.sprintf "func %s return" m in
	(match values k e with
	| [] -> ()
	| l -> gets says l; fact "gives" says "");
	(match conversion (bare e) with
	| Some t -> fact "number" (Printf.sprintf "func %s return" m) ("a cast to " ^ t)
	| None -> ())
      | _ -> ());
      down d;
      scope := outer
    | _ -> down d);
  ktoplevel = (fun (down, k) t -> match t with
    | Definition d -> definition k d
    | _ -> down t) }

let walk name =
  file := name;
  fn := "-";
  scope := Names.empty;

  Hashtbl.reset known_functions;
  Hashtbl.filter_map_inplace (fun (f, _, _) n -> if f = name then None else Some n) nth;
  let items = fst (Parse_c.parse_c_and_cpp false false name) in
  let line = ref 1 in
  List.iter (fun (item, (text, _)) ->
    (match item with
    | NotParsedCorrectly _ -> not_parsed !line text
    | _ -> ());
    String.iter (fun c -> if c = '\n' then incr line) text) items;
  let program = List.map fst items in
  let function_ f static (_, (params, _)) =
    Hashtbl.replace known_functions f (List.length params);
    if static && Filename.check_suffix name ".c" then Hashtbl.replace statics (name, f) () in
  List.iter (function
    | Definition (d, ii) -> function_ (text d.f_name) (has ii "static") d.f_type
    | Declaration (DeclList (_, ii) as l) ->
      each_declarator l (fun d -> match d.v_namei, unwrap_typeC d.v_type with
        | Some (n, _), FunctionType f -> function_ (text n) (has ii "static") f
        | _ -> ())
    | _ -> ()) program;
  Visitor_c.vk_program visitor program

(* The closure -------------------------------------------------------------- *)

let words v = String.split_on_char ' ' v
let by_name : (string, string list) Hashtbl.t = table ()	(* field -> its declared vertices *)
let found : (string, unit) Hashtbl.t = table ()
let came_from : (string, string) Hashtbl.t = table ()	(* what is found -> through what *)
let stops : (string * string, string) Hashtbl.t = table ()	(* from what, to which wall -> why *)
let from_macro : (string, string list) Hashtbl.t = table ()	(* vertex -> macros that it is given *)
let asks : (string, string) Hashtbl.t = table ()	(* functions whose callers are to be read *)
let asking = env "VM_FLAGS_ASK" "" <> ""

let named_field f = get by_name f
let one = function [x] -> x | _ -> "?"

let resolved : (string, string) Hashtbl.t = table ()
let rec resolve b = match Hashtbl.find_opt resolved b with
  | Some s -> s
  | None ->
    let s = resolve_path b in
    Hashtbl.replace resolved b s;
    s
and resolve_path b =
  match String.rindex_opt b '>' with
  | Some i ->
    let s = resolve (String.sub b 0 i)
    and f = String.sub b (i + 1) (String.length b - i - 1) in
    (match get types (Printf.sprintf "field %s %s" s f) with
    | [t] -> resolve t
    | _ ->
      if s <> "?" then "?"
      else one (List.sort_uniq compare (List.map resolve (get typed ("member " ^ f)))))
  | None ->
    if String.length b > 2 && String.sub b 0 2 = "()" then
      one (List.map resolve (get types ("func " ^ after b "()" ^ " return")))
    else if starts b "T:" then one (get types ("type " ^ after b "T:"))
    else b

let normal v = match words v with
  | ["field"; b; f] -> Printf.sprintf "field %s %s" (resolve b) f
  | _ -> v

(* "V(N)" as V, "(N)" *)
let pointed v = match String.index_opt v '(' with
  | Some i when v.[String.length v - 1] = ')' ->
    Some (String.sub v 0 i, String.sub v i (String.length v - i))
  | _ -> None

let widths v = List.map (fun (_, _, w) -> w) (get decls v)
let is_width w = List.mem w ["int"; "long"; "flags"]
let declared v = List.exists is_width (widths v)
let is_flags v = List.mem "flags" (widths v)

(* An int that also gets truth values is one. *)
let is_truth v =
  Hashtbl.mem truths v && Hashtbl.mem decls v && List.for_all ((=) "int") (widths v)

(* What a macro gives, if it is given flags: of kcalloc() nobody is, whoever puts flags there. *)
let given v = Hashtbl.mem others ("gives " ^ v) &&
  (List.exists (fun u -> Hashtbl.mem found u && List.mem v (get goes u)) (get edges v) ||
   List.exists (Hashtbl.mem found) (get from_macro v))

(* What nothing declares (a macro, printk) must not join its users; a field of
   an unknown struct is that of the one struct which declares it, or of any of
   them if all carry. *)
let passes v = match words v with
  (* no one else has called a member so *)
  | ["field"; "?"; "vm_flags"] -> true
  | ["field"; "?"; f] ->
    (match named_field f with
    | [] -> false
    | [_] -> true
    | l -> List.for_all (Hashtbl.mem found) l)
  | "field" :: _ -> not (is_truth v)
  | _ ->
    is_macro v || declared v && not (is_truth v) || given v ||
    (match pointed v with
    | Some (f, _) -> List.exists (fun t -> Hashtbl.mem typed t) (get types f)
    | None -> false)

let alike v = match words v with
  | ["field"; "?"; f] -> (match named_field f with [w] -> [w] | _ -> [])
  | ["field"; _; f] ->
    let l = named_field f in
    if List.for_all (Hashtbl.mem found) l then ["field ? " ^ f] else []
  | _ -> []

(* Of functions that are called through a typedef *)
let through_typedef v = match pointed v with
  | None -> []
  | Some (f, n) ->
    List.append
      (List.filter_map (fun t -> if starts t "T:" then Some ("type " ^ after t "T:" ^ n) else None) (get types f))
      (match words f with
      | ["type"; t] -> List.map (fun f -> f ^ n) (get typed ("T:" ^ t))
      | _ -> [])

(* Members of vm_area_struct that are no flags: where one is reached, something
   takes flags for a number. *)
let wires = List.map ((^) "field vm_area_struct ") ["vm_start"; "vm_end"; "vm_pgoff"]

(* Numbers: what is given to a vertex goes on to what that is copied to, but
   not to flags. *)
let number_of : (string, string) Hashtbl.t = table ()	(* vertex -> where and what *)
let of_flags v = List.mem v ["seed"; "field vm_area_struct vm_flags"; "field ? vm_flags"] || is_flags v || Hashtbl.mem masked v || starts v "macro "
let close_numbers () =
  let queue = Queue.create () in
  let visit what v =
    if not (of_flags v && not (is_macro v && ends what all_ones) || starts v "field ? " || Hashtbl.mem number_of v) then begin
      Hashtbl.replace number_of v what;
      Queue.add v queue
    end in
  let meant v = match List.sort_uniq compare (widths v) with
    | w :: _ when starts w "a " -> Some w
    | _ -> None in
  let declared = Hashtbl.fold (fun v l all ->
    match meant v, l with
    | Some w, (p, _, _) :: _ -> (v, Printf.sprintf "%s:%d declares %s" p.file p.line w) :: all
    | None, (p, _, _) :: _ when starts v "field vm_area_struct " && not (is_flags v || ends v " vm_flags") ->
      (v, Printf.sprintf "%s of struct vm_area_struct" (List.nth (words v) 2)) :: all
    | _ -> all) decls [] in
  List.iter (fun v -> if not (is_flags v) then visit (List.nth (words v) 2 ^ " of struct vm_area_struct") v) wires;
  List.iter (fun (v, what) -> visit what v) (List.sort compare declared);
  (* From one flag to another: a loop over them is no counting of something else. *)
  let rec of_seed seen v = v = "seed" ||
    is_macro v && not (List.mem v seen) && List.exists (of_seed (v :: seen)) (get macros v) in
  let from_flag v = List.exists (of_seed []) (List.append (get edges v) (get from_macro v)) in
  let sources = Hashtbl.fold (fun v l all ->
    List.fold_left (fun all (at, what) ->
      let v = normal v in
      if starts what masks then
	if of_seed [] ("macro " ^ after what masks) then all else (2, at ^ " " ^ what, v) :: all
      else if what = counted || what = by_size || what = shifts then
	if from_flag v then all else (1, at ^ " " ^ what, v) :: all
      else if starts what moves || what = sign then (1, at ^ " " ^ what, v) :: all
      else if at = "" then (3, what, v) :: all
      else (0, at ^ " gives it " ^ what, v) :: all) all l) numbers [] in
  (* What is nearest tells most. *)
  List.iter (fun (_, what, v) -> visit what v) (List.sort compare sources);
  while not (Queue.is_empty queue) do
    let v = Queue.pop queue in
    let what = Hashtbl.find number_of v in
    List.iter (fun w -> visit what w) (List.sort compare (get goes v))
  done

(* What user space sees: the struct, those in it, and what is in them. *)
let users : (string, unit) Hashtbl.t = table ()
let close_users () =
  let rec visit s =
    if s <> "?" && s <> "" && not (Hashtbl.mem users s) then begin
      Hashtbl.replace users s ();
      List.iter (fun t -> visit (resolve t)) (get inner s)
    end in
  Hashtbl.iter (fun s _ ->
    if starts s "S:" then visit (resolve (after s "S:")) else Hashtbl.replace users (normal s) ()) seen_by_user

let user_sees s = Hashtbl.mem users s || Hashtbl.mem users (List.hd (String.split_on_char '.' s))
let in_users_struct s = "is in a struct that user space or a device sees, struct " ^ s

(* A member of an initialiser that gives no name. *)
let is_place v = match words v with ["field"; _; f] -> starts f "#" | _ -> false

(* What a function is called through, of which no file says how. *)
let unknown_type v = match pointed v with
  | Some (f, _) -> not (starts f "field ?" || starts f "type " || declared v || List.exists declared (through_typedef v))
  | None -> false

(* Why flags don't get there, if so. *)
let wall v =
  let typed_otherwise = match List.filter (fun w -> starts w "a " || starts w "type ") (widths v) with
    | w :: _ when not (declared v) ->
      let name = match words w with [_; t] -> t | _ -> w in
      if w = "a enum" then Some "is an enum"
      else if starts w "a " then Some ("is " ^ w)
      else if get types ("type " ^ name) <> [] || Hashtbl.mem typed ("T:" ^ name) && List.exists (fun v -> pointed v <> None) (get typed ("T:" ^ name)) then Some ""
      else Some ("is a " ^ name)
    | _ -> None in
  if is_flags v || is_macro v || v = "field vm_area_struct vm_flags" then None
  else match typed_otherwise, words v with
  | _, ["pointer"; _] -> Some "has 32 bits on a 32-bit machine"
  | _, ["shown"; _] -> Some "or from there by their address, and have 64 bits"
  | _, ["moved"; _] -> Some "or tested as a machine word, which has 32 bits on a 32-bit machine"
  | _, ["sized"; _] -> Some "by sizeof() of a type that has 32 bits on a 32-bit machine"
  | _, ["printed"; _] -> Some "as a part of an expression, as a member of a member, or by a format that is no literal, and have 64 bits"
  | Some _, _ -> typed_otherwise
  | None, _ when is_place v -> None
  | None, ("field" :: s :: _) when user_sees s -> Some (in_users_struct s)
  | None, ["func"; f; _] when Hashtbl.mem others ("asm " ^ f) ->
    Some (Printf.sprintf "is assembly's, in %s" (one (get others ("asm " ^ f))))
  | None, _ when Hashtbl.mem users v -> Some "is copied to or from user space"
  | None, _ when List.exists (fun (p, _, _) -> matches "\\(.*/\\)?uapi/" p.file) (get decls v) ->
    Some "is in a header of user space"
  | None, _ ->
    if declared v && not (of_flags v) then
      (match Hashtbl.find_opt number_of v with
      | Some what -> Some ("also takes what is no flag: " ^ what)
      | None -> None)
    else if unknown_type v then Some "is of a function type that is not known here"
    else None

(* A function and what it is called through have one type: where that takes no flags, neither
   does the function. *)
let called_through v =
  let seen = table () in
  let rec all v = match pointed v with
    | Some (_, n) when not (Hashtbl.mem seen v) ->
      Hashtbl.replace seen v ();
      List.concat_map (fun u -> match words u with
	| ["func"; _; m] when pointed u = None && "(" ^ m ^ ")" = n -> [u]
	| _ -> if pointed u <> None && not (declared u) then all u else [])
	(List.append (get edges v) (through_typedef v))
    | _ -> [] in
  all v

let unasked v = asking && not (is_flags v) && not (Hashtbl.mem masked v) && match words v with
  | ["func"; f; n] when n <> "return" && not (String.contains f ':') && pointed v = None ->
    (* a few callers show most functions of numbers; only the others need more *)
    let asked = get others ("asked " ^ f) in
    if List.mem "12" asked then false
    else (Hashtbl.replace asks f (if asked = [] then "3" else "12"); true)
  | _ -> false

let close_flags () =
  Hashtbl.replace found "seed" ();
  let queue = Queue.create () in
  let reach from v =
    if not (Hashtbl.mem found v) then
      match wall v with
      | Some why -> if why <> "" then Hashtbl.replace stops (from, v) why
      | None ->
	(* flags already, and so of another size than they were *)
	(match words v with
	| ["field"; s; _] when is_flags v && s <> "vm_area_struct" && user_sees s ->
	  Hashtbl.replace stops (from, v) (in_users_struct s)
	| _ -> ());
	Hashtbl.replace found v ();
	Hashtbl.replace came_from v from;
	Queue.add v queue in
  List.iter (reach "seed") ("field vm_area_struct vm_flags" :: "field ? vm_flags" :: List.sort compare (get edges "seed"));
  (* Breadth first, for the shortest way.  A field of an unknown struct can pass
     later than it is found. *)
  let waiting = ref [] in
  let rec run () =
    while not (Queue.is_empty queue) do
      let v = Queue.pop queue in
      if unasked v then ()
      else if passes v then
	List.iter (reach v) (List.sort compare (List.concat [get edges v; alike v; through_typedef v]))
      else waiting := v :: !waiting
    done;
    let now, still = List.partition passes !waiting in
    waiting := still;
    let late = List.filter (fun v -> alike v <> [] && List.exists (fun w -> not (Hashtbl.mem found w)) (alike v))
      (Hashtbl.fold (fun v () l -> if starts v "field " then v :: l else l) found []) in
    if now <> [] || late <> [] then begin
      List.iter (fun v -> Queue.add v queue) now;
      List.iter (fun v -> if passes v then List.iter (reach v) (alike v)) (List.sort compare late);
      if now <> [] || not (Queue.is_empty queue) then run ()
    end in
  run ()

let close () =
  Hashtbl.iter (fun v _ -> match words v with
    | ["field"; _; f] -> if declared v then put by_name f v
    | _ -> ()) decls;
  Hashtbl.iter (fun v t -> match words v with
    | ["field"; _; f] -> List.iter (put typed ("member " ^ f)) t
    | _ -> ()) types;
  (* Some vertices have thousands: no lists are searched. *)
  let linked : (int, unit) Hashtbl.t = Hashtbl.create 99999 in
  let link kind t a b =
    let e = (edge a b) lsl 2 + kind in
    if not (Hashtbl.mem linked e) then begin
      Hashtbl.replace linked e ();
      Hashtbl.replace t a (b :: get t a)
    end in
  (* A place of which variants of a struct differ is none. *)
  let by_place = table () in
  List.iter (fun (_, a, b) -> if is_place a && not (is_place b) && starts b "field " then put by_place (normal a) (normal b)) !raw;
  let unclear v = is_place v && List.length (get by_place (normal v)) > 1 in
  List.iter (fun (kind, a, b) -> if not (unclear a || unclear b) then
    let na = normal a and nb = normal b in
    if na <> a || nb <> b then Hashtbl.replace places_of (edge na nb) (Hashtbl.find places_of (edge a b));
    link 0 edges na nb;
    if is_macro na then link 2 from_macro nb na else link 0 edges nb na;
    if kind = "edge" then link 1 goes na nb) !raw;
  Hashtbl.iter (fun m l -> List.iter (fun v -> put edges v m) l) macros;
  Hashtbl.iter (fun v _ -> Hashtbl.replace truths (normal v) [""]) (Hashtbl.copy truths);
  Hashtbl.iter (fun v _ -> Hashtbl.replace masked (normal v) [""]) (Hashtbl.copy masked);
  close_users ();
  (* What takes flags for a number makes a number of them. *)
  let rec again () =
    List.iter Hashtbl.reset [number_of; came_from; asks];
    Hashtbl.reset found;
    Hashtbl.reset stops;
    close_numbers ();
    close_flags ();
    let made = Hashtbl.fold (fun (from, v) why all -> match words v with
      | ["func"; f; n] when pointed v = None && n <> "return" && matches ".*also takes" why ->
	let r = Printf.sprintf "func %s return" f in
	if Hashtbl.mem number_of r || of_flags r then all else (r, "what " ^ f ^ "() makes of a number") :: all
      | _ when pointed v <> None ->
	List.fold_left (fun all u ->
	  if Hashtbl.mem number_of u || of_flags u then all else (u, "what calls it knows another type") :: all)
	  all (List.append (called_through v) (called_through from))
      | _ -> all) stops [] in
    List.iter (fun (r, what) -> put numbers r ("", what)) made;
    if List.exists (fun (r, _) -> Hashtbl.mem found r) made then again () in
  again ()

(* How flags come there, a step each with where its value is passed on. *)
let place_between a b =
  try Hashtbl.find places_of (edge a b) with Not_found ->
  try Hashtbl.find places_of (edge b a) with Not_found -> ""
let way v =
  let rec back v l = match Hashtbl.find_opt came_from v with
    | None -> v :: l
    | Some from ->
      let at = place_between from v in
      back from ((if at = "" then v else Printf.sprintf "%s (%s)" v at) :: l) in
  back v []

(* Where what carries gets to what nothing declares, once a file. *)
let gets_there v =
  let file at = List.hd (String.split_on_char ':' at) in
  let places = List.filter ((<>) "") (List.map (fun u -> place_between u v)
    (List.filter (fun u -> u = "seed" || Hashtbl.mem found u && declared u) (get edges v))) in
  match List.fold_left (fun l at -> if List.exists (fun b -> file b = file at) l then l else at :: l) []
    (List.sort_uniq compare places) with
  | [] -> [""]
  | l -> l

(* Of FILE:NAME, the name. *)
let plain_name f = match String.rindex_opt f ':' with
  | Some i -> String.sub f (i + 1) (String.length f - i - 1)
  | None -> f

(* A vertex in words. *)
let told v =
  let parameter f n = if n = "return" then Printf.sprintf "what %s() returns" f
    else Printf.sprintf "parameter %d of %s()" (int_of_string n + 1) f in
  match words v, pointed v with
  | _, Some (f, n) ->
    let n = String.sub n 1 (String.length n - 2) in
    (match words f with
    | ["field"; s; m] -> Printf.sprintf "%s of struct %s" (try parameter m n with _ -> m) s
    | l -> (let x = List.nth l (List.length l - 1) in try parameter x n with _ -> x))
  | ["func"; f; n], _ -> parameter (plain_name f) n
  | ["field"; s; f], _ -> if s = "?" then "member " ^ f else Printf.sprintf "member %s of struct %s" f s
  | ["var"; _; _; x], _ -> List.hd (String.split_on_char '.' x)
  | ["pointer"; _], _ -> "a pointer"
  | ["printed"; _], _ -> "are printed here"
  | ["shown"; _], _ -> "are copied to user space or a device"
  | ["moved"; _], _ -> "are moved"
  | ["sized"; _], _ -> "are given room"
  | [_; x], _ -> x
  | _ -> v

(* Where code that can't be read has it; a bit-field is no better. *)
let hidden v = if get decls v <> [] then [] else match words v with
  | ["field"; s; f] when s <> "?" ->
    List.append
      (List.map (fun at -> at, "is a bit-field, or in code that Coccinelle can't read") (get unread v))
      (List.map (fun at -> at, "is in a struct that Coccinelle can't read") (get unread ("struct " ^ s)))
  | ["func"; f; n] ->
    List.map (fun at -> at, "is in code that Coccinelle can't read") (get unread ("func " ^ plain_name f))
  | _ -> []

let loses = "is an int that also gets truth values, and loses the upper flags"

(* For the rules ------------------------------------------------------------ *)

let carries v = Hashtbl.mem found v && declared v && not (is_truth v)

(* Types that are to go, and declarators of which only some carry. *)
let goes_here : (string * int * int, unit) Hashtbl.t = table ()
let splits_here : (string * int * int, unit) Hashtbl.t = table ()
let keeps_here : (string * int * int, unit) Hashtbl.t = table ()
let find_places here =
  Hashtbl.reset goes_here;
  Hashtbl.reset splits_here;
  Hashtbl.reset keeps_here;
  let types_at = table () in
  Hashtbl.iter (fun v l -> List.iter (fun (name, t, width) ->
    if List.mem name.file here && width <> "flags" && t.line > 0 then
      put types_at (t.file, t.line, t.col) (v, name)) l) decls;
  Hashtbl.iter (fun at l ->
    if List.for_all (fun (v, _) -> carries v) l then Hashtbl.replace goes_here at ()
    else if List.exists (fun (v, _) -> carries v) l then begin
      let place (_, n) = n.file, n.line, n.col in
      let split (v, n) = Hashtbl.replace splits_here (place (v, n)) () in
      (* Members stay in their order: those behind the last carrier go first, with their type. *)
      let rec behind = function
        | (v, n) :: l when not (carries v) && starts v "field " -> (v, n) :: behind l
        | _ -> [] in
      match behind (List.sort (fun a b -> compare (place b) (place a)) l) with
      | [] -> List.iter (fun (v, n) -> if carries v then split (v, n)) l
      | others -> List.iter (fun o -> split o; Hashtbl.replace keeps_here (place o) ()) others
    end) types_at
let at (p : Coccilib.pos list) = let q = List.hd p in q.file, q.line, q.col
let retypes p = Hashtbl.mem goes_here (at p)
let splits p = Hashtbl.mem splits_here (at p)

let keep b = Coccilib.include_match b
let stars t = Coccilib.make_type ("vm_flags_t" ^ String.concat "" (List.filter ((=) "*") (words t)))
let cast_carries l = l <> [] && List.for_all (fun v ->
  let v = normal v in
  v = "seed" || Hashtbl.mem found v && not (is_truth v) &&
    (match words v with
    | ["func"; _; "return"] -> declared v || given v
    | ["field"; _; f] -> f = "vm_flags" || declared v || List.exists declared (alike v)
    | _ -> true)) l
let casts_flags p = cast_carries (get casts (at p))

(* Two changes of one declaration are in each other's way: one a run, and the
   last first, for each new one goes right behind the old. *)
let last : (string * string, int * int) Hashtbl.t = Hashtbl.create 9
let key (p : Coccilib.pos list) =
  let q = List.hd p in (q.file, q.current_element), (q.line, q.col)
let later p =
  if !Coccilib.inc_match then begin
    let f, here = key p in
    match Hashtbl.find_opt last f with
    | Some l when l > here -> ()
    | _ -> Hashtbl.replace last f here
  end;
  keep true
let is_last p = let f, here = key p in Hashtbl.find_opt last f = Some here

let message = "integer carries vm_flags"
let each_carrier say =
  let here = Coccilib.files () in
  let all = Hashtbl.fold (fun v l all ->
    if not (carries v) then all else
      List.fold_left (fun all (name, _, width) ->
	if width <> "flags" && is_width width && List.mem name.file here
	then (name.file, name.line, name.col, message) :: all else all) all l) decls [] in
  let all = Hashtbl.fold (fun (file, line, col) v all ->
    if List.mem file here && cast_carries v then (file, line, col, message) :: all else all) casts all in
  let all = Hashtbl.fold (fun (from, v) why all ->
    match String.split_on_char ':' (place_between from v) with
    | [file; line] when List.mem file here ->
      (file, int_of_string line, 0, Printf.sprintf "vm_flags end here: %s %s" (told v) why) :: all
    | _ -> all) stops all in
  let all = Hashtbl.fold (fun v () all ->
    List.fold_left (fun all (at, why) -> match String.split_on_char ':' at with
      | [file; line] when List.mem file here ->
	(file, int_of_string line, 0, Printf.sprintf "vm_flags end here: %s %s" (told v) why) :: all
      | _ -> all) all
      (List.append (hidden v) (if is_truth v then List.map (fun at -> at, loses) (gets_there v) else []))) found all in
  let all = List.fold_left (fun all at ->
    match String.split_on_char ':' at with
    | [file; line] when List.mem file here ->
      (file, int_of_string line, 0, "Coccinelle can't read this, and it has vm_flags") :: all
    | _ -> all) all (get unread "flags") in
  List.iter (fun (file, line, col, what) ->
    say what { Coccilib.file; line; col; line_end = line; col_end = col; current_element = "";
      current_element_line = 0; current_element_col = 0;
      current_element_line_end = 0; current_element_col_end = 0 }) (List.sort_uniq compare all)

let known = env "VM_FLAGS_FACTS" "" <> ""

let forget () =
  Hashtbl.reset casts;
  List.iter Hashtbl.reset [edges; goes; types; typed; macros; prints; in_files; truths; by_name; masked; seen_by_user; inner; unread];
  Hashtbl.reset from_macro;
  Hashtbl.reset resolved;
  Hashtbl.reset numbers;
  Hashtbl.reset decls;
  List.iter Hashtbl.reset [found; users];
  List.iter Hashtbl.reset [came_from; number_of; asks];
  Hashtbl.reset places_of;
  Hashtbl.reset ids;
  Hashtbl.reset stops;
  Hashtbl.reset emitted;
  raw := []

let load = List.iter (fun l -> match String.split_on_char '\t' l with
  | [kind; a; b] -> fact kind a b
  | [kind; a; b; at] -> at_line := at; fact kind a b
  | _ -> ())

let () =
  if env "VM_FLAGS_WORDS" "" <> "" then
    List.iter print_endline (List.sort compare (Hashtbl.fold (fun n () l -> n :: l) (Lazy.force flags) []));
  emitting := true;
  emit := print_endline;
  List.iter (fun f -> if f <> "" then walk f) (words (env "VM_FLAGS_READ" ""));
  emitting := false;
  if known then begin
    load (lines (env "VM_FLAGS_FACTS" ""));
    close ()
  end;
  (match env "VM_FLAGS_LIST" "" with
  | "" -> ()
  | list ->
    let c = open_out list in
    Hashtbl.iter (fun v () ->
      match get decls v with
      | [] ->
	(* of what isn't given flags nobody else's callers matter *)
	let kind = match words v with
	  | ["func"; _; "return"] when not (given v) -> "ungiven"
	  | _ -> "undeclared" in
	List.iter (Printf.fprintf c "%s\t%s\t%s\n" kind v) (gets_there v);
	List.iter (fun (at, why) -> Printf.fprintf c "stop\t%s\t%s\t%s %s\t\n" v at (told v) why) (hidden v)
      | l -> List.iter (fun (name, _, width) ->
	Printf.fprintf c "%s\t%s\t%s:%d:%d\n" (if is_truth v then "truth" else width) v name.file name.line name.col) l;
	if is_truth v then
	  List.iter (fun at -> if at <> "" then Printf.fprintf c "stop\t%s\t%s\t%s %s\t\n" v at (told v) loses)
	    (gets_there v)) found;
    List.iter (fun v -> if Hashtbl.mem found v then
      Printf.fprintf c "wire\t%s\t%s\n" v (String.concat " -> " (way v))) wires;
    Hashtbl.iter (fun (from, v) why ->
      Printf.fprintf c "stop\t%s\t%s\t%s %s\t%s\n" v (place_between from v) (told v) why from) stops;
    Hashtbl.iter (fun f n -> Printf.fprintf c "ask\t%s\t%s\n" f n) asks;
    List.iter (Printf.fprintf c "unread\tflags\t%s\n") (get unread "flags");
    let of_files kind = Hashtbl.iter (fun v files ->
      if v = "seed" || Hashtbl.mem found (normal v) then List.iter (Printf.fprintf c "%s\t%s\t%s\n" kind (normal v)) files) in
    of_files "print" prints;
    of_files "cast" in_files;
    close_out c);
  match env "VM_FLAGS_WAYS" "" with
  | "" -> ()
  | ways ->
    let c = open_out ways in
    Hashtbl.iter (fun v () -> Printf.fprintf c "%s\t%s\n" v (String.concat "\t" (way v))) found;
    close_out c

@script:ocaml@
@@
let here = Coccilib.files () in
if not known then begin
  let facts = ref [] in
  forget ();
  emitting := true;
  emit := (fun s -> facts := s :: !facts);
  List.iter walk here;
  emitting := false;
  forget ();
  load (List.rev !facts);
  close ()
end;
(* Since the facts were taken, places have moved. *)
Hashtbl.filter_map_inplace (fun _ l ->
  match List.filter (fun (p, _, _) -> not (List.mem p.file here)) l with
  | [] -> None
  | l -> Some l) decls;
List.iter walk here;
find_places here

@script:ocaml depends on report@
@@
each_carrier (fun what p -> Printf.printf "%s:%d:%d-%d: %s\n" p.file p.line p.col p.col_end what)

@script:ocaml depends on org@
@@
each_carrier (fun what p -> Coccilib.print_todo p ~msg:what)

// Types --------------------------------------------------------------------

// A rule a type, since a disjunction takes one alternative a declaration.

@depends on patch@
typedef vm_flags_t;
position p : script:ocaml() { retypes p };
@@
- unsigned@p long
+ vm_flags_t

@depends on patch@
typedef vm_flags_t;
position p : script:ocaml() { retypes p };
@@
- unsigned@p long int
+ vm_flags_t

@depends on patch@
typedef vm_flags_t;
position p : script:ocaml() { retypes p };
@@
- unsigned@p int
+ vm_flags_t

@depends on patch@
typedef vm_flags_t;
position p : script:ocaml() { retypes p };
@@
- int@p
+ vm_flags_t

@depends on patch@
typedef vm_flags_t;
position p : script:ocaml() { retypes p };
@@
- long@p
+ vm_flags_t

@depends on patch@
typedef vm_flags_t;
position p : script:ocaml() { retypes p };
@@
- long@p int
+ vm_flags_t

@depends on patch@
typedef vm_flags_t;
position p : script:ocaml() { retypes p };
@@
- unsigned@p long long
+ vm_flags_t

@depends on patch@
typedef vm_flags_t;
position p : script:ocaml() { retypes p };
@@
- long@p long
+ vm_flags_t

@depends on patch@
typedef u64;
position p : script:ocaml() { retypes p };
@@
- u64@p
+ vm_flags_t

@depends on patch@
typedef u32;
position p : script:ocaml() { retypes p };
@@
- u32@p
+ vm_flags_t

@depends on patch@
typedef ulong;
position p : script:ocaml() { retypes p };
@@
- ulong@p
+ vm_flags_t

@depends on patch@
typedef uint;
position p : script:ocaml() { retypes p };
@@
- uint@p
+ vm_flags_t

@depends on patch@
typedef uint64_t;
position p : script:ocaml() { retypes p };
@@
- uint64_t@p
+ vm_flags_t

@depends on patch@
typedef uint32_t;
position p : script:ocaml() { retypes p };
@@
- uint32_t@p
+ vm_flags_t

@depends on patch@
typedef uintptr_t;
position p : script:ocaml() { retypes p };
@@
- uintptr_t@p
+ vm_flags_t

@depends on context@
typedef u64, u32, ulong, uint, uint64_t, uint32_t, uintptr_t;
position p : script:ocaml() { retypes p };
@@
(
* unsigned@p long
|
* unsigned@p long int
|
* unsigned@p int
|
* int@p
|
* long@p
|
* long@p int
|
* unsigned@p long long
|
* long@p long
|
* u64@p
|
* u32@p
|
* ulong@p
|
* uint@p
|
* uint64_t@p
|
* uint32_t@p
|
* uintptr_t@p
)

// One of several declarators -------------------------------------------------

// It gets a declaration of its own.
@split depends on patch || context@
type T;
identifier x;
expression e;
position p : script:ocaml() { splits p };
@@
(
 T x@p;
|
 T x@p = e;
)

@script:ocaml@
p << split.p;
@@
later p

@script:ocaml split_type@
t << split.T;
p << split.p;
u;
@@
keep (is_last p);
u := stars t

@depends on patch@
type split.T, split_type.u;
identifier split.x;
expression e;
position split.p;
@@
(
- T x@p;
++ u x;
|
- T x@p = e;
++ u x = e;
)

@depends on context@
type split.T;
identifier split.x;
expression e;
position split.p;
@@
(
* T x@p;
|
* T x@p = e;
)

@split_member depends on patch || context@
type T;
identifier s, f;
position p : script:ocaml() { splits p };
@@
 struct s { ...
 T f@p;
 ... };

@script:ocaml@
p << split_member.p;
@@
later p

@script:ocaml split_member_type@
t << split_member.T;
p << split_member.p;
u;
@@
keep (is_last p);
u := if Hashtbl.mem keeps_here (at p) then Coccilib.make_type t else stars t

@depends on patch@
type split_member.T, split_member_type.u;
identifier split_member.s, split_member.f;
position split_member.p;
@@
 struct s { ...
- T f@p;
++ u f;
 ... };

@depends on context@
type split_member.T;
identifier split_member.s, split_member.f;
position split_member.p;
@@
 struct s { ...
* T f@p;
 ... };

// Casts --------------------------------------------------------------------

// To the type that it has had: unsigned long.  A narrower one is on purpose.
@depends on patch@
expression e;
position p : script:ocaml() { casts_flags p };
@@
- (unsigned long)
  e@p

@depends on context@
expression e;
position p : script:ocaml() { casts_flags p };
@@
* (unsigned long)e@p
