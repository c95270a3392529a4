#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# chunk.sh NAME SEQ N CHUNK TMP FILE... -- COMMAND... - a chunk of flow.sh's in_chunks
#
# Runs COMMAND with the files at its end.  If that fails, or takes more of the
# processor than CHUNK_SECONDS (default 600; a file takes about one), its changes to
# the files are undone and it is run with each of them alone.  One that fails alone
# stays as it was and is a line of TMP/unread, "FILE<tab>why"; the others have their
# results.
# Exit: 0; 1 when COMMAND failed with each of more than three files: it is the
# command then, not the file.
set -euf
what=$1 seq=$2 n=$3 chunk=$4 tmp=$5
shift 5
k=$((seq * chunk))
[ $k -le "$n" ] || k=$n
printf '  %s %d/%d\n' "$what" $k "$n" >&2

IFS='
'
files=
while [ "$1" != -- ]; do
	files="$files$1$IFS"
	shift
done
shift

ulimit -t "${CHUNK_SECONDS:-600}"
here=$(mktemp -d "$tmp/chunk.XXXXXX")
trap 'rm -rf "$here"' EXIT
for f in $files; do
	mkdir -p "$here/was/$(dirname "$f")"
	cp -p "$f" "$here/was/$f"
done

# spatch goes on after an exception in a file, and its exit does not tell.
fatal='^EXN|^Fatal error|^TIMEOUT|exception'
run() { # command and files
	rc=0
	"$@" > "$here/out" 2> "$here/err" || rc=$?
	[ $rc != 0 ] || ! grep -qE "$fatal" "$here/err" || rc=1
	return $rc
}
why() {
	case $rc in
	137 | 152) echo "takes more than ${CHUNK_SECONDS:-600} s of the processor" ;;
	*) { grep -m 1 -E "$fatal|[Ee]rror" "$here/err" || echo "exit $rc"; } | tr '\t' ' ' ;;
	esac
}

if run "$@" $files; then
	cat "$here/err" >&2
	cat "$here/out"
	exit
fi
cp -pR "$here/was/." .
good=0 bad=0
for f in $files; do
	if run "$@" "$f"; then
		cat "$here/out" >> "$here/all"
		good=$((good + 1))
	else
		cp -p "$here/was/$f" "$f"
		printf '%s\t%s\n' "$f" "$(why)" >> "$here/unread"
		bad=$((bad + 1))
	fi
done
if [ $good = 0 ] && [ $bad -gt 3 ]; then
	cat "$here/err" >&2
	exit 1
fi
[ ! -f "$here/unread" ] || cat "$here/unread" >> "$tmp/unread"
[ ! -f "$here/all" ] || cat "$here/all"
