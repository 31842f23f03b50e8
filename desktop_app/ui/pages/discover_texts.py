"""Words of Discover; pure functions of state."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from desktop_app.domain.discovery import (
    LANGUAGES,
    LICENSES,
    RoughFit,
    SearchFormat,
    SearchQuery,
    SearchSort,
    SearchTask,
    SizeClass,
)
from desktop_app.domain.repository import RepoSummary
from desktop_app.services.states import CatalogState
from desktop_app.ui import format as fmt


def _tr(text: str) -> str:
    return QCoreApplication.translate("discover", text)


def seconds_of(timestamp: str) -> float | None:
    """Seconds since the epoch of the Hub's time, None when it is not one."""
    try:
        return datetime.fromisoformat(timestamp).timestamp()
    except ValueError:
        return None


def derive_facts(row: RepoSummary) -> str:
    """The second line of a result: who, how large, what form, under which license."""
    parts = [row.author]
    if row.n_params:
        parts.append(_tr("{n} parameters").format(n=fmt.parameters_text(row.n_params)))
    if row.has_safetensors:
        parts.append(_tr("original weights"))
    if row.has_gguf:
        parts.append("GGUF")
    if row.license:
        parts.append(row.license)
    return "  ·  ".join(part for part in parts if part)


def derive_popularity(row: RepoSummary) -> str:
    """The third line: downloads, likes, last change."""
    parts = [
        _tr("{n} downloads").format(n=fmt.count_text(row.downloads)),
        _tr("{n} likes").format(n=fmt.count_text(row.likes)),
    ]
    at = seconds_of(row.updated_at)
    if at is not None:
        parts.append(_tr("updated {when}").format(when=fmt.ago_text(at)))
    return "  ·  ".join(parts)


def derive_fit(fit: RoughFit) -> tuple[str, str, str]:
    """A rough fit as (words, icon, tone); words are "" when nothing is known."""
    return {
        RoughFit.EIGHT_BIT: (_tr("fits at 8 bits"), "check", "success"),
        RoughFit.FOUR_BIT: (_tr("fits at 4 bits"), "check", "accent_text"),
        RoughFit.TOO_LARGE: (_tr("too large"), "close", "danger"),
        RoughFit.UNKNOWN: ("", "", ""),
    }[fit]


def derive_section(key: str, most_params: int) -> tuple[str, str]:
    """Title and note of a section of the first page."""
    size = fmt.parameters_text(most_params)
    note = _tr("Up to {size} parameters, most downloaded first").format(size=size)
    titles = {
        "best": _tr("The best that this computer can run"),
        "balanced": _tr("Three times as fast"),
        "fast": _tr("Small and quick"),
        "tiny": _tr("Small enough for this computer"),
    }
    return titles[key], note


def derive_status(state: CatalogState) -> str:
    """What stands below the list."""
    count = len(state.rows)
    if state.query.is_judged_here and state.n_looked_at:
        return _tr("{n} of {all}{more} looked at").format(
            n=count, all=state.n_looked_at, more="+" if state.has_more else ""
        )
    more = "+" if state.has_more else ""
    return _tr("{n}{more} models").format(n=count, more=more) if count else ""


def derive_none_text(query: SearchQuery) -> str:
    """Why nothing was found, and what to drop."""
    names = [text for _field, text in filter_texts(query)]
    if len(names) == 1:
        return _tr("Take away the filter “{name}”, or try other words.").format(name=names[0])
    if names:
        return _tr("{n} filters are on: {names}. Take some away, or try other words.").format(
            n=len(names), names=", ".join(names)
        )
    return _tr("Try fewer or other words.")


def sort_choices() -> tuple[tuple[SearchSort, str], ...]:
    return (
        (SearchSort.TRENDING, _tr("Trending")),
        (SearchSort.DOWNLOADS, _tr("Most downloads")),
        (SearchSort.LIKES, _tr("Most likes")),
        (SearchSort.UPDATED, _tr("Changed last")),
        (SearchSort.CREATED, _tr("Newest")),
    )


def format_choices() -> tuple[tuple[SearchFormat, str], ...]:
    return (
        (SearchFormat.ANY, _tr("Any format")),
        (SearchFormat.WEIGHTS, _tr("Original weights")),
        (SearchFormat.GGUF, _tr("Ready GGUF")),
    )


def task_choices() -> tuple[tuple[SearchTask, str], ...]:
    return (
        (SearchTask.ANY, _tr("Any task")),
        (SearchTask.CHAT, _tr("Chat")),
        (SearchTask.TEXT, _tr("Text generation")),
        (SearchTask.CODE, _tr("Code")),
        (SearchTask.VISION, _tr("Images and text")),
    )


def size_choices() -> tuple[tuple[SizeClass, str], ...]:
    return (
        (SizeClass.ANY, _tr("Any size")),
        (SizeClass.TINY, _tr("Up to 1B parameters")),
        (SizeClass.SMALL, _tr("1B to 4B")),
        (SizeClass.MEDIUM, _tr("4B to 9B")),
        (SizeClass.LARGE, _tr("9B to 20B")),
        (SizeClass.HUGE, _tr("20B to 70B")),
        (SizeClass.GIANT, _tr("More than 70B")),
    )


def license_choices() -> tuple[tuple[str, str], ...]:
    names = {
        "apache-2.0": "Apache 2.0",
        "mit": "MIT",
        "bsd-3-clause": "BSD 3-Clause",
        "gemma": "Gemma",
        "openrail": "OpenRAIL",
        "other": _tr("Another license"),
    }
    found = tuple((tag, names.get(tag) or tag.upper().replace("LLAMA", "Llama ")) for tag in LICENSES)
    return (("", _tr("Any license")), *found)


def language_choices() -> tuple[tuple[str, str], ...]:
    """The system's own language first, each by its name in the language that is shown."""
    # Qt names languages in English and in themselves only
    names = {
        "en": _tr("English"), "zh": _tr("Chinese"), "de": _tr("German"), "fr": _tr("French"),
        "es": _tr("Spanish"), "it": _tr("Italian"), "pt": _tr("Portuguese"), "ru": _tr("Russian"),
        "ja": _tr("Japanese"), "ko": _tr("Korean"), "ar": _tr("Arabic"), "hi": _tr("Hindi"),
        "tr": _tr("Turkish"), "pl": _tr("Polish"), "nl": _tr("Dutch"), "cs": _tr("Czech"),
        "sv": _tr("Swedish"), "uk": _tr("Ukrainian"), "vi": _tr("Vietnamese"), "th": _tr("Thai"),
        "id": _tr("Indonesian"), "fa": _tr("Persian"), "he": _tr("Hebrew"),
    }  # fmt: skip
    own = QLocale.system().name()[:2]
    codes = sorted(LANGUAGES, key=lambda code: (code != own, LANGUAGES.index(code)))
    return (
        ("", _tr("Any language")),
        *((code, names.get(code, code)) for code in codes),
    )


def filter_texts(query: SearchQuery) -> list[tuple[str, str]]:
    """The filters that are on, as (field of the query, words)."""
    choices = {
        "format": dict(format_choices()),
        "task": dict(task_choices()),
        "size": dict(size_choices()),
        "license": dict(license_choices()),
        "language": dict(language_choices()),
    }
    found = []
    for name in query.filters:
        value = getattr(query, name)
        if name in choices:
            found.append((name, choices[name].get(value, str(value))))
        elif name == "author":
            found.append((name, _tr("by {author}").format(author=value)))
        else:
            texts = {"fits": _tr("fits this computer"), "convertible": _tr("can be made here")}
            found.append((name, texts[name]))
    return found
