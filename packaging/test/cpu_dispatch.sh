#!/usr/bin/env bash
# The frozen program on processors that this computer does not have, by qemu's emulation of each.
source "$(dirname "$0")/common.sh"

PROGRAM="$DIST/bitsmith/bitsmith"
[ -x "$PROGRAM" ] || die "there is no $PROGRAM; ./dev freeze makes it"
gcc -shared -fPIC -O1 -o "$WORK/run_emulated.so" "$HERE/run_emulated.c" -ldl

# emulate CPU VARIANT
emulate() {
    local began=$SECONDS
    QEMU_CPU=$1 BITSMITH_EMULATOR=$(command -v qemu-x86_64) LD_PRELOAD="$WORK/run_emulated.so" \
        OMP_NUM_THREADS=1 QT_QPA_PLATFORM=offscreen TMPDIR="$WORK" \
        qemu-x86_64 "$PROGRAM" --selftest --timeout 400 >"$WORK/$1.log" 2>&1 ||
        { cat "$WORK/$1.log"; die "$1: the self-test"; }
    expect_line "$WORK/$1.log" "^cpu variant: $2\$" "$1: another code than that for $2 was chosen"
    expect_line "$WORK/$1.log" '^generated: ' "$1: no answer"
    say "$1: code for $2, it answers ($((SECONDS - began)) s)"
}

emulate Nehalem sse42
emulate Haswell haswell

say "this computer"
QT_QPA_PLATFORM=offscreen "$PROGRAM" --selftest >"$WORK/here.log" 2>&1 || { cat "$WORK/here.log"; die "the self-test"; }
flags=" $(grep -m1 '^flags' /proc/cpuinfo) "
case "$flags" in
*" avx512_bf16 "*) best='(zen4|cooperlake|sapphirerapids)' ;;
*" avx512_vnni "*) best='(cascadelake|icelake)' ;;
*" avx512f "*) best='(skylakex|cannonlake)' ;;
*" avx_vnni "*) best=alderlake ;;
*" avx2 "*) best=haswell ;;
*) best='(x64|sse42|sandybridge|ivybridge|piledriver)' ;;
esac
expect_line "$WORK/here.log" "^cpu variant: $best\$" "another code than the best ($best) was chosen here"
grep -E '^(cpu variant|generated)' "$WORK/here.log" | sed 's/^/   /'
