from __future__ import annotations

import bundle_rules
import pytest


@pytest.mark.parametrize(
    "name",
    ["libstdc++.so.6", "libgcc_s.so.1", "libc.so.6", "ld-linux-x86-64.so.2", "libdrm.so.2.4.0", "libz.so.1"],
)
def test_libraries_of_the_system(name):
    assert bundle_rules.is_systems(name)


@pytest.mark.parametrize(
    "name",
    [
        "libpython3.11.so.1.0",
        "libQt6Core.so.6",
        "libggml.so.0",
        "libxcb-cursor.so.0",
        "libssl.so.3",
        "libcurl.so.4",
    ],
)
def test_libraries_of_the_program(name):
    assert not bundle_rules.is_systems(name)


@pytest.mark.parametrize(
    ("place", "is_unused"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", False),
        ("PySide6\\plugins\\imageformats\\qtiff.dll", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so", False),
        ("PySide6/Qt/lib/libQt6Qml.so.6", True),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", False),
        ("PySide6/Qt6Quick.dll", True),
        ("PySide6/QtGui.abi3.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/translations/designer_de.qm", True),
        ("numpy/libQt6Qml.so.6", False),
    ],
)
def test_what_of_qt_is_of_no_use(place, is_unused):
    assert bundle_rules.is_unused(place) is is_unused
