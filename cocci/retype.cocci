// SPDX-License-Identifier: GPL-2.0-only
/// Retype to vm_flags_t every integer declaration that carries vm_flags.
///
//# What: locals, parameters (with prototypes, stubs and function pointers),
//# return types, struct fields, casts and pointers to any of them, whatever
//# integer type they have now.
//#
//# How: seeds are the VM_* constants of the tree's own mm.h, macros made of
//# them, and whatever is a vm_flags_t already.  Values are followed to where
//# they are copied, or-ed, masked, compared, passed and returned; the closure
//# of the seeds is what is retyped.  A value flows to the result of an
//# operator, never from an argument of a call to its result, and not into an
//# int that gets truth values from elsewhere.  SmPL has no fixpoint and no
//# memory across files, hence the OCaml; the rules below do the retyping.
//#
//# On its own (coccicheck) the script knows the flow in the files that it is
//# given.  For a whole tree two runs, by environment variables:
//#   VM_FLAGS_READ="a.c b.c"  print the facts of these files, which spatch
//#                            need not be given
//#   VM_FLAGS_FACTS=file      facts of all files instead; with
//#   VM_FLAGS_LIST=file       write there what they say: carriers, what
//#                            carries but is declared nowhere, who prints
//# VM_FLAGS_TREE (or coccicheck's srctree) is the top of the tree.
//#
//# A declaration of several is split one declarator a run, and a function can
//# need more than one run: run it until nothing changes.
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

let matches r s = Str.string_match (Str.regexp r) s 0
let group = Str.matched_group
let table () : ('a, 'b) Hashtbl.t = Hashtbl.create 999
let get t k = try Hashtbl.find t k with Not_found -> []
let put t k v = if not (List.mem v (get t k)) then Hashtbl.replace t k (v :: get t k)

(* The vma flags: the #defines of mm.h from VM_NONE to the next declaration,
   but for bit numbers. *)
let flags : (string, unit) Hashtbl.t Lazy.t = lazy begin
  let block = ref [] and inside = ref false in
  let define = "^#[ \t]*define[ \t]+\\(VM_[A-Z0-9_]+\\)[ \t]+\\([^/]*[^/ \t]\\)" in
  List.iter (fun l ->
    if matches "^#[ \t]*define[ \t]+VM_NONE\\b" l then inside := true;
    if matches "^\\(struct\\|static\\|extern\\|enum\\|typedef\\|union\\)\\b" l then inside := false;
    if !inside && matches define l then block := (group 1 l, group 2 l) :: !block)
    (lines (tree ^ "/include/linux/mm.h"));
  let bits = table () and flags = table () in
  let bit s = Hashtbl.replace bits s () in
  List.iter (fun (_, v) ->
    if matches ".*\\b\\(_*BIT_*U*L*\\|VM_FLAG_BIT\\)(\\(VM_[A-Z0-9_]+\\))" v then bit (group 2 v)) !block;
  List.iter (fun (n, v) -> if Hashtbl.mem bits v then bit n) !block;
  List.iter (fun (n, _) -> if not (Hashtbl.mem bits n) then Hashtbl.replace flags n ()) !block;
  flags
end

(* Facts -------------------------------------------------------------------

   A vertex is what has a type of its own: "var FILE FUNCTION NAME.NTH",
   "global NAME", "func NAME N" (parameter N, or "return"), "field STRUCT
   NAME"; "V(N)" is parameter N of the function that V points to.  A static
   function is FILE:NAME.  STRUCT may be a path that only the other files
   resolve: "a>b" is what field b of a points to, "()f" what f returns, "?"
   not known. *)

let edges : (string, string list) Hashtbl.t = table ()	(* vertex -> vertices *)
let decls = table ()		(* vertex -> (file, line, column, width) *)
let types = table ()		(* vertex -> the struct that it is or points to *)
let prints = table ()		(* vertex -> files that print it *)
let macros = table ()		(* macro -> what it is made of *)
let typed = table ()		(* the other way round, for function types *)
let truths = table ()		(* vertices that get a truth value *)
let places : (string * string * string, (int * string) list) Hashtbl.t = table ()		(* (file, function, name) -> (line, vertex) *)
let casts : (string * int * int, string list) Hashtbl.t = table ()	(* what is cast there *)
let raw = ref []		(* edges before their paths are resolved *)
let places_of : (string * string, string) Hashtbl.t = table ()	(* edge -> FILE:LINE *)
let at_line = ref ""		(* FILE:LINE of the expression that is walked *)
let emit = ref (fun (_ : string) -> ())

let fact kind a b =
  if not (kind = "type" && b = "?") then
    !emit (String.concat "\t" (kind :: a :: b :: (if kind = "edge" then [!at_line] else [])));
  match kind with
  | "edge" ->
    if not (Hashtbl.mem places_of (a, b)) then Hashtbl.replace places_of (a, b) !at_line;
    raw := (a, b) :: !raw
  | "decl" ->
    put decls a (match String.split_on_char ':' b with
      | [file; line; col; width] -> file, int_of_string line, int_of_string col, width
      | _ -> failwith b)
  | "type" -> if b <> "?" then (put types a b; put typed b a)
  | "truth" -> put truths a b
  | "print" -> put prints a b
  | "macro" -> put macros a b
  | _ -> failwith kind

let is_macro v = String.length v > 6 && String.sub v 0 6 = "macro "

(* All of these have the same value; a macro only gives its. *)
let join l =
  let given, l = List.partition is_macro l in
  let rec chain = function
    | a :: (b :: _ as l) -> if a <> b then fact "edge" a b; chain l
    | _ -> () in
  chain l;
  match l with
  | v :: _ -> List.iter (fun m -> fact "edge" m v) given
  | [] -> ()

