#!/usr/bin/env python3
"""Write what Windows shows of the program under Properties, Details: for PyInstaller's EXE(version=...).

python packaging/windows/version_info.py FILE NAME.exe
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app_version import app_version, version_numbers

COMPANY = "The Bitsmith developers"
COPYRIGHT = "© The Bitsmith developers, MIT License"
DESCRIPTION = "Bitsmith"


def version_info(version: str, program: str) -> str:
    """The description in PyInstaller's own form.

    Args:
        version: of the app.
        program: file name of the program.
    """
    numbers = version_numbers(version)
    texts = {
        "CompanyName": COMPANY,
        "FileDescription": DESCRIPTION,
        "FileVersion": version,
        "InternalName": program.removesuffix(".exe"),
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": program,
        "ProductName": "Bitsmith",
        "ProductVersion": version,
    }
    lines = ",\n".join(f"      StringStruct({name!r}, {text!r})" for name, text in texts.items())
    # 0x409, 1200: English, in UTF-16; 0x40004 and 1: a program for Windows NT
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1,
    subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
{lines}
    ])]),
    VarFileInfo([VarStruct('Translation', [0x409, 1200])])
  ]
)
"""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(version_info(app_version(), sys.argv[2]), encoding="utf-8")
