#!/usr/bin/env bash
# The installer for Windows under Wine, with a small program of Windows in the place of the real one: that one
# is made and run on Windows only.
source "$(dirname "$0")/common.sh"

WINE=/usr/lib/wine/wine64
[ -x "$WINE" ] || die "there is no $WINE"
: "${BITSMITH_PACKAGING_PYTHON:=$PYTHON}"
export HOME="$WORK/home" WINEPREFIX="$WORK/wine" WINEARCH=win64 WINEDEBUG=-all LC_ALL=C.UTF-8
export WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
unset DISPLAY WAYLAND_DISPLAY
mkdir -p "$HOME" "$WINEPREFIX"

at_the_end() {
    /usr/lib/wine/wineserver64 -k 2>/dev/null
    /usr/lib/wine/wineserver64 -w 2>/dev/null
}

# wine STATUS WHAT program arguments...: runs a program of Windows, which has to end with this status. What it
# says is in said.log, unless it gets a folder, whose spaces take a way around
wine() {
    local expected=$1 what=$2 status=0 program=$3
    shift 2
    if [[ "${!#}" == @(/D|_\?)=* ]]; then
        shift
        printf '"%s" %s' "$(windows_path "$program")" "$*" | iconv -t UTF-16LE >"$WORK/run.txt"
        set -- "$WORK/run.exe"
    fi
    timeout 60 "$WINE" "$@" >"$WORK/said.log" 2>&1 </dev/null || status=$?
    [ "$status" = "$expected" ] || { cat "$WORK/said.log"; die "$what: status $status, not $expected"; }
}

# windows_path PATH: how programs of Windows call it
windows_path() { printf 'Z:%s' "${1//\//\\}"; }

# registry: what the person's part of the registry holds of ours, one "key name value" a line
registry() {
    local file="$WORK/registry.reg"
    rm -f "$file"
    "$WINE" reg export 'HKCU\Software' "$(windows_path "$file")" /y >"$WORK/reg.log" 2>&1 </dev/null ||
        { cat "$WORK/reg.log" >&2; die "no registry"; }
    iconv -f UTF-16 -t UTF-8 "$file" | tr -d '\r'
}

