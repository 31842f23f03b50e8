"""What the Mac's app is made of; the commands themselves run on a Mac only."""

from __future__ import annotations

import argparse
import plistlib
import re
import sys
from pathlib import Path

import about_bundle
import app_version
import build_dmg
import pytest
import signing

from desktop_app.domain.links import SCHEME

MACH_O = b"\xcf\xfa\xed\xfe" + bytes(60)


@pytest.fixture
def app(tmp_path):
    """A bundle in the form that PyInstaller gives it."""
    root = tmp_path / "dist" / "Bitsmith.app"
    contents = root / "Contents"
    for name, data in {
        "MacOS/bitsmith": MACH_O,
        "Frameworks/Python.framework/Versions/3.12/Python": b"\xca\xfe\xba\xbe\0\0\0\x02" + bytes(60),
        "Frameworks/llama_cpp/lib/libllama.dylib": MACH_O,
        "Frameworks/llama_cpp/lib/libggml-metal.so": MACH_O,
        "Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib": MACH_O,
        "Resources/resources/texts/a.txt": b"text",
        "Resources/Java.class": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(60),
    }.items():
        path = contents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (contents / "Resources" / "llama_cpp").symlink_to("../Frameworks/llama_cpp")
    (contents / "Frameworks" / "Python").symlink_to("Python.framework/Versions/3.12/Python")
    version = app_version.app_version()
    (contents / "Info.plist").write_bytes(plistlib.dumps(about_bundle.info_plist(version)))
    return root


