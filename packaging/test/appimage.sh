#!/usr/bin/env bash
# The content of the AppImage, mounted and run by its AppRun as the runtime does it. The AppImage itself is
# assembled with the official runtime where releases are made.
source "$(dirname "$0")/common.sh"
need_root

IMAGE="$DIST/bitsmith.squashfs"
[ -f "$IMAGE" ] || die "there is no $IMAGE; ./dev package makes it"
first="$WORK/.mount_Bitsmith one"
second="$WORK/.mount_Bitsmith zwei 模型"
export QT_QPA_PLATFORM=offscreen BITSMITH_HOME="$WORK/home of the person"

if mkdir -p "$first" && mount -t squashfs -o loop,ro "$IMAGE" "$first" 2>"$WORK/mount.log"; then
    MOUNTS+=("$first")
    is_mounted=yes
else
    say "no squashfs in this kernel: its content is unpacked instead"
    rmdir "$first"
    unsquashfs -quiet -no-progress -dest "$first" "$IMAGE"
    is_mounted=no
fi
for file in AppRun bitsmith.desktop bitsmith.svg .DirIcon usr/share/metainfo/io.github.bitsmith.Bitsmith.metainfo.xml; do
    [ -s "$first/$file" ] || die "the AppDir has no $file"
done
desktop-file-validate --no-hints "$first/bitsmith.desktop"
"$first/AppRun" --selftest >"$WORK/self.log" 2>&1 || { cat "$WORK/self.log"; die "the self-test"; }
expect_line "$WORK/self.log" '^generated: ' "no answer"

# run_window APPRUN: opens the real app until it has loaded its model, then closes it as a session's end does
run_window() {
    rm -f "$BITSMITH_HOME/config/settings.json" # it appears again with the model that was opened
    "$1" >"$WORK/window.log" 2>&1 &
    local pid=$! tries
    for tries in $(seq 300); do
        grep -qs '"last_model_id": *"' "$BITSMITH_HOME/config/settings.json" && break
        kill -0 $pid 2>/dev/null || { cat "$WORK/window.log"; die "the window closed by itself"; }
        sleep 0.2
    done
    [ "$tries" -lt 300 ] || die "the starter model was not opened"
    kill -TERM $pid
    wait $pid || { cat "$WORK/window.log"; die "it did not end in its own way"; }
}
run_window "$first/AppRun"

say "moved to another place"
if [ $is_mounted = yes ]; then
    unmount "$first"
    mount_at "$second" -t squashfs -o loop,ro "$IMAGE"
else
    mv "$first" "$second"
fi
run_window "$second/AppRun"
"$second/AppRun" models --json >"$WORK/models.json"
"$PYTHON" - "$WORK/models.json" "$second" <<'END'
import json, sys
models = json.load(open(sys.argv[1], encoding="utf-8"))
models = models.get("models", models) if isinstance(models, dict) else models
assert len(models) == 1, f"the starter model is listed {len(models)} times: {models}"
assert models[0]["path"].startswith(sys.argv[2]), models
END
say "AppDir and squashfs passed; the AppImage is assembled with the official runtime, which is not here"
