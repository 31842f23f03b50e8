"""Draw the icons as PNG in the sizes that desktops ask for.

    python packaging/linux/make_icons.py FOLDER

Runs in an environment with PySide6; FOLDER becomes the content of share/icons.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import icon_files

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
ROOT = Path(__file__).resolve().parents[2]
ICONS = {
    "apps/bitsmith": ROOT / "resources" / "icons" / "bitsmith.svg",
    "mimetypes/application-x-gguf": ROOT / "packaging" / "linux" / "application-x-gguf.svg",
}


def main(folder: Path) -> None:
    """Write hicolor/SIZE/KIND/NAME.png and the drawings themselves below `folder`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication([])
    for name, source in ICONS.items():
        for size in SIZES:
            target = folder / "hicolor" / f"{size}x{size}" / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(icon_files.png(source, size))
        drawing = folder / "hicolor" / "scalable" / f"{name}.svg"
        drawing.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, drawing)
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
