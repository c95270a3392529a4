#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# fetch.sh BASE - the source of a base, from Debian's archive
#
# Environment: VERSION  this version and no other: 6.12.95 (of the kernel) or
#                       6.12.95-1~bpo12+1 (of the package)
#              PACKAGE, SUITES  instead of those in kernel/bases/BASE
#              AGAIN=1  looks for a newer one though one is there
#              LIST=1   prints the versions that the archive has instead, the newest
#                       last
# Prints the path of a tarball.  Without VERSION and AGAIN it is the one that the
# installed PACKAGE has in /usr/src, else the newest fetched before, else the
# newest that any of SUITES has.  It needs no root and changes nothing of the
# system: apt works on sources, lists and a cache of its own below build/apt, with
# the mirror that the system's sources name and the keyring of Debian's archive.
# What was fetched stays in build/archive.
# Exit: 0; 1 with a line that says what is wrong and what to do.
set -eu
export LC_ALL=C
top=$(cd "$(dirname "$0")/../.." && pwd)
base=${1:?usage: fetch.sh BASE}
want=${VERSION:-} package=${PACKAGE:-} suites=${SUITES:-}
die() { echo "fetch: $*" >&2; exit 1; }

if [ -z "$package" ] || [ -z "$suites" ]; then
	[ -f "$top/kernel/bases/$base" ] ||
		die "no base '$base': there is $(cd "$top/kernel/bases" && echo *)"
	PACKAGE='' SUITES=''
	. "$top/kernel/bases/$base"
	: "${package:=$PACKAGE}" "${suites:=$SUITES}"
fi
archive=$top/build/archive
usr_src=${USR_SRC:-/usr/src}

# The tarballs that are here, "VERSION PATH", the newest last.
fetched() {
	for f in "$archive/${package}_"*.tar.xz; do
		[ ! -f "$f" ] || { v=${f##*/"${package}"_}; echo "${v%.tar.xz} $f"; }
	done | sort -V
}
matching() { # "VERSION ..." lines that are $want
	awk -v w="$want" '
		w == "" || $1 == w { print; next }
		index($1, w) == 1 && substr($1, length(w) + 1, 1) ~ /[-~+]/ { print }'
}

if [ -z "${AGAIN:-}${LIST:-}" ]; then
	if [ -z "$want" ] && [ -f "$usr_src/$package.tar.xz" ]; then
		echo "$usr_src/$package.tar.xz"
		exit
	fi
	here=$(fetched | matching | tail -n 1)
	[ -z "$here" ] || { echo "${here#* }"; exit; }
fi

for tool in apt-get dpkg-deb flock xz; do
	command -v "$tool" > /dev/null ||
		die "$tool is missing, so $package can't be had from Debian's archive: put its tarball at $usr_src/$package.tar.xz, or KERNEL=DIR for a tree of your own"
done
keyring=
for k in ${KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg /usr/share/keyrings/debian-archive-keyring.pgp}; do
	[ ! -f "$k" ] || { keyring=$k; break; }
done
[ -n "$keyring" ] || die "no keyring of Debian's archive: apt-get install debian-archive-keyring"
apt=$top/build/apt
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$archive" 2> /dev/null && [ -w "$apt" ] && [ -w "$archive" ] ||
	die "can't write to $top/build"
exec 7> "$apt/lock"
flock -w 600 7 || die "another run fetches into $apt: wait for it to end"

# Where the system has main and security from.
targets=$(apt-get -o Debug::NoLocking=1 update --print-uris 2> /dev/null |
	sed -n "s|^'\\(.*\\)/dists/\\(.*\\)/InRelease' .*|\\1 \\2|p") || targets=
codenames='(bullseye|bookworm|trixie|forky|duke|sid|(old)*stable|testing|unstable|experimental)'
main=$(echo "$targets" | grep -E " $codenames(-updates|-backports)?\$" | sed -n '1s/ .*//p')
security=$(echo "$targets" | grep -E " $codenames(-security|/updates)\$" | sed -n '1s/ .*//p')
[ -n "$main" ] || die "the sources of apt name no mirror of Debian: add one to /etc/apt/sources.list, or put $package's tarball at $usr_src/$package.tar.xz"
main=${main%/}
# a bare system may have main only
: "${security:=${main%/debian}/debian-security}"

# Hooks of the system's configuration are not ours to run; its proxy stays.
cat > "$apt/conf" <<CONF
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
Dir::State "$apt";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourceparts "-";
Dir::Etc::preferencesparts "-";
Dir::Etc::preferences "-";
APT::Sandbox::User "root";
APT::Get::List-Cleanup "false";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
: > "$apt/status"
rm -f "$apt/failed"
for s in $suites; do
	case $s in *-security) uri=$security ;; *) uri=$main ;; esac
	echo "deb [signed-by=$keyring target=Packages] $uri $s main" > "$apt/$s.list"
	# one suite that can't be had costs only what it has
	apt-get -c "$apt/conf" -o "Dir::Etc::sourcelist=$apt/$s.list" update > "$apt/$s.log" 2>&1 < /dev/null &&
	! grep -qE '^(E|W): .*(Failed to fetch|not signed|signature|NO_PUBKEY|Release file)' "$apt/$s.log" || {
		# what was there of it may be old or another's
		why=$(grep -hE 'NO_PUBKEY|signatures? |not signed' "$apt/$s.log" | head -n 1)
		[ -n "$why" ] || why=$(grep -hE '^[EW]: ' "$apt/$s.log" | head -n 1)
		echo "$s of $uri: ${why#[EW]: }" >> "$apt/failed"
		: > "$apt/$s.list"
	}
