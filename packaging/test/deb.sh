#!/usr/bin/env bash
# The .deb in a fresh Debian: installed, run by an ordinary person without network, upgraded, purged.
#   packaging/test/deb.sh [bookworm|trixie]...
source "$(dirname "$0")/common.sh"
need_root

DEB=$(the_deb)
VERSION=$(dpkg-deb --field "$DEB" Version)

# another_version VERSION: the same program as another version, beside the tests' other files
another_version() {
    local tree="$WORK/other" made="$WORK/bitsmith_$1.deb"
    mkdir -p "$tree/opt/bitsmith"
    dpkg-deb --control "$DEB" "$tree/DEBIAN"
    sed -i "s/^Version: .*/Version: $1/; /^Installed-Size/d" "$tree/DEBIAN/control"
    rm "$tree/DEBIAN/md5sums"
    printf '#!/bin/sh\necho bitsmith %s\n' "$1" >"$tree/opt/bitsmith/bitsmith"
    chmod 755 "$tree/opt/bitsmith/bitsmith"
    mkdir -p "$tree/usr/bin"
    ln -s /opt/bitsmith/bitsmith "$tree/usr/bin/bitsmith"
    dpkg-deb --root-owner-group -Znone --build "$tree" "$made" >/dev/null
    rm -rf "$tree"
    printf '%s\n' "$made"
}

