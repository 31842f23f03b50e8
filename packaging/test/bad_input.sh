#!/usr/bin/env bash
# The frozen program where something is wrong or unusual.
source "$(dirname "$0")/common.sh"
need_root

PROGRAM="$DIST/bitsmith/bitsmith"
[ -x "$PROGRAM" ] || die "there is no $PROGRAM; ./dev freeze makes it"
export QT_QPA_PLATFORM=offscreen

# fails_with PATTERN WHAT environment... : the app ends by itself, with words
fails_with() {
    local pattern=$1 what=$2 status=0
    shift 2
    timeout 60 env "$@" "$PROGRAM" >"$WORK/fail.log" 2>&1 || status=$?
    [ $status != 0 ] || die "$what: it ran"
    [ $status != 124 ] || die "$what: it hung"
    expect_line "$WORK/fail.log" "$pattern" "$what: no clear words"
    say "$what: $(grep -Eo "$pattern[^.]*" "$WORK/fail.log" | head -1)"
}

mount_at "$WORK/full" -t tmpfs -o size=64k tmpfs
head -c 100000 /dev/zero >"$WORK/full/filler" 2>/dev/null || true
fails_with 'Bitsmith cannot start' 'a full disk' BITSMITH_HOME="$WORK/full"
mount_at "$WORK/read-only" -t tmpfs -o ro tmpfs
fails_with 'Bitsmith cannot start' 'a read-only home' HOME="$WORK/read-only" XDG_DATA_HOME= XDG_CONFIG_HOME= XDG_CACHE_HOME=
fails_with 'There is no display' 'no display' QT_QPA_PLATFORM= DISPLAY= WAYLAND_DISPLAY=
fails_with 'Bitsmith cannot open its window' 'a display that does not answer' QT_QPA_PLATFORM=xcb DISPLAY=:98765

say "a missing library of the system"
mkdir -p "$WORK/lacking"
mmdebstrap --quiet --variant=apt --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Check-Date "false"' \
    bookworm "$WORK/lacking" >"$WORK/mmdebstrap.log" 2>&1 || { cat "$WORK/mmdebstrap.log"; die "no fresh system"; }
mount_at "$WORK/lacking/proc" -t proc proc
mkdir -p "$WORK/lacking/opt/bitsmith"
mount_at "$WORK/lacking/opt/bitsmith" --bind "$DIST/bitsmith"
if chroot "$WORK/lacking" /opt/bitsmith/bitsmith --selftest >"$WORK/lacking.log" 2>&1; then die "it ran without libraries"; fi
expect_line "$WORK/lacking.log" 'lib[A-Za-z0-9_.-]+\.so' "it does not say which library is missing"
sed -n '$s/^/   /p' "$WORK/lacking.log"
unmount "$WORK/lacking/opt/bitsmith"
unmount "$WORK/lacking/proc"

say "places with spaces and other letters"
odd="$WORK/Meine Programme – 模型"
mkdir -p "$odd"
cp -al "$DIST/bitsmith" "$odd/bit smith"
cp "$DIST/bitsmith/_internal/resources/models/"*.gguf "$odd/Modell ä.gguf"
mkdir -p "$odd/tmp ö"
HOME="$odd" TMPDIR="$odd/tmp ö" BITSMITH_HOME= "$odd/bit smith/bitsmith" --selftest --model "$odd/Modell ä.gguf" \
    --screenshot "$odd/Bild ü.png" >"$WORK/odd.log" 2>&1 || { cat "$WORK/odd.log"; die "unusual places"; }
[ -s "$odd/Bild ü.png" ] || die "no picture"

say "two versions at once, on the same home"
export BITSMITH_HOME="$WORK/shared"
"$PROGRAM" >"$WORK/one.log" 2>&1 &
one=$!
"$odd/bit smith/bitsmith" >"$WORK/two.log" 2>&1 &
two=$!
for _ in $(seq 150); do
    grep -qs '"last_model_id": *"' "$BITSMITH_HOME/config/settings.json" && break
    sleep 0.2
done
sleep 2
alive=0
for pid in $one $two; do kill -0 $pid 2>/dev/null && alive=$((alive + 1)); done
[ $alive -ge 1 ] || { cat "$WORK/one.log" "$WORK/two.log"; die "none of the two is there"; }
for pid in $one $two; do
    kill -TERM $pid 2>/dev/null || true
    wait $pid || { cat "$WORK/one.log" "$WORK/two.log"; die "one of the two ended badly"; }
done
"$PROGRAM" models --json >"$WORK/models.json" || die "the library is damaged"
! grep -l Traceback "$WORK/one.log" "$WORK/two.log" || die "one of the two complained"
