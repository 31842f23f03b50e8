# Functions of the tests of packages; each script sources this file.
# shellcheck shell=bash
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
DIST="$ROOT/dist"
PYTHON="$ROOT/build/freeze-venv/bin/python"
WORK=$(mktemp -d "${TMPDIR:-/tmp}/bitsmith-packages-XXXXXX")
chmod 755 "$WORK"
MOUNTS=()

say() { printf '%s\n' "-- $*"; }

die() {
    printf '%s\n' "FAILED: $*" >&2
    exit 1
}

need_root() { [ "$(id -u)" = 0 ] || die "this test installs packages into new systems: run it as root"; }

# mount_at TARGET mount-arguments...: mounted, and remembered for the end
mount_at() {
    local target=$1
    shift
    mkdir -p "$target"
    mount "$@" "$target"
    MOUNTS+=("$target")
}

# unmount TARGET; children of a program that has ended may take a moment longer
unmount() {
    local kept=() place tries
    for tries in 1 2 3 4 5 6 7 8 9 10; do
        umount "$1" 2>"$WORK/umount.log" && break
        [ "$tries" != 10 ] || { cat "$WORK/umount.log"; die "$1 cannot be unmounted"; }
        sleep 1
    done
    for place in "${MOUNTS[@]}"; do [ "$place" = "$1" ] || kept+=("$place"); done
    MOUNTS=("${kept[@]}")
}

# what a test has to end before its files go
at_the_end() { :; }

# Nothing is deleted while something is mounted in it: it would be deleted there, too.
clean_up() {
    local status=$? place
    set +e
    at_the_end
    for ((i = ${#MOUNTS[@]} - 1; i >= 0; i--)); do
        place=${MOUNTS[i]}
        umount "$place" 2>/dev/null || { sleep 1; umount "$place" 2>/dev/null || umount -l "$place"; }
    done
    if grep -q " $WORK/" /proc/self/mounts; then
        printf '%s\n' "something is still mounted below $WORK: it is left there" >&2
        [ "$status" != 0 ] || status=1
    else
        rm -rf --one-file-system "$WORK"
    fi
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# make_system SUITE TARGET: a fresh Debian with apt
make_system() {
    say "a fresh $1"
    local conf
    mmdebstrap --quiet --variant=apt --skip=cleanup/apt --aptopt='Acquire::Check-Valid-Until "false"' \
        --aptopt='Acquire::Check-Date "false"' --include=ca-certificates,passwd,login \
        "$1" "$2" >"$WORK/mmdebstrap.log" 2>&1 || { cat "$WORK/mmdebstrap.log"; die "no fresh $1"; }
    # how this computer reaches its mirrors
    for conf in /etc/apt/apt.conf.d/*; do
        ! grep -qi 'proxy\|Verify-Peer\|CAInfo\|Check-Date' "$conf" || cp "$conf" "$2/etc/apt/apt.conf.d/"
    done
    cp /etc/ssl/certs/ca-certificates.crt "$2/etc/ssl/certs/"
    printf '#!/bin/sh\nexit 101\n' >"$2/usr/sbin/policy-rc.d"
    chmod 755 "$2/usr/sbin/policy-rc.d"
    mount_at "$2/proc" -t proc proc
    mount_at "$2/dev" --bind /dev
    mount_at "$2/dev/shm" -t tmpfs tmpfs
    mount_at "$2/tmp" -t tmpfs tmpfs
    chmod 1777 "$2/tmp" "$2/dev/shm"
}

# leave_system TARGET: unmounts what make_system mounted
leave_system() {
    unmount "$1/tmp"
    unmount "$1/dev/shm"
    unmount "$1/dev"
    unmount "$1/proc"
}

# inside TARGET command...: as root, with the network
inside() {
    local target=$1
    shift
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "$target" "$@"
}

# as_person TARGET command: an ordinary person without any network
as_person() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 unshare --net chroot "$1" su tester -c "$2"
}

# expect_line FILE PATTERN WHAT
expect_line() { grep -Eq "$2" "$1" || { cat "$1" >&2; die "$3"; }; }

the_deb() {
    local found
    found=$(ls -t "$DIST"/bitsmith_*.deb 2>/dev/null | head -1)
    [ -n "$found" ] || die "there is no package in $DIST; ./dev package makes it"
    printf '%s\n' "$found"
}
