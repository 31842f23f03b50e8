from __future__ import annotations

import configparser
import hashlib
import xml.etree.ElementTree as ET

import build_appimage
import pytest
import tree

from desktop_app.domain.links import SCHEME


def test_the_desktop_entry_takes_models_and_links():
    entry = configparser.ConfigParser(interpolation=None, delimiters="=")
    entry.optionxform = str
    entry.read(tree.LINUX / "bitsmith.desktop", encoding="utf-8")
    about = entry["Desktop Entry"]
    assert about["Exec"] == "bitsmith %U"
    assert about["MimeType"].split(";")[:-1] == ["application/x-gguf", f"x-scheme-handler/{SCHEME}"]


def test_the_kind_of_file_is_known_by_its_first_bytes():
    root = ET.parse(tree.LINUX / "bitsmith-mime.xml").getroot()
    match = next(element for element in root.iter() if element.tag.endswith("}match"))
    assert match.attrib == {"type": "string", "offset": "0", "value": "GGUF"}


def test_only_the_pinned_runtime_makes_an_appimage(tmp_path, monkeypatch):
    runtime = tmp_path / "runtime-x86_64"
    assert "not assembled" in build_appimage.runtime_problem(runtime)
    runtime.write_bytes(b"ELF")
    assert "not the pinned runtime" in build_appimage.runtime_problem(runtime)
    monkeypatch.setattr(build_appimage, "RUNTIME_SHA256", hashlib.sha256(b"ELF").hexdigest())
    assert build_appimage.runtime_problem(runtime) == ""
    image = tmp_path / "image"
    image.write_bytes(b"hsqs")
    made = build_appimage.assemble(runtime, image, tmp_path / "x.AppImage")
    assert made.read_bytes() == b"ELFhsqs"
    assert made.stat().st_mode & 0o111


@pytest.mark.parametrize("stamp", ["0", "1767225600"])
def test_the_release_has_the_date_of_its_source(stamp, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)
    assert tree.release_date().isoformat() == {"0": "1970-01-01", "1767225600": "2026-01-01"}[stamp]
