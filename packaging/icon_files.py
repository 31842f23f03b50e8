#!/usr/bin/env python3
"""Draw the program's icon as the one file that Windows or macOS asks for.

    python packaging/icon_files.py FILE.ico
    python packaging/icon_files.py FILE.icns
    python packaging/icon_files.py FILE.bmp    the picture beside the last page of Windows' installer

Runs on every system, in an environment with PySide6.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "icons" / "bitsmith.svg"
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
# Apple's names of the entries that hold a PNG, with their edge in pixels: 16@2x, 32@2x, 128, 128@2x, 256, ...
ICNS_SIZES = {
    b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512, b"ic09": 512,
    b"ic10": 1024,
}  # fmt: skip
# Apple's grid: the square takes 824 of 1024 pixels, or it looks larger than its neighbours in the Dock;
# in the drawing it takes 240 of 256
_MAC_MARGIN = (1 - 824 / 1024 * 256 / 240) / 2
_SETUP_GROUND = (226, 231, 247)  # light, so that the drawing's blue stands out


def main(target: Path) -> None:
    """Write `target` in the format that its name says."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication([])
    if target.suffix == ".ico":
        data = ico({size: png(DRAWING, size) for size in ICO_SIZES})
    elif target.suffix == ".icns":
        edge = {size: png(DRAWING, size, _MAC_MARGIN) for size in set(ICNS_SIZES.values())}
        data = icns({name: edge[size] for name, size in ICNS_SIZES.items()})
    elif target.suffix == ".bmp":
        data = setup_picture(DRAWING)
    else:
        raise SystemExit(f"{target}: an icon ends in .ico, .icns or .bmp")
    del app
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def png(source: Path, size: int, margin: float = 0.0) -> bytes:
    """The drawing `source` as a PNG of `size` pixels a side; `margin` of that stays empty on each side."""
    from PySide6.QtGui import QImage

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    _draw(source, image, size * margin, size * margin, size * (1 - 2 * margin))
    return _encoded(image, "PNG")


def setup_picture(source: Path) -> bytes:
    """A bitmap with the drawing on a plain ground, in the size that NSIS asks for twice over."""
    from PySide6.QtGui import QColor, QImage

    image = QImage(328, 628, QImage.Format.Format_RGB32)
    image.fill(QColor(*_SETUP_GROUND))
    _draw(source, image, 84, 84, 160)
    return _encoded(image.convertToFormat(QImage.Format.Format_RGB888), "BMP")


def _draw(source: Path, image: QImage, left: float, top: float, edge: float) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        raise SystemExit(f"{source} is no drawing")
    painter = QPainter(image)
    renderer.render(painter, QRectF(left, top, edge, edge))
    painter.end()


def _encoded(image: QImage, form: str) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, form):
        raise SystemExit(f"Qt cannot write {form}")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Windows' format with a PNG for each size, which every Windows since Vista reads."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries, data = b"", b""
    for size, picture in sorted(pictures.items()):
        edge = size % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(picture), offset + len(data))
        data += picture
    return head + entries + data


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """Apple's format: a head, and each PNG behind its name and length."""
    entries = b"".join(
        name + struct.pack(">I", len(picture) + 8) + picture for name, picture in pictures.items()
    )
    return b"icns" + struct.pack(">I", len(entries) + 8) + entries


if __name__ == "__main__":
    main(Path(sys.argv[1]))