(* A declaration's type, as far as it matters. *)
type shape =
  | Flags | Number of string
  | Struct of string | Named of string
  | Function of functionType | Other

let text = function
  | RegularName (s, _) -> s
  | CppVariadicName (s, _) -> s
  | CppConcatenatedName _ | CppIdentBuilder _ -> "?"

let info = function
  | RegularName (_, ii) | CppVariadicName (_, ii) -> (match ii with i :: _ -> Some i | [] -> None)
  | _ -> None

let numbers = ["u64"; "u32"; "ulong"; "uint"]

let rec shape (_, (t, _)) = match t with
  | BaseType (IntType (Si (_, CInt))) -> Number "int"
  | BaseType (IntType (Si (_, CLong))) | BaseType (IntType (Si (_, CLongLong))) -> Number "long"
  | TypeName (n, _) when text n = "vm_flags_t" -> Flags
  | TypeName (n, _) when List.mem (text n) numbers -> Number "long"
  | TypeName (n, _) -> Named (text n)
  | Pointer t | Array (_, t) | ParenType t -> shape t
  | StructUnionName (_, s) | StructUnion (_, Some s, _) -> Struct s
  | FunctionType f -> Function f
  | _ -> Other

let origin i = match i.pinfo with
  | OriginTok p | ExpandedTok (p, _) -> Some p
  | _ -> None
let place name = match info name with
  | None -> None
  | Some i -> origin i

let declare vertex file name t =
  let width = match shape t with
    | Flags -> fact "edge" vertex "seed"; "flags"
    | Number w -> w
    | _ -> "" in
  match place name with
  | Some p when width <> "" ->
    fact "decl" vertex (Printf.sprintf "%s:%d:%d:%s" file p.Common.line p.Common.column width)
  | _ -> ()

let base_of_shape = function
  | Struct s -> s
  | Named t -> "T:" ^ t
  | _ -> "?"

(* Walking a file ----------------------------------------------------------- *)

type name_of = { vertex : string; is : shape }
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
let variable name t static =
  let x = text name in
  let v =
    if !fn = "-" then
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
  | _ -> declare v !file name t);
  (match place name with
  | Some p -> put places (!file, !fn, x) (p.Common.line, v)
  | None -> ());
  scope := Names.add x { vertex = v; is = shape t } !scope;
  v

(* Fields of a struct, and of the anonymous ones in it. *)
let rec fields s l = List.iter (function
  | DeclarationField (FieldDeclList (l, _)) ->
    List.iter (fun (f, _) -> match f with
      | Simple (name, t) -> field s name t
      | BitField _ -> ()) l
  | _ -> ()) l

and field s name t =
  let rec nested (_, (t, _)) = match t with
    | StructUnion (_, None, l) -> Some l
    | StructUnion (_, Some i, l) -> fields i l; None
    | Pointer t | Array (_, t) | ParenType t -> nested t
    | _ -> None in
  match name, nested t with
  | None, Some l -> fields s l
  | None, None -> ()
  | Some n, Some l ->
    let inner = s ^ "." ^ text n in
    fact "type" (Printf.sprintf "field %s %s" s (text n)) inner;
    fields inner l
  | Some n, None ->
    let v = Printf.sprintf "field %s %s" s (text n) in
    put places (!file, "field", text n)
      ((match place n with Some p -> p.Common.line | None -> 0), v);
    match shape t with
    | Function f -> signature (sub v) f n
    | Struct _ | Named _ as b -> fact "type" v (base_of_shape b); declare v !file n t
    | _ -> declare v !file n t

(* What an expression is, or points to. *)
let rec base e = match unwrap_expr e with
  | Ident n ->
    (match Names.find_opt (text n) !scope with
    | Some d -> base_of_shape d.is
    | None -> if text n = "current" then "task_struct" else "?")
  | ParenExpr e | Unary (e, (GetRef | DeRef)) | ArrayAccess (e, _)
  | Assignment (e, _, _) | CondExpr (_, Some e, _) | Postfix (e, _) | Infix (e, _) -> base e
  | RecordAccess (e, n) | RecordPtAccess (e, n) -> base e ^ ">" ^ text n
  | Cast (t, _, _) -> base_of_shape (shape t)
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
  | _ -> false

let values_of_numbers = ["READ_ONCE"; "data_race"; "likely"; "unlikely"; "ACCESS_PRIVATE"]

(* The vertices whose value an expression has; as it goes, joins what is
   copied to each other, in this expression and in those inside of it. *)
let rec values k e : string list = match unwrap_expr e with
  | Ident n ->
    let x = text n in
    if Hashtbl.mem (Lazy.force flags) x then ["seed"]
    else (match Names.find_opt x !scope with
      | Some { vertex = ""; _ } -> []
      | Some { vertex; is = Flags | Number _ } -> [vertex]
      | Some _ -> []
      | None ->
        if Hashtbl.mem known_functions x then []
        else [(if String.uppercase_ascii x = x then "macro " else "global ") ^ x])
  | ParenExpr e | Unary (e, (GetRef | DeRef | Tilde | UnPlus)) -> values k e
  | ArrayAccess (e, i) -> ignore (values k i); values k e
  | Cast (t, _, e) ->
    let v = values k e in
    (match t, Lib_parsing_c.ii_of_expr e with
    | (_, (BaseType (IntType (Si (UnSigned, CLong))), _)), (_ :: _ as ii) ->
      (match origin (snd (Lib_parsing_c.max_min_ii_by_pos ii)) with
      | Some p -> List.iter (put casts (!file, p.Common.line, p.Common.column)) v
      | None -> ())
    | _ -> ());
    (match shape t with Flags | Number _ -> v | _ -> [])
  | Binary (a, (Arith (And | Or | Xor), _), b) -> both k a b
  | Binary (a, (Logical (Eq | NotEq), _), b) -> ignore (both k a b); []
  | CondExpr (c, Some a, b) -> ignore (values k c); both k a b
  | CondExpr (c, None, b) -> both k c b
  | Sequence (a, b) -> ignore (values k a); values k b
  | Assignment (l, ((SimpleAssign | OpAssign (And | Or | Xor)), _), r) ->
    copy k (values k l) r;
    refer (point l) r;
    values k l
  | RecordAccess (b, n) | RecordPtAccess (b, n) ->
    ignore (values k b);
    [Printf.sprintf "field %s %s" (base b) (text n)]
  | FunCall (f, args) ->
    let exprs = List.filter_map (function Common.Left e, _ -> Some e | _ -> None) args in
    (match unwrap_expr f, exprs with
    | Ident n, [e] when List.mem (text n) values_of_numbers -> values k e
    | Ident n, [l; r] when text n = "WRITE_ONCE" -> copy k (values k l) r; []
    | _ ->
      let callee = point f in
      (* the values behind a format, for format.cocci *)
      (match List.find_opt (fun e -> is_text e) exprs with
      | Some s ->
	List.iter (fun e -> if e != s then
	  List.iter (fun v -> fact "print" v !file) (direct e)) exprs
      | None -> ());
      List.iteri (fun i (a, _) -> match a with
        | Common.Left a ->
          let to_ = match callee with
            | Some v -> Some (v (string_of_int i))
            | None -> None in
          copy k (match to_ with Some v -> [v] | None -> []) a;
          refer (match to_ with Some v -> Some (sub v) | None -> None) a
        | Common.Right _ -> ()) args;
      (match unwrap_expr f with Ident _ -> () | _ -> ignore (values k f));
      (match callee with Some v -> [v "return"] | None -> []))
  | _ -> inside k e; []

