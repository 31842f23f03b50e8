"""Discover's states with rows that are no hub's, as PNG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.domain.discovery import SearchFormat, SearchQuery, SearchTask, SizeClass
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.machine import Machine
from desktop_app.domain.repository import RepoSummary
from desktop_app.pipeline.start_page import Section
from desktop_app.ui.pages.discover_page import DiscoverPage
from tests.fakes.page_services import (
    FakeCatalog,
    FakeDiscoverMemory,
    FakeHardware,
    FakeJobs,
    FakeSettings,
    FakeSource,
)

_B = 10**9
MACHINE = Machine("Linux", "CPU", 8, 16, (), 32 * _B, 24 * _B, 500 * _B, 900 * _B)


def rows(count: int = 12) -> tuple[RepoSummary, ...]:
    """Rows of all kinds: long names, large and small models, gated ones."""
    names = (
        ("example-labs/Small-Instruct-2507", 4 * _B, False),
        ("meta-example/Large-70B-Instruct", 70 * _B, True),
        ("someone/" + "a-model-with-a-very-long-name-" * 3, 14 * _B, False),
        ("example-labs/Without-Size", None, False),
        ("a/b", 135_000_000, True),
    )
    found = []
    for number in range(count):
        name, n_params, gated = names[number % len(names)]
        found.append(
            RepoSummary(
                f"{name}-{number}"[:96],
                downloads=1_240_000 // (number + 1),
                likes=412 - number,
                updated_at="2026-11-20T10:00:00.000Z",
                gated=gated,
                license="apache-2.0",
                n_params=n_params,
                has_safetensors=number % 3 != 1,
                has_gguf=number % 3 == 1,
            )
        )
    return tuple(found)


def draw(folder: Path, prefix: str = "discover", size: tuple[int, int] = (1280, 800)) -> None:
    """Each state once, in the theme and font of the moment."""
    catalog, memory, hardware = FakeCatalog(), FakeDiscoverMemory(), FakeHardware()
    hardware.machine = MACHINE
    page = DiscoverPage(
        catalog=catalog,  # type: ignore[arg-type]
        memory=memory,  # type: ignore[arg-type]
        hardware=hardware,  # type: ignore[arg-type]
        source=FakeSource(),  # type: ignore[arg-type]
        jobs=FakeJobs(),  # type: ignore[arg-type]
        settings=FakeSettings(),  # type: ignore[arg-type]
    )
    page.resize(*size)
    page.show()
    page.focus_start()

    def shot(name: str) -> None:
        QApplication.processEvents()
        QApplication.processEvents()
        page.grab().save(str(folder / f"{prefix}-{name}.png"))

    catalog.publish(is_loading=True, is_choosing=True)
    shot("loading")
    best = Section("best", 40 * _B, rows(3))
    fast = Section("fast", 4 * _B, rows(5)[3:])
    memory.publish(searches=("qwen coder", "small german models", "tiny"), favourites=rows(1))
    catalog.publish(is_loading=False, is_choosing=False, rows=rows(), sections=(best, fast), has_more=True)
    shot("start")
    query = SearchQuery(
        format=SearchFormat.WEIGHTS,
        task=SearchTask.CHAT,
        size=SizeClass.MEDIUM,
        license="apache-2.0",
        fits=True,
        convertible=True,
    )
    page.filters_button.setChecked(True)
    page.filters.show()
    page.filters.show_query(query)
    page._ask()
    catalog.publish(query=query, n_looked_at=480)
    shot("filters")
    page.filters_button.setChecked(False)
    page._toggle_filters()
    shot("chips")
    catalog.publish(rows=(), n_looked_at=0)
    shot("none")
    problem = Problem(
        ErrorKind.OFFLINE,
        "The Hub cannot be reached.",
        "This computer is not online.",
        "Connect it and try again; models on this computer work without it.",
    )
    catalog.publish(problem=problem)
    shot("offline")
    page.filters_button.setChecked(False)
    page.filters.hide()
    page.favourites_button.setChecked(True)
    catalog.publish(problem=None)
    shot("favourites")
    memory.publish(favourites=())
    shot("no-favourites")
    page.close()
    page.deleteLater()
