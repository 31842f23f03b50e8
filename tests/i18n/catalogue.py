"""Qt's .ts files: read, and written the same way every time."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.i18n.extract import ROOT

FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("de",)

Texts = dict[tuple[str, str], str]


def ts_path(language: str) -> Path:
    return FOLDER / f"bitsmith_{language}.ts"


def qm_path(language: str) -> Path:
    return ts_path(language).with_suffix(".qm")


def read(path: Path) -> Texts:
    """Translations by context and source text, "" where there is none."""
    if not path.is_file():
        return {}
    texts: Texts = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            texts[name, message.findtext("source") or ""] = message.findtext("translation") or ""
    return texts


def write(path: Path, language: str, texts: Texts) -> None:
    """Sorted, without line numbers: a change of code far away changes nothing here."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    by_context: dict[str, list[tuple[str, str]]] = {}
    for (context, source), translation in texts.items():
        by_context.setdefault(context, []).append((source, translation))
    for name in sorted(by_context):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for source, translation in sorted(by_context[name]):
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = source
            target = ET.SubElement(message, "translation")
            if translation:
                target.text = translation
            else:
                target.set("type", "unfinished")
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_qm(source: Path, target: Path) -> None:
    """What Qt loads; `lrelease` is part of PySide6."""
    import PySide6

    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    tool = Path(PySide6.__file__).parent / name
    subprocess.run([tool, source, "-qm", target, "-silent", "-nounfinished"], check=True, timeout=60)