(* What is printed by its name *)
and direct e = match unwrap_expr e with
  | ParenExpr e | Cast (_, _, e) -> direct e
  | Ident n ->
    (match Names.find_opt (text n) !scope with
    | Some { vertex; _ } when vertex <> "" -> [vertex]
    | _ -> [])
  | RecordAccess (b, n) | RecordPtAccess (b, n) ->
    [Printf.sprintf "field %s %s" (base b) (text n)]
  | _ -> []

and both k a b =
  let v = List.append (values k a) (values k b) in
  join v;
  v

(* The value of e goes to all of l. *)
and copy k l e =
  if truth e then List.iter (fun v -> fact "truth" v "") l;
  join (List.append l (values k e))

(* Of a function, or of what points to one: parameter to vertex. *)
and point e = match unwrap_expr e with
  | ParenExpr e | Unary (e, (GetRef | DeRef)) -> point e
  | Ident n ->
    (match Names.find_opt (text n) !scope with
    | Some { is = Named t; _ } -> Some (fun n -> Printf.sprintf "type %s(%s)" t n)
    | Some { is = Function _; vertex } -> Some (sub vertex)
    | Some _ -> None
    | None -> Some (func (text n)))
  | RecordAccess (b, n) | RecordPtAccess (b, n) ->
    Some (sub (Printf.sprintf "field %s %s" (base b) (text n)))
  | ArrayAccess (e, _) -> point e
  | _ -> None

(* If e is a function, it is called through this. *)
and refer through e = match through, unwrap_expr e with
  | Some v, Ident n when not (Names.mem (text n) !scope) ->
    (match Hashtbl.find_opt known_functions (text n) with
    | Some arity ->
      List.iter (fun i -> join [v i; func (text n) i])
	("return" :: List.init arity string_of_int)
    | None -> ())
  | v, (ParenExpr e | Unary (e, GetRef)) -> refer v e
  | _ -> ()

and inside k e =
  Visitor_c.vk_expr { k with Visitor_c.kexpr = fun (down, _) x ->
    if x == e then down x else ignore (values k x) } e

let look e = match Lib_parsing_c.ii_of_expr e with
  | [] -> ()
  | ii ->
    match origin (snd (Lib_parsing_c.max_min_ii_by_pos ii)) with
    | Some p -> at_line := Printf.sprintf "%s:%d" !file p.Common.line
    | None -> ()

(* An initialiser of what has this vertex and type. *)
let rec initialise k v b (i, _) = match i with
  | InitExpr e ->
    look e;
    (match v with
    | Some v -> copy k [v] e; refer (Some (sub v)) e
    | None -> ignore (values k e))
  | InitList l -> List.iter (fun (i, _) -> initialise k v b i) l
  | InitDesignators (ds, i) -> designated k v b ds i
  | InitFieldOld (f, i) -> member k b f i
  | InitIndexOld (_, i) -> initialise k v b i

and designated k v b ds i = match ds with
  | [] -> initialise k v b i
  | (DesignatorField f, _) :: [] -> member k b f i
  | (DesignatorField f, _) :: ds -> designated k None (b ^ ">" ^ f) ds i
  | _ :: ds -> designated k v b ds i

and member k b f i =
  initialise k (Some (Printf.sprintf "field %s %s" b f)) (b ^ ">" ^ f) i

let is_static d = fst d.v_storage = Sto Static

let declaration k d = match d with
  | DeclList (l, _) ->
    List.iter (fun (d, _) -> match d.v_namei, d.v_type with
      | Some (name, _), (_, (FunctionType f, _)) ->
        if fst d.v_storage = StoTypedef
        then signature (fun n -> Printf.sprintf "type %s(%s)" (text name) n) f name
        else signature (func (text name)) f name
      | Some (name, init), t ->
        (match t with
        | _, (StructUnion (_, Some s, l), _) -> fields s l
        | _, (StructUnion (_, None, l), _) -> fields (text name) l
        | _ -> ());
        if fst d.v_storage = StoTypedef then
          (match shape t with
          | Function f -> signature (fun n -> Printf.sprintf "type %s(%s)" (text name) n) f name
          | Struct s -> fact "type" ("type " ^ text name) s
          | _ ->
            (match t with
            | _, (StructUnion (_, None, _), _) -> fact "type" ("type " ^ text name) (text name)
            | _ -> ()))
        else begin
          let v = variable name t (is_static d) in
          match init with
          | ValInit (_, i) ->
            let number = match shape t with
              | Flags | Number _ | Function _ -> true
              | _ -> false in
            initialise k (if number then Some v else None) (base_of_shape (shape t)) i
          | _ -> ()
        end
      | None, (_, (StructUnion (_, Some s, l), _)) -> fields s l
      | None, _ -> ()) l
  | MacroDecl _ | MacroDeclInit _ -> ()

