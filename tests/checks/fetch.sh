#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# fetch.sh - what kernel/engine/fetch.sh takes from an archive, and what it says of one that
# it can't use
#
# On an archive of two suites made here, signed by a key made here, and an apt
# configuration that knows no other.  KTAP.  Exit: 0, 1; 2 can't run.
#
# Check: fetch
#   when: test
#   of: ours
#   reads: kernel/engine/fetch.sh tests/small-tree.sh
#   takes: 5 s
#   blind: the real archive: it serves one of its own
set -eu
unset PACKAGE SUITES AGAIN KEYRING || :
top=$(cd "$(dirname "$0")/../.." && pwd)
# apt's lists know no blanks
tmp=$top/build/fetch-test
needs='apt-get dpkg-deb gpg xz sha256sum'
. "$top/tests/small-tree.sh"
mkdir -p "$tmp/repo/kernel/bases" "$tmp/repo/kernel/engine"
tree
cp "$top/kernel/engine/fetch.sh" "$tmp/repo/kernel/engine"
printf 'RELEASE=6.2\nPACKAGE=linux-source-6.2\nSUITES="bookworm bookworm-security"\nVMA_FLAGS=word\n' > "$tmp/repo/kernel/bases/6.2"

# package VERSION SUITE: a package with one tarball, in which is the version
package() {
	d=$tmp/deb
	rm -rf "$d"
	mkdir -p "$d/DEBIAN" "$d/usr/src" "$tmp/archive/$2/pool"
	echo "$1" > "$tmp/tree/version"
	tar -cJf "$d/usr/src/linux-source-6.2.tar.xz" --exclude=.git -C "$tmp" tree
	printf 'Package: linux-source-6.2\nVersion: %s\nArchitecture: all\nMaintainer: a <a@example.org>\nDescription: a\n' "$1" > "$d/DEBIAN/control"
	dpkg-deb --build --root-owner-group "$d" "$tmp/archive/$2/pool/linux-source-6.2_$1_all.deb" > /dev/null
}
# index SUITE: what apt reads of it, signed
index() (
	case $1 in *-security) where=debian-security ;; *) where=debian ;; esac
	cd "$tmp/archive"
	mkdir -p "$where/dists/$1/main/binary-$(dpkg --print-architecture)" "$where/pool"
	cp "$1"/pool/* "$where/pool"
	cd "$where"
	p=main/binary-$(dpkg --print-architecture)/Packages
	for f in pool/*.deb; do
		[ -f "../$1/$f" ] || continue
		dpkg-deb -f "$f"
		printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "$f" "$(stat -c %s "$f")" "$(sha256sum < "$f" | cut -d ' ' -f1)"
	done > "dists/$1/$p"
	cd "dists/$1"
	{
		printf 'Origin: Debian\nSuite: %s\nCodename: %s\nDate: %s\nArchitectures: all %s\nComponents: main\nSHA256:\n' \
			"$1" "$1" "$(date -uR)" "$(dpkg --print-architecture)"
		printf ' %s %s %s\n' "$(sha256sum < "$p" | cut -d ' ' -f1)" "$(stat -c %s "$p")" "$p"
	} > Release
	gpg --homedir "$tmp/gpg" --batch --yes -q --clearsign -o InRelease Release
)
key() { # name
	mkdir -p "$tmp/gpg" && chmod 700 "$tmp/gpg"
	gpg --homedir "$tmp/gpg" --batch -q --passphrase '' --quick-gen-key "$1@example.org" rsa2048 sign 2> "$tmp/gpg.log" &&
	gpg --homedir "$tmp/gpg" --export "$1@example.org" > "$tmp/$1.gpg"
}
key archive || { echo "fetch: gpg makes no key here: $(tail -n 1 "$tmp/gpg.log")"; exit 2; }
package 6.2.3-1 bookworm
package 6.2.5-1 bookworm-security
package 6.2.10-1 bookworm-security
index bookworm
index bookworm-security
# as the system's own configuration would say it
echo "deb [signed-by=$tmp/archive.gpg] file:$tmp/archive/debian bookworm main" > "$tmp/sources.list"
printf 'Dir::Etc::sourcelist "%s/sources.list";\nDir::Etc::sourceparts "-";\n' "$tmp" > "$tmp/apt.conf"
export APT_CONFIG="$tmp/apt.conf" KEYRING="$tmp/archive.gpg" USR_SRC="$tmp/usr-src"
mkdir "$tmp/usr-src"
fetch() { "$tmp/repo/kernel/engine/fetch.sh" 6.2; }
# gets NAME VERSION COMMAND...: prints the path of a tarball that has VERSION in it
gets() {
	name=$1 version=$2
	shift 2
	why=
	f=$("$@" 2> "$tmp/said") || why=failed
	[ "$(tar -xOf "$f" tree/version 2> /dev/null)" = "$version" ] || why="${why:-it is ${f:-nothing}}"
	result "$name" "$why"
}

ktap_starts
before=$(find /var/lib/apt /etc/apt -type f -exec stat -c '%n %Y %s' {} + 2> /dev/null | sort)
gets "the newest of two suites, of which the system names one" 6.2.10-1 fetch
gets "a version" 6.2.3-1 env VERSION=6.2.3 "$tmp/repo/kernel/engine/fetch.sh" 6.2
gets "a version as the package says it" 6.2.5-1 env VERSION=6.2.5-1 "$tmp/repo/kernel/engine/fetch.sh" 6.2
result "nothing of the system's apt has changed" \
	"$([ "$before" = "$(find /var/lib/apt /etc/apt -type f -exec stat -c '%n %Y %s' {} + 2> /dev/null | sort)" ] || echo "it has")"
refuses "a version that is not there" "no linux-source-6.2 6.2.1 in bookworm, bookworm-security: there is 6.2.3-1 6.2.5-1 6.2.10-1" \
	env VERSION=6.2.1 "$tmp/repo/kernel/engine/fetch.sh" 6.2
refuses "no such package" "no linux-source-6.9 in bookworm" env PACKAGE=linux-source-6.9 "$tmp/repo/kernel/engine/fetch.sh" 6.2
refuses "no such base" "no base '6.3': there is 6.2" "$tmp/repo/kernel/engine/fetch.sh" 6.3
gets "one suite of two is not there" 6.2.3-1 env VERSION=6.2.3 SUITES="trixie bookworm" PACKAGE=linux-source-6.2 AGAIN=1 "$tmp/repo/kernel/engine/fetch.sh" 6.2
mv "$tmp/archive" "$tmp/away"
gets "what was fetched before needs no archive" 6.2.10-1 fetch
refuses "no archive" "no linux-source-6.2 in bookworm, bookworm-security (bookworm of file:" env AGAIN=1 "$tmp/repo/kernel/engine/fetch.sh" 6.2
mv "$tmp/away" "$tmp/archive"
package 6.2.11-1 bookworm
index bookworm
gets "a newer one is there, and nobody asked" 6.2.10-1 fetch
gets "a newer one is there" 6.2.11-1 env AGAIN=1 "$tmp/repo/kernel/engine/fetch.sh" 6.2
key other
rm -rf "$tmp/repo/build"
refuses "another signature" "NO_PUBKEY\|not signed\|signature" env KEYRING="$tmp/other.gpg" "$tmp/repo/kernel/engine/fetch.sh" 6.2
refuses "no keyring" "no keyring of Debian's archive" env KEYRING="$tmp/none.gpg" "$tmp/repo/kernel/engine/fetch.sh" 6.2
printf 'bad' >> "$tmp/archive/debian/pool/linux-source-6.2_6.2.3-1_all.deb"
refuses "a package that isn't what the archive says" "linux-source-6.2 6.2.3-1: E: " env VERSION=6.2.3 "$tmp/repo/kernel/engine/fetch.sh" 6.2
result "and nothing of it is left" "$(ls "$tmp/repo/build/archive" 2> /dev/null | grep . || :)"
: > "$tmp/sources.list"
refuses "no mirror" "name no mirror of Debian" fetch
cp "$tmp/deb/usr/src/linux-source-6.2.tar.xz" "$tmp/usr-src"
gets "a tarball in /usr/src" 6.2.11-1 fetch
gpgconf --homedir "$tmp/gpg" --kill all 2> /dev/null || :

ktap_ends fetch
