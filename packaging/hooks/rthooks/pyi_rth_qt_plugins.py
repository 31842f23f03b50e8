"""PyInstaller, in place of its own hook: says where Qt's plugins are, and does not load Qt.

PyInstaller's loads QtCore in every process of the program, also those that hold the engine, and in commands.
The packages of Qt from PyPI find the rest of their files by themselves.
"""

from __future__ import annotations

import os
import sys

_qt = ("PySide6",) if sys.platform == "win32" else ("PySide6", "Qt")
os.environ["QT_PLUGIN_PATH"] = os.path.join(sys._MEIPASS, *_qt, "plugins")  # noqa: PTH118, SLF001
