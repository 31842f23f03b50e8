"""The first page of Discover: what suits this computer, asked of the hub and judged by its memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.domain.discovery import (
    RoughFit,
    SearchFormat,
    SearchQuery,
    SearchSort,
    SearchTask,
    is_kept,
    most_params,
    rough_fit,
)

if TYPE_CHECKING:
    from desktop_app.domain.machine import Machine
    from desktop_app.domain.repository import RepoSummary
    from desktop_app.hub.client import HubClient

_ROWS = 4  # of one section
_ASKED = 40  # rows that they are chosen from
_LEAST_PARAMS = 100_000_000


@dataclass(frozen=True, slots=True)
class Section:
    """Models of one size class that suit this computer; `key` is "best", "balanced", "fast" or "tiny"."""

    key: str
    most_params: int
    rows: tuple[RepoSummary, ...]


def size_steps(machine: Machine) -> list[tuple[str, int, int]]:
    """Size classes of this computer as (key, least and most parameters), largest first.

    The best is what fits at 8 bits, at least half of the most that fits at 4; each following class has at
    most a third of the parameters of the one before, and about three times its speed.
    """
    top = most_params(machine, 4)
    steps = []
    for key, high, low in (
        ("best", top, top // 3),
        ("balanced", top // 3, top // 9),
        ("fast", top // 9, top // 40),
    ):
        if high < _LEAST_PARAMS:
            break
        steps.append((key, max(low, _LEAST_PARAMS), high))
    return steps or [("tiny", 0, _LEAST_PARAMS)]


def section(client: HubClient, machine: Machine, key: str, least: int, most: int) -> Section:
    """The most downloaded chat models of one size class that can be converted and fit.

    Raises:
        BitsmithError: the hub cannot be asked.
    """
    query = SearchQuery(
        sort=SearchSort.DOWNLOADS,
        format=SearchFormat.WEIGHTS,
        task=SearchTask.CHAT,
        fits=True,
        convertible=True,
    )
    bounds = f"min:{least // 10**6}M,max:{most // 10**6}M"
    page = client.search(query, n_params=bounds, limit=_ASKED)
    found: list[RepoSummary] = []
    names: set[str] = set()
    for row in page.rows:
        is_in = row.n_params is not None and least <= row.n_params <= most
        if not is_in or not is_kept(row, query, machine) or _is_quantized(row):
            continue
        family = row.name.casefold()
        if family in names:
            continue  # a copy of it under another owner
        names.add(family)
        found.append(row)
    # what fits at 8 bits loses nothing that anybody notices
    found.sort(key=lambda row: rough_fit(row.n_params, machine) is not RoughFit.EIGHT_BIT)
    return Section(key, most, tuple(found[:_ROWS]))


def _is_quantized(row: RepoSummary) -> bool:
    """Whether these weights are quantized already: the original is the better source."""
    return any(tag.startswith("base_model:quantized:") for tag in row.tags)
