# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f trace-fields.awk -v words=FILE HEADER... - fields of trace events that get
# vma flags and are narrower, or are printed by what takes an unsigned long
#
# FILE: the words that say so, by kernel/engine/words.sh.  Prints FILE:LINE: REASON.

function flags_in(s,   i, n, t) {
	n = split(s, t, /[^A-Za-z0-9_]+/)
	for (i = 1; i <= n; i++) if ((t[i] in word) || (t[i] in parameter)) return 1
	return 0
}
function flush(   f) {
	for (f in gets) {
		if (!(f in type)) continue
		if (type[f] == "vm_flags_t")
			print at[f] ": a trace event can't have a field of a restricted type, for what describes it casts it (" f ")"
		else if (type[f] !~ /^(u64|__u64|unsigned long long|long long|s64)$/)
			print at[f] ": a trace event has too few bits for vma flags (" f ")"
		if (f in printed)
			print printed[f] ": a trace event prints vma flags as an unsigned long (" f ")"
	}
	split("", gets); split("", printed); split("", type); split("", at); split("", parameter)
}
BEGIN { while ((getline w < words) > 0) word[w] = 1 }
FNR == 1 || /^[A-Z_]+\(/ { flush() }
{
	s = $0
	while (match(s, /vm_flags_t[ *]+[A-Za-z_][A-Za-z0-9_]*/)) {
		n = split(substr(s, RSTART, RLENGTH), t, /[ *]+/)
		parameter[t[n]] = 1
		s = substr(s, RSTART + RLENGTH)
	}
	s = $0
	while (match(s, /__field(_ext|_struct)?\([^,()]*,[ \t]*[A-Za-z_][A-Za-z0-9_]*/)) {
		f = substr(s, RSTART, RLENGTH)
		s = substr(s, RSTART + RLENGTH)
		sub(/^[^(]*\([ \t]*/, "", f)
		ty = f
		sub(/[ \t]*,.*/, "", ty)
		sub(/^.*,[ \t]*/, "", f)
		gsub(/[ \t]+/, " ", ty)
		type[f] = ty
		at[f] = FILENAME ":" FNR
	}
	if (match($0, /__print_(flags|symbolic)\([ \t]*__entry->[A-Za-z_][A-Za-z0-9_]*/)) {
		f = substr($0, RSTART, RLENGTH)
		sub(/^.*->/, "", f)
		printed[f] = FILENAME ":" FNR
	}
	if (match($0 " ", /__entry->[A-Za-z_][A-Za-z0-9_]*[ \t]*\|?=[^=]/)) {
		f = substr($0, RSTART + 9, RLENGTH - 9)
		sub(/[ \t]*\|?=.*/, "", f)
		value = substr($0, RSTART + RLENGTH - 1)
		open = f
	} else if (open != "") value = value " " $0
	if (open != "" && $0 ~ /;/) {
		# a test has a truth value, a function's argument is not its result
		if (value !~ /!!|[!=]=|&&|\|\|/ && flags_in(value)) gets[open] = 1
		open = ""
	}
}
END { flush() }
