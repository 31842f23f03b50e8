from __future__ import annotations

import pytest

from desktop_app.domain.updates import platform_tag, version_key


def test_versions_are_ordered():
    in_order = [
        "0.1.0",
        "0.9.0",
        "0.10.0a1",
        "0.10.0a2",
        "0.10.0b1",
        "0.10.0rc1",
        "0.10.0",
        "0.10.1",
        "1.0.0",
    ]
    names = in_order[::-1]
    names.sort(key=version_key)
    assert names == in_order


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "1.0.0-x", "v1.0.0", "1.0.٣", "1.0.0\n", "99999.0.0"]
)
def test_what_is_no_version(text):
    with pytest.raises(ValueError, match="no version"):
        version_key(text)


def test_computers_have_one_name():
    assert platform_tag("linux", "x86_64") == "linux-x86_64"
    assert platform_tag("win32", "AMD64") == "windows-x86_64"
    assert platform_tag("darwin", "arm64") == "macos-arm64"
    assert platform_tag("linux", "aarch64") == "linux-arm64"