# value KEY NAME: one value as `registry` writes it, "" where it is not there; NAME is @ for the key's own
value() {
    registry | KEY="[HKEY_CURRENT_USER\\Software\\$1]" NAME="$2" awk '
        BEGIN { start = ENVIRON["NAME"] == "@" ? "@=" : "\"" ENVIRON["NAME"] "\"=" }
        /^\[/ { here = $0 == ENVIRON["KEY"] }
        here && index($0, start) == 1 { print substr($0, length(start) + 1) }'
}

# make_program FOLDER VERSION: the program in this version, with a file that only this version has
make_program() {
    mkdir -p "$1/_internal/über uns/deep"
    cp "$WORK/stub.exe" "$1/bitsmith.exe"
    cp "$WORK/stub.exe" "$1/bitsmith-cli.exe"
    printf '%s' "$2" >"$1/_internal/version.txt"
    printf 'x' >"$1/_internal/über uns/deep/only-in-$2.dll"
    head -c 3000000 /dev/urandom >"$1/_internal/library.dll"
}

# uninstall FOLDER arguments...: as Windows does it; the uninstaller goes on in a copy of itself, and goes last
uninstall() {
    local folder=$1
    shift
    wine 0 "removing it" "$folder/uninstall.exe" /S "$@"
    for _ in $(seq 300); do
        [ -e "$folder/uninstall.exe" ] || return 0
        sleep 0.1
    done
    die "the uninstaller does not end"
}

# is_signed FILE
is_signed() {
    osslsigncode verify -CAfile "$WORK/certificate.pem" -in "$1" >"$WORK/signature.log" 2>&1 ||
        { cat "$WORK/signature.log"; die "$1 is not signed"; }
}

# make_setup VERSION arguments...: prints where the installer is
make_setup() {
    local version=$1
    shift
    make_program "$WORK/program $version" "$version"
    python3 "$ROOT/packaging/windows/build_installer.py" --program "$WORK/program $version" --fast \
        --python "$BITSMITH_PACKAGING_PYTHON" --version "$version" --output "$WORK" "$@"
}

# self_test FOLDER VERSION: the installed program runs, and it is this version, whole and nothing else
self_test() {
    rm -f "$WORK/answer"
    wine 0 "the self-test of $2" "$1/bitsmith.exe" --selftest "$(windows_path "$WORK/answer")"
    [ "$(cat "$WORK/answer")" = "$2" ] || die "another version than $2 answered: $(cat "$WORK/answer")"
    (cd "$WORK/program $2" && find . -type f | sort) >"$WORK/wanted.txt"
    (cd "$1" && find . -type f ! -name uninstall.exe ! -path './mine/*' | sort) >"$WORK/found.txt"
    diff "$WORK/wanted.txt" "$WORK/found.txt" || die "the installed files of $2 are not those of the program"
    (cd "$WORK/program $2" && find . -type f -exec cmp {} "$1/{}" \;) || die "a file of $2 differs"
}

say "compiled for both kinds of Windows' programs"
makensis -V2 -WX "-DOUTPUT=$WORK/stub.exe" "$HERE/windows_stub.nsi" || die "the small program"
makensis -V2 -WX "-DOUTPUT=$WORK/run.exe" "$HERE/windows_run.nsi" || die "what runs it"
make_setup 1.9.0 --target x86-unicode >/dev/null
OLD=$(make_setup 1.9.0)
# signed as it is done where there is a certificate: this one is of no worth
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext extendedKeyUsage=codeSigning \
    -keyout "$WORK/key.pem" -out "$WORK/certificate.pem" 2>/dev/null
export BITSMITH_WINDOWS_PFX="$WORK/certificate.pfx" BITSMITH_WINDOWS_PFX_PASSWORD=secret BITSMITH_TIMESTAMP_URL=none
openssl pkcs12 -export -in "$WORK/certificate.pem" -inkey "$WORK/key.pem" -out "$BITSMITH_WINDOWS_PFX" \
    -passout env:BITSMITH_WINDOWS_PFX_PASSWORD
NEW=$(make_setup 1.10.0 --sign "python3 $ROOT/packaging/windows/sign.py" | tail -1)
/usr/lib/wine/wineserver64 -p # it stays between two programs, or one may meet it while it ends
"$WINE" wineboot --init >"$WORK/wineboot.log" 2>&1 || { cat "$WORK/wineboot.log"; die "Wine does not start"; }
[ -z "$(registry | grep -i 'bitsmith')" ] || die "the registry is not fresh"

PLACE="$WORK/Meine Programme – 模型/Bit smith"
D="/D=$(windows_path "$PLACE")"
PROFILE=$(echo "$WINEPREFIX"/drive_c/users/*/AppData/Local | tr ' ' '\n' | grep -v Public | head -1)
DATA="$PROFILE/Bitsmith"
LINK=$(dirname "$PROFILE")/"Roaming/Microsoft/Windows/Start Menu/Programs/Bitsmith.lnk"
UNINSTALL='Microsoft\Windows\CurrentVersion\Uninstall\Bitsmith'

say "a Windows that is too old"
"$WINE" reg add 'HKCU\Software\Wine' /v Version /d win7 /f >/dev/null 2>&1
wine 13 "on Windows 7" "$OLD" /S
expect_line "$WORK/said.log" 'needs a 64-bit Windows 10' "it does not say what it needs"
"$WINE" reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1

say "a silent installation into $PLACE"
mkdir -p "$DATA/models" "$PLACE/mine" "$HOME/elsewhere"
printf 'model' >"$DATA/models/mine.gguf"
printf 'notes' >"$PLACE/mine/notes.txt"
"$WINE" reg add 'HKCU\Software\Classes\.gguf' /ve /d Other.Program /f >/dev/null 2>&1
"$WINE" reg add 'HKCU\Software\Classes\.gguf\OpenWithProgids' /v Other.Program /f >/dev/null 2>&1
wine 0 "installing" "$OLD" /S "$D"
self_test "$PLACE" 1.9.0
WINDOWS_PLACE=$(windows_path "$PLACE")
quoted=${WINDOWS_PLACE//\\/\\\\}
[ "$(value "$UNINSTALL" DisplayVersion)" = '"1.9.0"' ] || die "the version is not registered"
[ "$(value "$UNINSTALL" InstallLocation)" = "\"$quoted\"" ] || die "the folder is not registered"
[ "$(value "$UNINSTALL" QuietUninstallString)" = "\"\\\"$quoted\\\\uninstall.exe\\\" /S\"" ] || die "how to uninstall"
size=$((0x$(value "$UNINSTALL" EstimatedSize | sed 's/dword://')))
[ "$size" -gt 2900 ] && [ "$size" -lt 3500 ] || die "the size is registered as $size KB"
[ "$(value 'Classes\bitsmith' 'URL Protocol')" = '""' ] || die "links are not registered"
opened="\"\\\"$quoted\\\\bitsmith.exe\\\" \\\"%1\\\"\""
for class in bitsmith Bitsmith.gguf 'Applications\bitsmith.exe'; do
    [ "$(value "Classes\\$class\\shell\\open\\command" @)" = "$opened" ] || die "$class opens something else"
done
[ -n "$(value 'Classes\.gguf\OpenWithProgids' Bitsmith.gguf)" ] || die "models are not offered to it"
[ "$(value 'Classes\.gguf' @)" = '"Other.Program"' ] || die "another program's kind of file was taken"
[ -n "$(value 'Classes\Applications\bitsmith.exe\SupportedTypes' .gguf)" ] || die "no supported types"
[ "$(value RegisteredApplications Bitsmith)" = '"Software\\Bitsmith\\Capabilities"' ] || die "not among default apps"
[ -s "$LINK" ] || die "there is no entry in the Start menu"

say "in use: nothing changes"
"$WINE" "$PLACE/bitsmith.exe" --wait "$(windows_path "$WORK/end")" >/dev/null 2>&1 </dev/null &
running=$!
for _ in $(seq 100); do [ -e "$WORK/end.started" ] && break; sleep 0.1; done
[ -e "$WORK/end.started" ] || die "the program does not run"
wine 11 "an upgrade of a running program" "$NEW" /S
expect_line "$WORK/said.log" 'Bitsmith is running' "it does not say that it is in use"
wine 11 "removing a running program" "$PLACE/uninstall.exe" /S "_?=$WINDOWS_PLACE"
touch "$WORK/end"
wait $running
self_test "$PLACE" 1.9.0

say "a full disk, a folder of another program: nothing changes"
mkdir -p "$WORK/other/_internal"
printf 'x' >"$WORK/other/_internal/theirs.dll"
wine 14 "a folder of another program" "$NEW" /S "/D=$(windows_path "$WORK/other")"
[ "$(find "$WORK/other" -type f)" = "$WORK/other/_internal/theirs.dll" ] || die "the other program was touched"
if [ "$(id -u)" = 0 ] && mkdir "$WORK/small" && mount -t tmpfs -o size=2m tmpfs "$WORK/small" 2>/dev/null; then
    MOUNTS+=("$WORK/small")
    wine 12 "a full disk" "$NEW" /S "/D=$(windows_path "$WORK/small/Bitsmith")"
    expect_line "$WORK/said.log" ' MB are needed on the disk' "it does not say how much room it needs"
    [ -z "$(ls -A "$WORK/small")" ] || die "something is left on the full disk"
    unmount "$WORK/small"
fi

say "an upgrade takes its place, and what only the old version had goes"
printf 'theirs' >"$PLACE/_internal/added by somebody.dll"
wine 0 "upgrading" "$NEW" /S
rescued="$PLACE/not-from-bitsmith-1/_internal/added by somebody.dll"
[ "$(cat "$rescued")" = theirs ] || { find "$PLACE"; die "what somebody added is gone"; }
rm -r "$PLACE/not-from-bitsmith-1"
for file in "$NEW" "$PLACE/uninstall.exe" "$PLACE/bitsmith.exe"; do is_signed "$file"; done
self_test "$PLACE" 1.10.0
[ "$(value "$UNINSTALL" DisplayVersion)" = '"1.10.0"' ] || die "the new version is not registered"

say "an interrupted change of places is put in order"
mkdir "$PLACE/~bitsmith-old"
mv "$PLACE/_internal" "$PLACE/uninstall.exe" "$PLACE/~bitsmith-old/"
wine 0 "after one that was interrupted in the middle" "$NEW" /S
self_test "$PLACE" 1.10.0
mkdir "$PLACE/~bitsmith-old"
cp -r "$WORK/program 1.10.0/." "$PLACE/uninstall.exe" "$PLACE/~bitsmith-old/"
wine 0 "after one that was interrupted at its end" "$NEW" /S
self_test "$PLACE" 1.10.0

say "an older version is refused, and installed when that is wanted"
wine 10 "an older version" "$OLD" /S
expect_line "$WORK/said.log" '1\.10\.0 is installed, which is newer than 1\.9\.0' "it does not say why"
self_test "$PLACE" 1.10.0
wine 0 "an older version on demand" "$OLD" /S /DOWNGRADE
self_test "$PLACE" 1.9.0

say "another folder: the old one goes"
SECOND="$WORK/second place"
wine 0 "into another folder" "$NEW" /S "/D=$(windows_path "$SECOND")"
self_test "$SECOND" 1.10.0
[ "$(find "$PLACE" -type f)" = "$PLACE/mine/notes.txt" ] || { find "$PLACE"; die "the old folder is not as it was"; }

say "removed: models, chats and other files stay"
printf 'mine' >"$SECOND/notes.txt"
uninstall "$SECOND"
[ "$(find "$SECOND" -type f)" = "$SECOND/notes.txt" ] || { find "$SECOND"; die "not exactly the program was removed"; }
[ "$(cat "$DATA/models/mine.gguf")" = model ] || die "a model is gone"
[ ! -e "$LINK" ] || die "the entry in the Start menu is left"
left=$(registry | grep -i 'bitsmith' || true)
[ -z "$left" ] || { printf '%s\n' "$left"; die "keys are left in the registry"; }
[ "$(value 'Classes\.gguf' @)" = '"Other.Program"' ] || die "another program's key was removed"
[ -n "$(value 'Classes\.gguf\OpenWithProgids' Other.Program)" ] || die "another program's kind of file was removed"

say "removed with the flag: models and chats go, too, and nothing else"
wine 0 "installing again" "$NEW" /S "$D"
mkdir -p "$DATA/logs" "$PROFILE/Other"
printf 'x' >"$PROFILE/Other/file"
uninstall "$PLACE" /DELETEDATA
for _ in $(seq 100); do [ -e "$DATA" ] || break; sleep 0.1; done
[ ! -e "$DATA" ] || { find "$DATA"; die "data are left"; }
[ -e "$PROFILE/Other/file" ] || die "another program's data are gone"
[ "$(find "$PLACE" -type f)" = "$PLACE/mine/notes.txt" ] || die "not exactly the program was removed"

if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=50m tmpfs "$WORK/small" 2>/dev/null; then
    say "the disk fills while it writes: the version that was there stays"
    MOUNTS+=("$WORK/small")
    wine 0 "installing on a small disk" "$OLD" /S "/D=$(windows_path "$WORK/small/Bitsmith")"
    # room for three more files
    mount -o "remount,nr_inodes=$(($(find "$WORK/small" | wc -l) + 4))" "$WORK/small"
    wine 15 "an upgrade that runs out of room" "$NEW" /S
    expect_line "$WORK/said.log" 'could not be written' "it does not say that it could not write"
    self_test "$WORK/small/Bitsmith" 1.9.0
    [ "$(value "$UNINSTALL" DisplayVersion)" = '"1.9.0"' ] || die "another version is registered"
    at_the_end || true
    unmount "$WORK/small"
fi