def test_the_plist_says_what_the_finder_asks():
    info = plistlib.loads(plistlib.dumps(about_bundle.info_plist("1.2.3rc1")))
    assert info["CFBundleShortVersionString"] == "1.2.3rc1"
    assert info["CFBundleVersion"] == "1.2.3"
    assert info["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == [SCHEME]
    kind = info["CFBundleDocumentTypes"][0]
    assert kind["LSHandlerRank"] == "Alternate"
    declared = info["UTImportedTypeDeclarations"][0]
    assert kind["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == ["gguf"]
    assert info["NSHighResolutionCapable"] is True
    assert info["LSApplicationCategoryType"].startswith("public.app-category.")
    assert re.fullmatch(r"\d+\.\d+", info["LSMinimumSystemVersion"])
    # PyInstaller would take a program with a console for one without a place in the Dock
    assert "LSBackgroundOnly" not in info


def test_the_entitlements_are_few():
    given = plistlib.loads(signing.ENTITLEMENTS.read_bytes())
    assert given == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
        "com.apple.security.cs.allow-jit": True,
    }


def test_what_holds_others_is_signed_behind_them(app):
    order = signing.signing_order(app)
    names = [path.relative_to(app.parent).as_posix() for path in order]
    inside = "Bitsmith.app/Contents/Frameworks/"
    framework = f"{inside}Python.framework"
    assert names[-2:] == ["Bitsmith.app/Contents/MacOS/bitsmith", "Bitsmith.app"]
    assert names.index(f"{framework}/Versions/3.12/Python") < names.index(framework)
    assert sorted(names[:-2]) == [
        f"{inside}PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        framework,
        f"{framework}/Versions/3.12/Python",
        f"{inside}llama_cpp/lib/libggml-metal.so",
        f"{inside}llama_cpp/lib/libllama.dylib",
    ]


def test_without_a_certificate_the_signature_is_ad_hoc(app):
    done = []
    signing.sign(app, run=done.append)
    assert all(command[:4] == ["codesign", "--force", "--sign", "-"] for command in done[:-1])
    assert not any("runtime" in command or "--deep" in command for command in done[:-1])
    assert done[-1][:3] == ["codesign", "--verify", "--deep"]
    assert done[-2][-1] == done[-1][-1] == str(app)


def test_with_a_certificate_the_runtime_is_hardened(app):
    done = []
    signing.sign(app, "Developer ID Application: X", done.append)
    signed = {command[-1]: command for command in done[:-1]}
    assert all(command[4:7] == ["--timestamp", "--options", "runtime"] for command in signed.values())
    entitled = {path for path, command in signed.items() if "--entitlements" in command}
    assert entitled == {str(app), str(app / "Contents" / "MacOS" / "bitsmith")}


def test_the_image_appears_when_it_is_whole(app, tmp_path):
    done = []

    def run(command):
        done.append(list(command))
        if command[:2] == ["hdiutil", "create"]:
            stage = Path(command[command.index("-srcfolder") + 1])
            assert (stage / "Applications").readlink().as_posix() == "/Applications"
            Path(command[-1]).write_bytes(b"image")
            assert not list(tmp_path.glob("out/*[0-9]*64.dmg"))

    made = build_dmg.build(app, tmp_path / "out", signing.AD_HOC, run=run)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [made.name]
    assert made.name.startswith(f"Bitsmith-{app_version.app_version()}-")
    steps = [" ".join(command[:2]) for command in done]
    assert steps[-4:] == ["hdiutil verify", "hdiutil attach", "codesign --verify", "hdiutil detach"]
    assert steps.index("codesign --verify") < steps.index("ditto " + str(app)) < steps.index("hdiutil create")
    assert "xcrun notarytool" not in steps


def test_apple_looks_at_it_before_it_is_stapled(app, tmp_path, monkeypatch):
    for name in build_dmg._ACCOUNT.values():
        monkeypatch.setenv(name, f"value of {name}")
    done = []

    def run(command):
        done.append(list(command))
        if command[:2] == ["hdiutil", "create"]:
            Path(command[-1]).write_bytes(b"image")

    build_dmg.build(app, tmp_path, "Developer ID Application: X", notarize=True, run=run)
    steps = [" ".join(command[:2]) for command in done]
    assert steps.index("xcrun notarytool") < steps.index("xcrun stapler") < steps.index("spctl --assess")
    submit = done[steps.index("xcrun notarytool")]
    assert submit[submit.index("--apple-id") + 1] == "value of BITSMITH_APPLE_ID"


def test_a_signature_that_does_not_hold_leaves_no_image(app, tmp_path):
    def run(command):
        if command[:2] == ["codesign", "--verify"]:
            raise SystemExit("a sealed resource is missing or invalid")

    with pytest.raises(SystemExit, match="sealed resource"):
        build_dmg.build(app, tmp_path / "out", signing.AD_HOC, run=run)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_app_of_another_version_is_refused(app, tmp_path):
    (app / "Contents" / "Info.plist").write_bytes(plistlib.dumps(about_bundle.info_plist("99.0.0")))
    with pytest.raises(SystemExit, match=r"99\.0\.0"):
        build_dmg.build(app, tmp_path, signing.AD_HOC, run=lambda command: None)


def test_a_command_that_fails_says_why():
    command = [sys.executable, "-c", "print('no identity found'); raise SystemExit(1)", "a secret"]
    with pytest.raises(SystemExit, match="no identity found") as error:
        signing.run(command)
    assert "a secret" not in str(error.value)


def test_what_is_missing_is_named(app, monkeypatch):
    options = argparse.Namespace(app=app, identity="", notarize=True)
    monkeypatch.setattr(build_dmg.shutil, "which", lambda tool: None)
    assert "codesign, hdiutil, xcrun is missing" in build_dmg.why_not(options)
    monkeypatch.setattr(build_dmg.shutil, "which", lambda tool: tool)
    assert "--identity is missing" in build_dmg.why_not(options)
    options.identity = "X"
    for name in build_dmg._ACCOUNT.values():
        monkeypatch.delenv(name, raising=False)
    assert "BITSMITH_APPLE_TEAM" in build_dmg.why_not(options)
    assert "there is no app" in build_dmg.why_not(
        argparse.Namespace(app=app / "x", identity="", notarize=False)
    )
