"""What goes into the installer for Windows; packaging/test/windows.sh compiles and runs it."""

from __future__ import annotations

import re
import sys

import build_installer
import pytest
import version_info

from desktop_app.domain.links import SCHEME


def write(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def macro(text, name):
    return re.search(rf"!macro {name}\b.*?\n(.*?)!macroend", text, re.DOTALL)[1].splitlines()


def test_what_is_unpacked_is_removed_by_name(tmp_path):
    write(tmp_path, "bitsmith.exe", "_internal/a.dll", "_internal/b ü/c.txt", "_internal/b ü/d/e")
    text = build_installer.file_list(tmp_path)
    unpacked = [line.strip() for line in macro(text, "UnpackFiles")]
    assert unpacked[:3] == [
        'SetOutPath "${NEW}"',
        f'File "{tmp_path / "bitsmith.exe"}"',
        'SetOutPath "${NEW}\\_internal"',
    ]
    removed = [line.strip() for line in macro(text, "RemoveFiles")]
    assert removed == [
        'Delete "$INSTDIR\\_internal\\a.dll"',
        'Delete "$INSTDIR\\_internal\\b ü\\c.txt"',
        'Delete "$INSTDIR\\_internal\\b ü\\d\\e"',
        'Delete "$INSTDIR\\bitsmith.exe"',
        'RMDir "$INSTDIR\\_internal\\b ü\\d"',
        'RMDir "$INSTDIR\\_internal\\b ü"',
        'RMDir "$INSTDIR\\_internal"',
    ]
    assert len([line for line in unpacked if line.startswith("File")]) == 4
    assert [line.split('"')[1] for line in macro(text, "EachTopName")] == [
        "_internal",
        "bitsmith.exe",
        "uninstall.exe",
    ]


@pytest.mark.parametrize("name", ["a$b", "a:b", "what?", "ends.", "ends ", "a\\b", 'say"'])
def test_names_that_windows_refuses(tmp_path, name):
    write(tmp_path, f"_internal/{name}")
    with pytest.raises(SystemExit, match="cannot be the name"):
        build_installer.file_list(tmp_path)


def test_names_that_are_one_to_windows(tmp_path):
    write(tmp_path, "a/X.txt", "a/x.txt")
    with pytest.raises(SystemExit, match="one file on Windows"):
        build_installer.file_list(tmp_path)


def test_the_uninstallers_name_is_taken(tmp_path):
    write(tmp_path, "Uninstall.exe")
    with pytest.raises(SystemExit, match="uninstaller"):
        build_installer.file_list(tmp_path)


def test_nothing_is_deleted_by_a_pattern():
    script = (build_installer.WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    code = re.sub(r"\s;.*|^;.*", "", script, flags=re.MULTILINE)
    assert not re.search(r"RMDir\s+/r", code, re.IGNORECASE)
    assert not re.search(r"\bDelete\b[^\n]*[*?]", code)
    # a whole folder goes twice: what was being unpacked, and the data that somebody ticked
    trees = re.findall(r'Push "([^"]+)"\n\s*Call (?:un\.)?RemoveTree', code)
    assert set(trees) == {"${NEW}", "${DATA}"}
    assert code.count("RemoveTree\n") == len(trees) + 2  # the function, and itself for what is in the folder


def test_links_and_models_go_to_the_program():
    script = (build_installer.WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    assert f'"${{CLASSES}}\\{SCHEME}" "URL Protocol" ""' in script
    assert 'WriteRegNone HKCU "${CLASSES}\\.gguf\\OpenWithProgids" "${PROGID}"' in script
    # the kind of file itself, which would make Bitsmith its only program, is not written
    assert not re.search(r'WriteReg\w+ HKCU "\$\{CLASSES\}\\\.gguf" ', script)


def test_every_text_is_in_both_languages():
    text = (build_installer.WINDOWS / "texts.nsh").read_text(encoding="utf-8")
    names = re.findall(r"^!insertmacro Text (\w+)", text, re.MULTILINE)
    assert len(names) == len(set(names)) > 10
    script = (build_installer.WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    assert {name for name in re.findall(r"\$\((\w+)\)", script) if not name.startswith("MUI_")} == set(names)


def test_where_there_is_no_program(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["build_installer.py", "--program", str(tmp_path), "--makensis", "x"])
    assert build_installer.main() == 1
    assert "there is no bitsmith.exe" in capsys.readouterr().err


def test_signing_that_fails_ends_it(tmp_path):
    script = tmp_path / "sign.py"
    script.write_text(
        "import sys, pathlib; pathlib.Path(sys.argv[-1]).write_text('signed'); sys.exit(len(sys.argv) - 2)"
    )
    file = tmp_path / "a b.exe"
    build_installer.sign(f'"{sys.executable}" "{script}"', file)
    assert file.read_text() == "signed"
    with pytest.raises(SystemExit, match=r"a b\.exe could not be signed"):
        build_installer.sign(f'"{sys.executable}" "{script}" more', file)


def test_what_windows_shows_of_the_program():
    class Part:
        def __init__(self, *values, **named):
            self.values, self.named = values, named

    kinds = (
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    )
    made = eval(version_info.version_info("1.2.3rc1", "bitsmith-cli.exe"), dict.fromkeys(kinds, Part))
    assert made.named["ffi"].named["filevers"] == made.named["ffi"].named["prodvers"] == (1, 2, 3, 0)
    table = made.named["kids"][0].values[0][0]
    texts = dict(entry.values for entry in table.values[1])
    assert texts["ProductName"] == texts["FileDescription"] == "Bitsmith"
    assert texts["FileVersion"] == "1.2.3rc1"
    assert (texts["InternalName"], texts["OriginalFilename"]) == ("bitsmith-cli", "bitsmith-cli.exe")
