#!/usr/bin/env bash
# The frozen program on processors that this computer does not have, by qemu's emulation of each.
source "$(dirname "$0")/common.sh"

PROGRAM="$DIST/bitsmith/bitsmith"
[ -x "$PROGRAM" ] || die "there is no $PROGRAM; ./dev freeze makes it"
gcc -shared -fPIC -O1 -o "$WORK/run_emulated.so" "$HERE/run_emulated.c" -ldl

# emulate CPU arguments... : one command of the program, on this processor; the emulation takes its time
emulate() {
    local cpu=$1
    shift
    QEMU_CPU=$cpu BITSMITH_EMULATOR=$(command -v qemu-x86_64) LD_PRELOAD="$WORK/run_emulated.so" \
        OMP_NUM_THREADS=1 BITSMITH_HOME="$WORK/home" HF_ENDPOINT=http://127.0.0.1:9 \
        timeout 300 qemu-x86_64 "$PROGRAM" "$@" 2>>"$WORK/$cpu.log"
}

# answers_with CPU VARIANT
answers_with() {
    local began=$SECONDS
    emulate "$1" doctor --json >"$WORK/$1.json" || { cat "$WORK/$1.log"; die "$1: doctor"; }
    expect_line "$WORK/$1.json" "\"cpu_variant\": \"$2\"" "$1: another code than that for $2 was chosen"
    emulate "$1" quantize "$WORK/tiny" --type Q4_K_M -o "$WORK/$1.gguf" --threads 1 >/dev/null ||
        { cat "$WORK/$1.log"; die "$1: no model"; }
    emulate "$1" chat "$WORK/$1.gguf" -p "Hi" --max-tokens 8 --temperature 0 --ctx 256 --threads 1 --json \
        >"$WORK/$1.json" || { cat "$WORK/$1.log"; die "$1: no answer"; }
    expect_line "$WORK/$1.json" '"answer_tokens": [1-8],' "$1: an empty answer"
    say "$1: code for $2, it answers ($((SECONDS - began)) s)"
}

# the starter model takes minutes there; a model of a megabyte goes through the same code
(cd "$ROOT" && python3 -c 'import sys, pathlib
from desktop_app.tiny_checkpoint import write_tiny_checkpoint
write_tiny_checkpoint(pathlib.Path(sys.argv[1]))' "$WORK/tiny")
answers_with Nehalem sse42
answers_with Haswell-noTSX haswell
cmp "$WORK/Nehalem.gguf" "$WORK/Haswell-noTSX.gguf" || die "the two processors make different files of one model"

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