let definition k (d, _) =
  let name = text d.f_name in
  let outer = !scope in
  signature (func name) d.f_type d.f_name;
  fn := name;
  List.iteri (fun i (p, _) -> match p.p_namei with
    | Some n ->
      scope := Names.add (text n)
	{ vertex = func name (string_of_int i); is = shape p.p_type } !scope
    | None -> ()) (fst (snd d.f_type));
  Visitor_c.vk_statement_sequencable_list k d.f_body;
  fn := "-";
  scope := outer

let visitor = { Visitor_c.default_visitor_c with
  Visitor_c.kexpr = (fun (_, k) e -> look e; ignore (values k e));
  kstatement = (fun (down, k) s -> match unwrap_st s with
    | Compound _ | Iteration _ ->
      let outer = !scope in
      down s;
      scope := outer
    | Jump (ReturnExpr e) -> look e; copy k [func !fn "return"] e
    | _ -> down s);
  kdecl = (fun (_, k) d -> declaration k d);
  kini = (fun (_, k) i -> initialise k None "?" i);
  kcppdirective = (fun (down, k) d -> match d with
    | Define ((m, _), (DefineVar, DefineExpr e)) ->
      List.iter (fact "macro" ("macro " ^ m)) (values k e)
    | Define (_, (DefineFunc (l, _), _)) ->
      let outer = !scope in
      List.iter (fun ((x, _), _) ->
	scope := Names.add x { vertex = ""; is = Other } !scope) l;
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
  let program = Parse_c.program_of_program2 (fst (Parse_c.parse_c_and_cpp false false name)) in
  let function_ f static (_, (params, _)) =
    Hashtbl.replace known_functions f (List.length params);
    if static && Filename.check_suffix name ".c" then Hashtbl.replace statics (name, f) () in
  List.iter (function
    | Definition (d, _) -> function_ (text d.f_name) (fst d.f_storage = Sto Static) d.f_type
    | Declaration (DeclList (l, _)) ->
      List.iter (fun (d, _) -> match d.v_namei, d.v_type with
        | Some (n, _), (_, (FunctionType f, _)) -> function_ (text n) (is_static d) f
        | _ -> ()) l
    | _ -> ()) program;
  Visitor_c.vk_program visitor program

(* The closure -------------------------------------------------------------- *)

let words v = String.split_on_char ' ' v
let by_name : (string, string list) Hashtbl.t = table ()	(* field -> its declared vertices *)
let found : (string, unit) Hashtbl.t = table ()
let came_from : (string, string) Hashtbl.t = table ()	(* what is found -> through what *)

let named_field f = get by_name f
let one = function [x] -> x | _ -> "?"

let rec resolve b =
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
      one (List.map resolve (get types ("func " ^ String.sub b 2 (String.length b - 2) ^ " return")))
    else if String.length b > 2 && String.sub b 0 2 = "T:" then
      one (get types ("type " ^ String.sub b 2 (String.length b - 2)))
    else b

let normal v = match words v with
  | ["field"; b; f] -> Printf.sprintf "field %s %s" (resolve b) f
  | _ -> v

(* "V(N)" as V, "(N)" *)
let pointed v = match String.index_opt v '(' with
  | Some i when v.[String.length v - 1] = ')' ->
    Some (String.sub v 0 i, String.sub v i (String.length v - i))
  | _ -> None

(* An int that also gets truth values is one. *)
let is_truth v =
  Hashtbl.mem truths v && Hashtbl.mem decls v && List.for_all (fun (_, _, _, w) -> w = "int") (get decls v)

(* What nothing declares (a macro, printk) must not join its users; a field of
   an unknown struct is that of the one struct which declares it, or of any of
   them if all carry. *)
let passes v = match words v with
  | ["field"; "?"; f] ->
    (match named_field f with
    | [] -> false
    | [_] -> true
    | l -> List.for_all (Hashtbl.mem found) l)
  | "field" :: _ -> not (is_truth v)
  | _ ->
    is_macro v || Hashtbl.mem decls v && not (is_truth v) ||
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
      (List.filter_map (fun t ->
	if String.length t > 2 && String.sub t 0 2 = "T:"
	then Some ("type " ^ String.sub t 2 (String.length t - 2) ^ n) else None) (get types f))
      (match words f with
      | ["type"; t] -> List.map (fun f -> f ^ n) (get typed ("T:" ^ t))
      | _ -> [])

let close () =
  Hashtbl.iter (fun v _ -> match words v with
    | ["field"; _; f] -> put by_name f v
    | _ -> ()) decls;
  Hashtbl.iter (fun v t -> match words v with
    | ["field"; _; f] -> List.iter (put typed ("member " ^ f)) t
    | _ -> ()) types;
  List.iter (fun (a, b) ->
    let at = Hashtbl.find places_of (a, b) in
    let a = normal a and b = normal b in
    Hashtbl.replace places_of (a, b) at;
    put edges a b;
    if not (is_macro a) then put edges b a) !raw;
  Hashtbl.iter (fun m l -> List.iter (fun v -> put edges v m) l) macros;
  Hashtbl.iter (fun v _ -> Hashtbl.replace truths (normal v) [""]) (Hashtbl.copy truths);
  let rec visit from v =
    if not (Hashtbl.mem found v) then begin
      Hashtbl.replace found v ();
      Hashtbl.replace came_from v from;
      if passes v then List.iter (visit v) (List.concat [get edges v; alike v; through_typedef v])
    end in
  Hashtbl.replace found "seed" ();
  List.iter (visit "seed") ("field vm_area_struct vm_flags" :: "field ? vm_flags" :: get edges "seed")

(* How flags come there, a step each with where its value is passed on. *)
let way v =
  let rec back v l = match Hashtbl.find_opt came_from v with
    | None -> v :: l
    | Some from ->
      let at = try Hashtbl.find places_of (from, v) with Not_found ->
        try Hashtbl.find places_of (v, from) with Not_found -> "" in
      back from ((if at = "" then v else Printf.sprintf "%s (%s)" v at) :: l) in
  back v []

(* Members of vm_area_struct that are no flags: where one is reached, something
   takes flags for a number. *)
let wires = List.map ((^) "field vm_area_struct ") ["vm_start"; "vm_end"; "vm_pgoff"]

(* For the rules ------------------------------------------------------------ *)

let ends s t =
  let n = String.length s and m = String.length t in
  n >= m && String.sub s (n - m) m = t

let carries v = Hashtbl.mem found v && Hashtbl.mem decls v && not (is_truth v)

(* The type that is to go, as Coccinelle prints it, and what comes instead. *)
let number t =
  List.for_all (fun w -> List.mem w ("*" :: "int" :: "long" :: "unsigned" :: "signed" :: numbers)) (words t)
let retyped t =
  Coccilib.make_type ("vm_flags_t" ^ String.concat "" (List.filter ((=) "*") (words t)))

(* Of several places of one name, the one in this line. *)
let there (p : Coccilib.pos list) l = match p, l with
  | _, [(_, v)] -> carries v
  | p :: _, l -> List.exists (fun (line, v) -> line = p.line && carries v) l
  | [], _ -> false

(* Functions, and variables of the file, where there is something to do: most
   are let go before a rule has looked at their code. *)
let busy : (string * string, unit) Hashtbl.t = Hashtbl.create 99
let note_busy () =
  Hashtbl.reset busy;
  let note file name = Hashtbl.replace busy (file, name) () in
  Hashtbl.iter (fun v l -> if carries v then
    List.iter (fun (file, _, _, width) -> if width <> "flags" then
      match words v with
      | ["var"; _; "-"; x] -> note file (List.hd (String.split_on_char '.' x))
      | ["var"; _; f; _] -> note file f
      | ["global"; x] -> note file x
      | ["func"; f; _] ->
	note file (match String.rindex_opt f ':' with
	| Some i -> String.sub f (i + 1) (String.length f - i - 1)
	| None -> f)
      | _ -> ()) l) decls
let is_busy (p : Coccilib.pos list) =
  let q = List.hd p in
  q.current_element = "something_else" || Hashtbl.mem busy (q.file, q.current_element)

let keep b = Coccilib.include_match b
let keep_variable (p : Coccilib.pos list) x t =
  let q = List.hd p in
  keep (number t &&
    (there p (get places (q.file, q.current_element, x)) || there p (get places (q.file, "-", x))))
let at (p : Coccilib.pos list) = file := (List.hd p).file
let keep_function p f n t = at p; keep (number t && carries (func f n))
let keep_parameter p f n t = keep_function p f (string_of_int n) t
let keep_field (p : Coccilib.pos list) f t =
  keep (number t && there p (get places ((List.hd p).file, "field", f)))
let keep_hook (p : Coccilib.pos list) f n t =
  keep (number t &&
    List.exists (fun (_, v) -> carries (sub v n)) (get places ((List.hd p).file, "field", f)))
let cast_carries l = l <> [] && List.for_all (fun v ->
  let v = normal v in v = "seed" || Hashtbl.mem found v && not (is_truth v)) l
let keep_cast (p : Coccilib.pos list) =
  let q = List.hd p in keep (cast_carries (get casts (q.file, q.line, q.col)))
let keep_callback f n t = keep (number t && carries (sub ("type " ^ f) n))

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
      List.fold_left (fun all (file, line, col, width) ->
	if width <> "flags" && List.mem file here then (file, line, col) :: all else all) all l) decls [] in
  let all = Hashtbl.fold (fun (file, line, col) v all ->
    if List.mem file here && cast_carries v then (file, line, col) :: all else all) casts all in
  List.iter (fun (file, line, col) ->
    say { Coccilib.file; line; col; line_end = line; col_end = col; current_element = "";
      current_element_line = 0; current_element_col = 0;
      current_element_line_end = 0; current_element_col_end = 0 }) (List.sort_uniq compare all)

let known = env "VM_FLAGS_FACTS" "" <> ""

let forget () =
  Hashtbl.reset casts;
  List.iter Hashtbl.reset [edges; types; typed; macros; prints; truths; by_name];
  Hashtbl.reset decls;
  Hashtbl.reset found;
  Hashtbl.reset places_of;
  Hashtbl.reset came_from;
  raw := []

let load name = List.iter (fun l -> match String.split_on_char '\t' l with
  | [kind; a; b] -> fact kind a b
  | [kind; a; b; at] -> at_line := at; fact kind a b
  | _ -> ()) (lines name)

let () =
  emit := print_endline;
  List.iter (fun f -> if f <> "" then walk f) (words (env "VM_FLAGS_READ" ""));
  emit := ignore;
  if known then begin
    load (env "VM_FLAGS_FACTS" "");
    close ()
  end;
  match env "VM_FLAGS_LIST" "" with
  | "" -> ()
  | list ->
    let c = open_out list in
    Hashtbl.iter (fun v () ->
      match get decls v with
      | [] -> Printf.fprintf c "undeclared\t%s\t\n" v
      | l -> List.iter (fun (file, line, col, width) ->
	Printf.fprintf c "%s\t%s\t%s:%d:%d\n" (if is_truth v then "truth" else width) v file line col) l) found;
    List.iter (fun v -> if Hashtbl.mem found v then
      Printf.fprintf c "wire\t%s\t%s\n" v (String.concat " -> " (way v))) wires;
    Hashtbl.iter (fun v files ->
      if Hashtbl.mem found (normal v) then List.iter (Printf.fprintf c "print\t%s\t%s\n" v) files) prints;
    close_out c

@script:ocaml@
@@
(* With facts the closure is known, and only the places have moved. *)
let here = Coccilib.files () in
if known then
  Hashtbl.filter_map_inplace (fun _ l ->
    match List.filter (fun (f, _, _, _) -> not (List.mem f here)) l with
    | [] -> None
    | l -> Some l) decls
else forget ();
List.iter walk here;
if not known then close ();
note_busy ()

@script:ocaml depends on report@
@@
each_carrier (fun p -> Printf.printf "%s:%d:%d-%d: %s\n" p.file p.line p.col p.col_end message)

@script:ocaml depends on org@
@@
each_carrier (Coccilib.print_todo ~msg:message)

// Variables ----------------------------------------------------------------

@variable depends on patch || context@
typedef vm_flags_t;
type T;
identifier x;
expression e;
position p : script:ocaml() { is_busy p };
@@
(
 const T *x@p;
|
 const T *x@p = e;
|
 const T x@p;
|
 const T x@p = e;
|
 volatile T x@p;
|
 volatile T x@p = e;
|
 T x@p;
|
 T x@p = e;
)

@script:ocaml variable_type@
t << variable.T;
x << variable.x;
p << variable.p;
u;
@@
keep_variable p x t;
u := retyped t

@depends on patch@
type variable.T, variable_type.u;
identifier variable.x;
expression e;
position variable.p;
@@
(
 const
- T
+ u
  *x@p;
|
 const
- T
+ u
  *x@p = e;
|
 const
- T
+ u
  x@p;
|
 const
- T
+ u
  x@p = e;
|
 volatile
- T
+ u
  x@p;
|
 volatile
- T
+ u
  x@p = e;
|
- T
+ u
  x@p;
|
- T
+ u
  x@p = e;
)

@depends on context@
type variable.T;
identifier variable.x;
expression e;
position variable.p;
@@
(
* T *x@p;
|
* T *x@p = e;
|
* T x@p;
|
* T x@p = e;
)

// One of several declarators: a declaration of its own.
@split depends on patch@
type T;
identifier x;
expression e;
position p : script:ocaml() { is_busy p };
@@
(
 T x@p;
|
 T x@p = e;
)

@script:ocaml@
t << split.T;
x << split.x;
p << split.p;
@@
keep_variable p x t;
later p

@script:ocaml split_type@
t << split.T;
p << split.p;
u;
@@
keep (is_last p);
u := retyped t

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

// Arrays -------------------------------------------------------------------

@array depends on patch || context@
type T;
identifier x;
expression n;
initializer i;
position p : script:ocaml() { is_busy p };
@@
(
 const T x@p[n] = i;
|
 const T x@p[] = i;
|
 T x@p[n];
|
 T x@p[n] = i;
|
 T x@p[] = i;
)

@script:ocaml array_type@
t << array.T;
x << array.x;
p << array.p;
u;
@@
keep_variable p x t;
u := retyped t

@depends on patch@
type array.T, array_type.u;
identifier array.x;
expression n;
initializer i;
position array.p;
@@
(
 const
- T
+ u
  x@p[n] = i;
|
 const
- T
+ u
  x@p[] = i;
|
- T
+ u
  x@p[n];
|
- T
+ u
  x@p[n] = i;
|
- T
+ u
  x@p[] = i;
)

@depends on context@
type array.T;
identifier array.x;
expression n;
initializer i;
position array.p;
@@
(
* T x@p[n];
|
* T x@p[n] = i;
|
* T x@p[] = i;
)

// Parameters ---------------------------------------------------------------

@param depends on patch || context@
type T;
identifier f, x;
parameter list[n] ps;
position p : script:ocaml() { is_busy p };
@@
 f@p(ps, T x, ...) { ... }

@script:ocaml param_type@
t << param.T;
f << param.f;
n << param.n;
p << param.p;
u;
@@
keep_parameter p f n t;
u := retyped t

@depends on patch@
type param.T, param_type.u;
identifier param.f, param.x;
parameter list[param.n] ps;
position param.p;
@@
 f@p(ps,
- T
+ u
  x, ...) { ... }

@depends on context@
type param.T;
identifier param.f, param.x;
parameter list[param.n] ps;
position param.p;
@@
* f@p(ps, T x, ...) { ... }

@const_param depends on patch || context@
type T;
identifier f, x;
parameter list[n] ps;
position p : script:ocaml() { is_busy p };
@@
 f@p(ps, const T x, ...) { ... }

@script:ocaml const_param_type@
t << const_param.T;
f << const_param.f;
n << const_param.n;
p << const_param.p;
u;
@@
keep_parameter p f n t;
u := retyped t

@depends on patch@
type const_param.T, const_param_type.u;
identifier const_param.f, const_param.x;
parameter list[const_param.n] ps;
position const_param.p;
@@
 f@p(ps, const
- T
+ u
  x, ...) { ... }

@depends on context@
type const_param.T;
identifier const_param.f, const_param.x;
parameter list[const_param.n] ps;
position const_param.p;
@@
* f@p(ps, const T x, ...) { ... }

@const_pointer_param depends on patch || context@
type T;
identifier f, x;
parameter list[n] ps;
position p : script:ocaml() { is_busy p };
@@
 f@p(ps, const T *x, ...) { ... }

@script:ocaml const_pointer_param_type@
t << const_pointer_param.T;
f << const_pointer_param.f;
n << const_pointer_param.n;
p << const_pointer_param.p;
u;
@@
keep_parameter p f n t;
u := retyped t

@depends on patch@
type const_pointer_param.T, const_pointer_param_type.u;
identifier const_pointer_param.f, const_pointer_param.x;
parameter list[const_pointer_param.n] ps;
position const_pointer_param.p;
@@
 f@p(ps, const
- T
+ u
  *x, ...) { ... }

@depends on context@
type const_pointer_param.T;
identifier const_pointer_param.f, const_pointer_param.x;
parameter list[const_pointer_param.n] ps;
position const_pointer_param.p;
@@
* f@p(ps, const T *x, ...) { ... }

@prototype depends on patch || context@
type R, T;
identifier f, x;
parameter list[n] ps;
position p : script:ocaml() { is_busy p };
@@
 R f@p(ps, T x, ...);

@script:ocaml prototype_type@
t << prototype.T;
f << prototype.f;
n << prototype.n;
p << prototype.p;
u;
@@
keep_parameter p f n t;
u := retyped t

@depends on patch@
type R, prototype.T, prototype_type.u;
identifier prototype.f, prototype.x;
parameter list[prototype.n] ps;
position prototype.p;
@@
 R f@p(ps,
- T
+ u
  x, ...);

@depends on context@
type R, prototype.T;
identifier prototype.f, prototype.x;
parameter list[prototype.n] ps;
position prototype.p;
@@
* R f@p(ps, T x, ...);

@unnamed_prototype depends on patch || context@
type R, T;
identifier f;
parameter list[n] ps;
position p : script:ocaml() { is_busy p };
@@
 R f@p(ps, T, ...);

@script:ocaml unnamed_prototype_type@
t << unnamed_prototype.T;
f << unnamed_prototype.f;
n << unnamed_prototype.n;
p << unnamed_prototype.p;
u;
@@
keep_parameter p f n t;
u := retyped t

@depends on patch@
type R, unnamed_prototype.T, unnamed_prototype_type.u;
identifier unnamed_prototype.f;
parameter list[unnamed_prototype.n] ps;
position unnamed_prototype.p;
@@
 R f@p(ps,
- T
+ u
 , ...);

@depends on context@
type R, unnamed_prototype.T;
identifier unnamed_prototype.f;
parameter list[unnamed_prototype.n] ps;
position unnamed_prototype.p;
@@
* R f@p(ps, T, ...);

// Return types -------------------------------------------------------------

@returns depends on patch || context@
type T;
identifier f;
position p : script:ocaml() { is_busy p };
@@
 T f@p(...) { ... }

@script:ocaml returns_type@
t << returns.T;
f << returns.f;
p << returns.p;
u;
@@
keep_function p f "return" t;
u := retyped t

@depends on patch@
type returns.T, returns_type.u;
identifier returns.f;
position returns.p;
@@
- T
+ u
  f@p(...) { ... }

@depends on context@
type returns.T;
identifier returns.f;
position returns.p;
@@
* T f@p(...) { ... }

@returns_prototype depends on patch || context@
type T;
identifier f;
position p : script:ocaml() { is_busy p };
@@
 T f@p(...);

@script:ocaml returns_prototype_type@
t << returns_prototype.T;
f << returns_prototype.f;
p << returns_prototype.p;
u;
@@
keep_function p f "return" t;
u := retyped t

@depends on patch@
type returns_prototype.T, returns_prototype_type.u;
identifier returns_prototype.f;
position returns_prototype.p;
@@
- T
+ u
  f@p(...);

@depends on context@
type returns_prototype.T;
identifier returns_prototype.f;
position returns_prototype.p;
@@
* T f@p(...);

// Fields -------------------------------------------------------------------

@member depends on patch || context@
type T;
identifier s, f;
position p;
@@
 struct s { ...
 T f@p;
 ... };

@script:ocaml member_type@
t << member.T;
f << member.f;
p << member.p;
u;
@@
keep_field p f t;
u := retyped t

@depends on patch@
type member.T, member_type.u;
identifier member.s, member.f;
position member.p;
@@
 struct s { ...
- T
+ u
  f@p;
 ... };

@depends on context@
type member.T;
identifier member.s, member.f;
position member.p;
@@
 struct s { ...
* T f@p;
 ... };

// One of several declarators: a declaration of its own.
@split_member depends on patch@
type T;
identifier s, f;
position p;
@@
 struct s { ...
 T f@p;
 ... };

@script:ocaml@
t << split_member.T;
f << split_member.f;
p << split_member.p;
@@
keep_field p f t;
later p

@script:ocaml split_member_type@
t << split_member.T;
p << split_member.p;
u;
@@
keep (is_last p);
u := retyped t

@depends on patch@
type split_member.T, split_member_type.u;
identifier split_member.s, split_member.f;
position split_member.p;
@@
 struct s { ...
- T f@p;
++ u f;
 ... };

@member_array depends on patch || context@
type T;
identifier s, f;
expression n;
position p;
@@
 struct s { ...
 T f@p[n];
 ... };

@script:ocaml member_array_type@
t << member_array.T;
f << member_array.f;
p << member_array.p;
u;
@@
keep_field p f t;
u := retyped t

@depends on patch@
type member_array.T, member_array_type.u;
identifier member_array.s, member_array.f;
expression n;
position member_array.p;
@@
 struct s { ...
- T
+ u
  f@p[n];
 ... };

@depends on context@
type member_array.T;
identifier member_array.s, member_array.f;
expression n;
position member_array.p;
@@
 struct s { ...
* T f@p[n];
 ... };

@nested_array depends on patch || context@
type T;
identifier f;
expression n;
position p;
@@
 struct { ...
 T f@p[n];
 ... }

@script:ocaml nested_array_type@
t << nested_array.T;
f << nested_array.f;
p << nested_array.p;
u;
@@
keep_field p f t;
u := retyped t

@depends on patch@
type nested_array.T, nested_array_type.u;
identifier nested_array.f;
expression n;
position nested_array.p;
@@
 struct { ...
- T
+ u
  f@p[n];
 ... }

@depends on context@
type nested_array.T;
identifier nested_array.f;
expression n;
position nested_array.p;
@@
 struct { ...
* T f@p[n];
 ... }

@nested_union_array depends on patch || context@
type T;
identifier f;
expression n;
position p;
@@
 union { ...
 T f@p[n];
 ... }

@script:ocaml nested_union_array_type@
t << nested_union_array.T;
f << nested_union_array.f;
p << nested_union_array.p;
u;
@@
keep_field p f t;
u := retyped t

@depends on patch@
type nested_union_array.T, nested_union_array_type.u;
identifier nested_union_array.f;
expression n;
position nested_union_array.p;
@@
 union { ...
- T
+ u
  f@p[n];
 ... }

@depends on context@
type nested_union_array.T;
identifier nested_union_array.f;
expression n;
position nested_union_array.p;
@@
 union { ...
* T f@p[n];
 ... }

@nested depends on patch || context@
type T;
identifier f;
position p;
@@
 struct { ...
 T f@p;
 ... }

@script:ocaml nested_type@
t << nested.T;
f << nested.f;
p << nested.p;
u;
@@
keep_field p f t;
u := retyped t

@depends on patch@
type nested.T, nested_type.u;
identifier nested.f;
position nested.p;
@@
 struct { ...
- T
+ u
  f@p;
 ... }

@depends on context@
type nested.T;
identifier nested.f;
position nested.p;
@@
 struct { ...
* T f@p;
 ... }

@nested_union depends on patch || context@
type T;
identifier f;
position p;
@@
 union { ...
 T f@p;
 ... }

@script:ocaml nested_union_type@
t << nested_union.T;
f << nested_union.f;
p << nested_union.p;
u;
@@
keep_field p f t;
u := retyped t

@depends on patch@
type nested_union.T, nested_union_type.u;
identifier nested_union.f;
position nested_union.p;
@@
 union { ...
- T
+ u
  f@p;
 ... }

@depends on context@
type nested_union.T;
identifier nested_union.f;
position nested_union.p;
@@
 union { ...
* T f@p;
 ... }

// Function pointers --------------------------------------------------------

@hook depends on patch || context@
type R, T;
identifier s, m, x;
parameter list[n] ps;
position p;
@@
 struct s { ...
 R (*m@p)(ps, T x, ...);
 ... };

@script:ocaml hook_type@
t << hook.T;
m << hook.m;
n << hook.n;
p << hook.p;
u;
@@
keep_hook p m (string_of_int n) t;
u := retyped t

@depends on patch@
type R, hook.T, hook_type.u;
identifier hook.s, hook.m, hook.x;
parameter list[hook.n] ps;
position hook.p;
@@
 struct s { ...
 R (*m@p)(ps,
- T
+ u
  x, ...);
 ... };

@depends on context@
type R, hook.T;
identifier hook.s, hook.m, hook.x;
parameter list[hook.n] ps;
position hook.p;
@@
 struct s { ...
* R (*m@p)(ps, T x, ...);
 ... };

@unnamed_hook depends on patch || context@
type R, T;
identifier s, m;
parameter list[n] ps;
position p;
@@
 struct s { ...
 R (*m@p)(ps, T, ...);
 ... };

@script:ocaml unnamed_hook_type@
t << unnamed_hook.T;
m << unnamed_hook.m;
n << unnamed_hook.n;
p << unnamed_hook.p;
u;
@@
keep_hook p m (string_of_int n) t;
u := retyped t

@depends on patch@
type R, unnamed_hook.T, unnamed_hook_type.u;
identifier unnamed_hook.s, unnamed_hook.m;
parameter list[unnamed_hook.n] ps;
position unnamed_hook.p;
@@
 struct s { ...
 R (*m@p)(ps,
- T
+ u
 , ...);
 ... };

@depends on context@
type R, unnamed_hook.T;
identifier unnamed_hook.s, unnamed_hook.m;
parameter list[unnamed_hook.n] ps;
position unnamed_hook.p;
@@
 struct s { ...
* R (*m@p)(ps, T, ...);
 ... };

@hook_returns depends on patch || context@
type T;
identifier s, m;
position p;
@@
 struct s { ...
 T (*m@p)(...);
 ... };

@script:ocaml hook_returns_type@
t << hook_returns.T;
m << hook_returns.m;
p << hook_returns.p;
u;
@@
keep_hook p m "return" t;
u := retyped t

@depends on patch@
type hook_returns.T, hook_returns_type.u;
identifier hook_returns.s, hook_returns.m;
position hook_returns.p;
@@
 struct s { ...
- T
+ u
  (*m@p)(...);
 ... };

@depends on context@
type hook_returns.T;
identifier hook_returns.s, hook_returns.m;
position hook_returns.p;
@@
 struct s { ...
* T (*m@p)(...);
 ... };

@callback depends on patch || context@
type R, m, T;
identifier x;
parameter list[n] ps;
@@
 typedef R (*m)(ps, T x, ...);

@script:ocaml callback_type@
t << callback.T;
m << callback.m;
n << callback.n;
u;
@@
keep_callback m (string_of_int n) t;
u := retyped t

@depends on patch@
type R, callback.m, callback.T, callback_type.u;
identifier callback.x;
parameter list[callback.n] ps;
@@
 typedef R (*m)(ps,
- T
+ u
  x, ...);

@depends on context@
type R, callback.m, callback.T;
identifier callback.x;
parameter list[callback.n] ps;
@@
* typedef R (*m)(ps, T x, ...);

@unnamed_callback depends on patch || context@
type R, m, T;
parameter list[n] ps;
@@
 typedef R (*m)(ps, T, ...);

@script:ocaml unnamed_callback_type@
t << unnamed_callback.T;
m << unnamed_callback.m;
n << unnamed_callback.n;
u;
@@
keep_callback m (string_of_int n) t;
u := retyped t

@depends on patch@
type R, unnamed_callback.m, unnamed_callback.T, unnamed_callback_type.u;
parameter list[unnamed_callback.n] ps;
@@
 typedef R (*m)(ps,
- T
+ u
 , ...);

@depends on context@
type R, unnamed_callback.m, unnamed_callback.T;
parameter list[unnamed_callback.n] ps;
@@
* typedef R (*m)(ps, T, ...);

@callback_returns depends on patch || context@
type m, T;
@@
 typedef T (*m)(...);

@script:ocaml callback_returns_type@
t << callback_returns.T;
m << callback_returns.m;
u;
@@
keep_callback m "return" t;
u := retyped t

@depends on patch@
type callback_returns.m, callback_returns.T, callback_returns_type.u;
@@
 typedef
- T
+ u
  (*m)(...);

@depends on context@
type callback_returns.m, callback_returns.T;
@@
* typedef T (*m)(...);

// Casts --------------------------------------------------------------------

// To the type that it has had: unsigned long.  A narrower one is on purpose.
@cast depends on patch || context@
expression e;
position p;
@@
 (unsigned long)e@p

@script:ocaml@
p << cast.p;
@@
keep_cast p

@depends on patch@
expression cast.e;
position cast.p;
@@
- (unsigned long)
  e@p

@depends on context@
expression cast.e;
position cast.p;
@@
* (unsigned long)e@p
