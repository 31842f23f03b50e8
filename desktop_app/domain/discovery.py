"""What somebody looks for on a hub: the question, and what can be said of a row before it is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.domain.fit import usable_ram_bytes, usable_vram_bytes

if TYPE_CHECKING:
    from desktop_app.domain.machine import Machine
    from desktop_app.domain.repository import RepoSummary

# bits per weight of Q4_K_M and Q8_0 (block_q4_K and block_q6_K mixed, block_q8_0), and what a context of some
# thousand tokens and the engine take beside the weights
_BITS_PER_WEIGHT = {8: 8.5, 4: 4.85}
_BESIDE_FRACTION = 0.08
_BESIDE_BYTES = 150_000_000


class SearchSort(StrEnum):
    """The Hub's orders, best first."""

    TRENDING = "trending"
    DOWNLOADS = "downloads"
    LIKES = "likes"
    UPDATED = "updated"
    CREATED = "created"


class SearchFormat(StrEnum):
    """Which repositories a search shows."""

    ANY = "any"
    WEIGHTS = "weights"
    GGUF = "gguf"


class SearchTask(StrEnum):
    """What a model is for."""

    ANY = "any"
    TEXT = "text"
    CHAT = "chat"
    CODE = "code"
    VISION = "vision"


class SizeClass(StrEnum):
    """Parameters, as the Hub's `num_parameters` has them."""

    ANY = ""
    TINY = "max:1B"
    SMALL = "min:1B,max:4B"
    MEDIUM = "min:4B,max:9B"
    LARGE = "min:9B,max:20B"
    HUGE = "min:20B,max:70B"
    GIANT = "min:70B"


# as the Hub tags them; the Llama and Gemma licenses have conditions of their own
LICENSES = (
    "apache-2.0",
    "mit",
    "bsd-3-clause",
    "cc-by-4.0",
    "cc-by-nc-4.0",
    "gemma",
    "llama3.1",
    "llama3.2",
    "llama3.3",
    "openrail",
    "other",
)
# ISO 639-1, the Hub's tags for languages
LANGUAGES = (
    "en",
    "zh",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "ru",
    "ja",
    "ko",
    "ar",
    "hi",
    "tr",
    "pl",
    "nl",
    "cs",
    "sv",
    "uk",
    "vi",
    "th",
    "id",
    "fa",
    "he",
)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question to a hub; the values of a new one leave everything in.

    `fits` and `convertible` are judged here, row by row: the Hub knows neither this computer nor what can be
    converted.
    """

    words: str = ""
    author: str = ""
    sort: SearchSort = SearchSort.TRENDING
    format: SearchFormat = SearchFormat.ANY
    task: SearchTask = SearchTask.ANY
    size: SizeClass = SizeClass.ANY
    license: str = ""
    language: str = ""
    fits: bool = False
    convertible: bool = False

    @property
    def filters(self) -> tuple[str, ...]:
        """Names of the fields that leave something out; words and order are none."""
        names = (f.name for f in fields(self) if f.name not in ("words", "sort"))
        return tuple(name for name in names if getattr(self, name) != getattr(ALL_MODELS, name))

    @property
    def is_judged_here(self) -> bool:
        """Whether rows of the Hub's answer are left out."""
        return self.fits or self.convertible

    @property
    def tags(self) -> tuple[str, ...]:
        """What the Hub shall filter by; it shows what has all of them."""
        found = {
            SearchFormat.ANY: (),
            SearchFormat.WEIGHTS: ("safetensors",),
            SearchFormat.GGUF: ("gguf",),
        }[self.format]
        found += {SearchTask.CHAT: ("conversational",), SearchTask.CODE: ("code",)}.get(self.task, ())
        if self.license:
            found += (f"license:{self.license}",)
        return (*found, self.language) if self.language else found

    @property
    def pipeline_tag(self) -> str:
        """The Hub's own word for a task, "" for all."""
        return {SearchTask.TEXT: "text-generation", SearchTask.VISION: "image-text-to-text"}.get(
            self.task, ""
        )


ALL_MODELS = SearchQuery()
_AUTHOR = re.compile(r"(?:author:|by:|@)([\w.-]{1,96})\s*(.*)|([\w.-]{1,96})/\s*")


def query_words(text: str) -> tuple[str, str]:
    """What was typed as (words, author): "author:org", "@org words" and "org/" name an author."""
    found = _AUTHOR.fullmatch(text.strip())
    if found is None:
        return text.strip(), ""
    return (found[2] or "").strip(), found[1] or found[3]


class RoughFit(StrEnum):
    """What the number of parameters says about a model on this computer."""

    EIGHT_BIT = "eight_bit"
    FOUR_BIT = "four_bit"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"


def rough_fit(n_params: int | None, machine: Machine | None) -> RoughFit:
    """Whether a model of this size fits the memory of this computer, from its size alone.

    The model's own page asks the engine; this is for a list of thousands.
    """
    if not n_params or machine is None:
        return RoughFit.UNKNOWN
    room = _room_bytes(machine)
    for bits, name in ((8, RoughFit.EIGHT_BIT), (4, RoughFit.FOUR_BIT)):
        if rough_need_bytes(n_params, bits) <= room:
            return name
    return RoughFit.TOO_LARGE


def rough_need_bytes(n_params: int, bits: int) -> int:
    """Memory of a model with this many parameters at 8 or 4 bits, with a context of some thousand tokens."""
    return int(n_params * _BITS_PER_WEIGHT[bits] / 8 * (1 + _BESIDE_FRACTION)) + _BESIDE_BYTES


def most_params(machine: Machine, bits: int) -> int:
    """The largest model that fits roughly at 8 or 4 bits."""
    room = max(0, _room_bytes(machine) - _BESIDE_BYTES)
    return int(room / (1 + _BESIDE_FRACTION) * 8 / _BITS_PER_WEIGHT[bits])


def _room_bytes(machine: Machine) -> int:
    # what is free now changes with every program that is opened: a list is about the computer
    usable = max(usable_ram_bytes(machine), int(0.75 * machine.ram_total_bytes))
    return usable + usable_vram_bytes(machine)


_BOUND = re.compile(r"(min|max):(\d+)B")


def _is_in(n_params: int | None, size: SizeClass) -> bool:
    """Whether a size that is told is in a class: not every hub knows `num_parameters`."""
    bounds = {found[1]: int(found[2]) * 10**9 for found in _BOUND.finditer(size.value)}
    return not n_params or bounds.get("min", 0) <= n_params <= bounds.get("max", n_params)


def is_kept(row: RepoSummary, query: SearchQuery, machine: Machine | None) -> bool:
    """Whether a row passes what is judged here."""
    if not _is_in(row.n_params, query.size):
        return False
    if query.fits and rough_fit(row.n_params, machine) in (RoughFit.TOO_LARGE, RoughFit.UNKNOWN):
        return False
    if query.convertible:
        known = machine.architectures if machine else ()
        return row.has_safetensors and row.architecture in known
    return True
