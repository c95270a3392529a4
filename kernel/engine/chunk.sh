#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# chunk.sh NAME N TMP WORDS COMMAND... FILE... - a chunk of flow.sh's in_chunks
#
# Runs COMMAND, of so many words, with the files at its end.  If that fails, or takes
# more of the processor than CHUNK_SECONDS (default 600; a file takes about one), its
# changes to the files are undone and it is run with each of them alone.  One that
# fails alone stays as it was and is a line of TMP/unread, "FILE<tab>why"; the others
# have their results.  Several of these run side by side: one at a time passes on what
# it has, and counts its files among the N.
# Exit: 0; 255, which ends xargs, when COMMAND failed with each of more than three
# files, for it is the command then, not the file; when the disk is full; when the run
# whose chunk this is, the process $RUN, is no more.
set -euf
what=$1 n=$2 tmp=$3 words=$4
shift 4
kill -0 "$RUN" 2> /dev/null || exit 255
trap 'rc=$?; rm -rf "${here:-}"; [ $rc = 0 ] || exit 255' EXIT

# The files, and the command as the arguments.
files='' i=0
IFS='
'
for arg; do
	shift
	if [ $((i += 1)) -le "$words" ]; then set -- "$@" "$arg"; else files="$files$arg$IFS"; fi
done

# dash and bash have it
# shellcheck disable=SC3045
ulimit -t "${CHUNK_SECONDS:-600}"
here=$(mktemp -d "$tmp/chunk.XXXXXX")
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
	# spatch takes cp's word for it
	if grep 'No space left on device' "$here/err" >&2; then exit 255; fi
	return $rc
}
# On a terminal a line that moves, else one a minute, and the last.
progress() {
	k=0 told=0
	[ ! -f "$tmp/progress" ] || IFS=' ' read -r k told < "$tmp/progress"
	for f in $files; do k=$((k + 1)); done
	now=$(date +%s)
	[ "$told" != 0 ] || told=$now
	if [ -t 5 ]; then
		printf '\r  %s %d/%d' "$what" "$k" "$n" >&5
		[ "$k" -lt "$n" ] || echo >&5
	elif [ "$k" -ge "$n" ] || [ $((now - told)) -ge 60 ]; then
		printf '  %s %d/%d\n' "$what" "$k" "$n" >&5
		told=$now
	fi
	echo "$k $told" > "$tmp/progress"
}
# passes on FILES: what is in them
pass_on() {
	exec 4> "$tmp/turn"
	flock 4
	cat "$@"
	progress
}
why() {
	case $rc in
	137 | 152) echo "takes more than ${CHUNK_SECONDS:-600} s of the processor" ;;
	*)	{ grep -m 1 -E "$fatal|[Ee]rror" "$here/err" || tail -n 1 "$here/err" | grep . || echo "exit $rc"; } |
			sed "s|^${f:-}: \([0-9]*\): |line \1: |" | tr '\t' ' ' ;;
	esac
}

# shellcheck disable=SC2086 # words
if run "$@" $files; then
	cat "$here/err" >&2
	pass_on "$here/out"
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
	exit 255
fi
[ ! -f "$here/unread" ] || cat "$here/unread" >> "$tmp/unread"
touch "$here/all"
pass_on "$here/all"
