from __future__ import annotations

import app_version
import pytest

from desktop_app import __version__


def test_packages_have_the_apps_version():
    assert app_version.app_version() == __version__


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("2.10", (2, 10, 0, 0)), ("1.2.3rc1", (1, 2, 3, 0)), ("1.2.3.4", (1, 2, 3, 4))],
)
def test_windows_compares_four_numbers(version, numbers):
    assert app_version.version_numbers(version) == numbers


@pytest.mark.parametrize("version", ["", "dev", "1.70000"])
def test_what_is_no_version(version):
    with pytest.raises(SystemExit):
        app_version.version_numbers(version)
