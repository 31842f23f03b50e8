#!/usr/bin/env bash
# Desktop entry, description, kind of file and size of the package, by the tools that software centres use.
source "$(dirname "$0")/common.sh"

DEB=$(the_deb)
say "validators: $(basename "$DEB")"
dpkg-deb --fsys-tarfile "$DEB" | tar -x -C "$WORK" ./usr
SHARE="$WORK/usr/share"
desktop-file-validate --no-hints "$SHARE/applications/bitsmith.desktop" || die "the desktop entry"
appstreamcli validate --no-net "$SHARE"/metainfo/*.metainfo.xml || die "the description"
for size in 16x16 48x48 128x128 256x256 512x512 scalable; do
    for name in apps/bitsmith mimetypes/application-x-gguf; do
        ls "$SHARE/icons/hicolor/$size/$name".* >/dev/null 2>&1 || die "no icon $size/$name"
    done
done
dpkg-deb --field "$DEB" Depends | grep -c '^libc6 (>= 2\.' >/dev/null || die "the package does not say which libc it needs"
! dpkg-deb --ctrl-tarfile "$DEB" | tar -t | grep -E "(pre|post)(inst|rm)\$" ||
    die "scripts of the package could touch a home"
bytes=$(stat -c %s "$DEB")
starter=$(dpkg-deb --contents "$DEB" | awk '/resources\/models\/.*\.gguf$/ {print $3}')
rest=$(((bytes - ${starter:-0}) / 1000000))
say "package $((bytes / 1000000)) MB, $rest MB without the starter model (at most 120)"
[ "$rest" -le 120 ] || die "the package is too large"
