"""Rules of the tree that no tool checks."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*ROOT.glob("desktop_app/**/*.py"), *ROOT.glob("converters/**/*.py")])


def test_packaging_is_not_a_package():
    # with an __init__.py it would shadow the PyPI package `packaging`
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_modules_stay_short_enough_to_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


@pytest.mark.parametrize("path", sorted(ROOT.glob("desktop_app/ui/pages/*.py")), ids=lambda p: p.name)
def test_pages_leave_styling_to_the_theme(path):
    assert "setStyleSheet" not in path.read_text(encoding="utf-8")


def test_constraints_name_versions_only():
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert line.startswith("#") or line.count("==") == 1, line
        assert "://" not in line
