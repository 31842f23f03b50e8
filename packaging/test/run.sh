#!/usr/bin/env bash
# All tests of packages, or those named: packaging/test/run.sh [validators|cpu_dispatch|windows|deb|appimage|bad_input]...
set -euo pipefail
cd "$(dirname "$0")"
unset BITSMITH_HOME BITSMITH_STARTER_MODEL # packages have their own
[ $# -gt 0 ] || set -- windows cpu_dispatch appimage bad_input deb
for name in "$@"; do
    printf '\n== %s\n' "$name"
    began=$SECONDS
    bash "$name.sh"
    printf '%s\n' "-- $name: $((SECONDS - began)) s"
done