test_system() {
    local suite=$1 root="$WORK/$1"
    make_system "$suite" "$root"
    inside "$root" useradd --create-home --shell /bin/bash tester
    mkdir -p "$root/home/tester/.local/share/Bitsmith/models"
    printf 'mine' >"$root/home/tester/.local/share/Bitsmith/models/mine.gguf"
    inside "$root" chown -R tester:tester /home/tester

    say "$suite: a full disk"
    mount_at "$root/opt" -t tmpfs -o size=40m tmpfs
    cp "$DEB" "$root/var/tmp/bitsmith.deb"
    if inside "$root" apt-get install -y --no-install-recommends /var/tmp/bitsmith.deb >"$WORK/full.log" 2>&1; then
        die "$suite: it was installed on a disk of 40 MB"
    fi
    expect_line "$WORK/full.log" 'No space left on device' "$suite: a full disk is not what stopped it"
    [ -z "$(ls -A "$root/opt")" ] || [ ! -e "$root/opt/bitsmith/bitsmith" ] || die "$suite: half a program is left"
    unmount "$root/opt"

    say "$suite: installed, with what it depends on and nothing else"
    inside "$root" apt-get install -y --no-install-recommends /var/tmp/bitsmith.deb >"$WORK/install.log" 2>&1 ||
        { cat "$WORK/install.log"; die "$suite: it cannot be installed"; }
    inside "$root" dpkg --verify bitsmith >"$WORK/verify.log" || { cat "$WORK/verify.log"; die "$suite: files differ"; }
    # every library finds the ones that it needs
    inside "$root" sh -c 'export LD_LIBRARY_PATH=/opt/bitsmith/_internal
        find /opt/bitsmith -name "*.so*" -type f | while read -r file; do
            ldd "$file" 2>/dev/null | grep "not found" | sed "s|^|$file|"
        done' >"$WORK/missing.log"
    [ ! -s "$WORK/missing.log" ] || { cat "$WORK/missing.log"; die "$suite: libraries are missing from Depends"; }
    as_person "$root" 'bitsmith --version' | grep -qx "bitsmith $VERSION" || die "$suite: another version answers"
    as_person "$root" 'QT_QPA_PLATFORM=offscreen bitsmith --selftest --window' >"$WORK/bare.log" 2>&1 ||
        { cat "$WORK/bare.log"; die "$suite: no window without other packages"; }
    if as_person "$root" bitsmith >"$WORK/display.log" 2>&1; then die "$suite: it ran without a display"; fi
    expect_line "$WORK/display.log" 'There is no display' "$suite: it does not say that there is no display"

    say "$suite: an ordinary person, a display, no network"
    inside "$root" apt-get install -y --no-install-recommends xvfb xauth shared-mime-info desktop-file-utils xdg-utils \
        libglib2.0-bin >"$WORK/tools.log" 2>&1 || { cat "$WORK/tools.log"; die "$suite: no Xvfb"; }
    find "$root/home/tester" -ipath '*bitsmith*' -printf '%p %s %T@\n' | sort >"$WORK/before"
    as_person "$root" 'xvfb-run -a -s "-screen 0 1280x800x24" bitsmith --selftest --screenshot /tmp/shot.png' \
        >"$WORK/self.log" 2>&1 || { cat "$WORK/self.log"; die "$suite: the self-test"; }
    sed "s/^/   /" "$WORK/self.log"
    expect_line "$WORK/self.log" '^qt platform: xcb$' "$suite: not the real display"
    expect_line "$WORK/self.log" '^generated: .*tokens/s' "$suite: the chat did not answer"
    expect_line "$WORK/self.log" '^cpu variant: [a-z0-9]+$' "$suite: no code for this processor was chosen"
    expect_line "$WORK/self.log" '^gpus: none' "$suite: it found a GPU where there is no driver"
    find "$root/home/tester" -ipath '*bitsmith*' -printf '%p %s %T@\n' | sort | cmp - "$WORK/before" ||
        die "$suite: the self-test touched what is the person's"
    cp "$root/tmp/shot.png" "$DIST/selftest-$suite.png"

    say "$suite: kinds of files and links"
    printf 'GGUF\3\0\0\0' >"$root/tmp/no-suffix"
    chmod 644 "$root/tmp/no-suffix"
    as_person "$root" 'gio info -a standard::content-type /tmp/no-suffix' | grep -q 'application/x-gguf' ||
        die "$suite: a GGUF is not known by its first bytes"
    for kind in application/x-gguf x-scheme-handler/bitsmith; do
        [ "$(as_person "$root" "xdg-mime query default $kind")" = bitsmith.desktop ] || die "$suite: $kind opens something else"
    done

    say "$suite: what a person has in their home"
    as_person "$root" 'bitsmith models --json' >/dev/null || die "$suite: the library"
    as_person "$root" 'cp /tmp/shot.png ~/kept.png'
    find "$root/home/tester" -type f -exec sha256sum {} + | sort >"$WORK/mine"

    say "$suite: upgrade, downgrade, purge"
    cp "$(another_version "$VERSION.1")" "$root/var/tmp/newer.deb"
    inside "$root" apt-get install -y /var/tmp/newer.deb >"$WORK/upgrade.log" 2>&1 || { cat "$WORK/upgrade.log"; die "upgrade"; }
    [ "$(as_person "$root" bitsmith)" = "bitsmith $VERSION.1" ] || die "$suite: the old program is still there"
    [ ! -e "$root/opt/bitsmith/_internal" ] || die "$suite: files of the old version are left"
    if inside "$root" apt-get install -y /var/tmp/bitsmith.deb >"$WORK/downgrade.log" 2>&1; then
        die "$suite: an older version was installed over a newer one without asking"
    fi
    expect_line "$WORK/downgrade.log" '[Dd]owngrade' "$suite: the older version was refused for another reason"
    inside "$root" apt-get install -y --allow-downgrades /var/tmp/bitsmith.deb >"$WORK/back.log" 2>&1 || { cat "$WORK/back.log"; die "back"; }
    as_person "$root" 'QT_QPA_PLATFORM=offscreen bitsmith --selftest --window' >/dev/null || die "$suite: not after going back"
    inside "$root" apt-get purge -y bitsmith >"$WORK/purge.log" 2>&1 || { cat "$WORK/purge.log"; die "$suite: purge"; }
    [ ! -e "$root/opt/bitsmith" ] && [ ! -e "$root/usr/bin/bitsmith" ] || die "$suite: files of the program are left"
    find "$root/home/tester" -type f -exec sha256sum {} + | sort >"$WORK/mine-after"
    cmp "$WORK/mine" "$WORK/mine-after" || die "$suite: the home folder is not what it was"
    grep -q 'mine.gguf' "$WORK/mine-after" || die "$suite: the person's model is gone"

    leave_system "$root"
    rm -rf --one-file-system "$root"
    say "$suite: passed"
}

[ $# -gt 0 ] || set -- bookworm trixie
for suite in "$@"; do test_system "$suite"; done