done
failed=$(cat "$apt/failed" 2> /dev/null | head -n 1)
for s in $suites; do cat "$apt/$s.list"; done > "$apt/sources.list"

with_apt() { tool=$1; shift; "$tool" -c "$apt/conf" -o "Dir::Etc::sourcelist=$apt/sources.list" "$@"; }
there=$(with_apt apt-cache madison "$package" 2> /dev/null | awk -F '|' '{ gsub(/ /, "", $2); print $2 }' | sort -Vu)
if [ -n "${LIST:-}" ] && [ -n "$there" ]; then echo "$there"; exit; fi
found=$(echo "$there" | matching | tail -n 1)
if [ -z "$found" ]; then
	# shellcheck disable=SC2086 # words
	[ -z "$there" ] || die "no $package $want in $(echo $suites | sed 's/ /, /g'): there is $(echo $there)"
	# shellcheck disable=SC2086 # words
	die "no $package in $(echo $suites | sed 's/ /, /g')${failed:+ ($failed)}"
fi
new=$archive/${package}_$found.tar.xz
if [ ! -f "$new" ]; then
	rm -rf "$archive/new"
	mkdir "$archive/new"
	trap 'rm -rf "$archive/new"' EXIT
	cd "$archive/new"
	echo "  FETCH   $package $found" >&2
	with_apt apt-get download "$package=$found" > "$apt/download.log" 2>&1 < /dev/null ||
		die "$package $found: $(grep -m 1 '^E:' "$apt/download.log" || echo "apt-get download failed, see $apt/download.log")"
	# the one file of it that is wanted, moved into place when it is whole
	{ dpkg-deb --fsys-tarfile ./*.deb | tar -xf - --wildcards './usr/src/*.tar.xz'; } 2> "$apt/unpack.log" || {
		! grep -q 'No space left' "$apt/unpack.log" || die "$package $found: the disk of $archive is full: make room there"
		die "$package $found has no /usr/src/*.tar.xz: $(head -n 1 "$apt/unpack.log")"
	}
	set -- usr/src/*.tar.xz
	[ -s "$1" ] || die "$package $found has no /usr/src/*.tar.xz"
	mv "$1" "$new"
fi
echo "$new"
