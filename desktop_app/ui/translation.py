"""The language of the window: Qt's catalogue for what pages say, templates for what other rooms say.

The rooms below know nothing of Qt and of languages: their sentences come in English, with names and numbers
already in them, often from another process. `words` finds the template that such a sentence was made from
(`resources/i18n/words.json`, written by `./dev i18n` from the sources) and says it in the person's language.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop_app import paths
from desktop_app.domain.errors import Problem

_NAMES = {"en": "English", "de": "Deutsch"}
WORDS = "words"  # the catalogue's context for sentences of other rooms
_SLOT = re.compile(r"\{(\d+)\}")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_NUMBER = re.compile(r"[-−+]?\d[\d,]*(\.\d+)?( ?[A-Za-z%/µ]{1,12})?")
_GERMAN_MARKS = str.maketrans(",.", ".,")
_REMEMBERED = 4096  # sentences; the names of tensors and files in progress never end
_LONGEST = 2000  # a longer text is no sentence of ours


class _Current:
    """The language that is shown; one process has one application."""

    language = "en"
    translators: tuple[QTranslator, ...] = ()


def languages() -> dict[str, str]:
    """What can be chosen: English, and each that has a catalogue (`./dev i18n` compiles it)."""
    return {
        code: name
        for code, name in _NAMES.items()
        if code == "en" or (_folder() / f"bitsmith_{code}.qm").is_file()
    }


def unreadable_catalogues() -> list[str]:
    """Names of the files of languages that are missing or hold nothing; none when all is well."""
    wanted = [f"{kind}_{code}" for code in _NAMES if code != "en" for kind in ("bitsmith", "qtbase")]
    bad = []
    for name in wanted:
        place = str(_folder()) if name.startswith("bitsmith") else _qt_folder()
        translator = QTranslator()
        if not translator.load(name, place) or translator.isEmpty():
            bad.append(f"{name}.qm")
    return [*bad, *([] if _templates() else ["words.json"])]


def language_of(choice: str) -> str:
    """The language for a setting: itself, or for "" the first of the system's that there is."""
    there = languages()
    if choice in there:
        return choice
    wanted = (name.split("-")[0].lower() for name in QLocale.system().uiLanguages())
    return next((name for name in wanted if name in there), "en")


def install_language(app: QCoreApplication, choice: str) -> str:
    """Make the app speak the language of `choice`; called before the first widget. Returns its name."""
    for old in _Current.translators:
        app.removeTranslator(old)
    language = _Current.language = language_of(choice)
    made = []
    for name, place in ((f"qtbase_{language}", _qt_folder()), (f"bitsmith_{language}", str(_folder()))):
        translator = QTranslator(app)
        if language != "en" and translator.load(name, place):
            app.installTranslator(translator)
            made.append(translator)
    _Current.translators = tuple(made)
    QLocale.setDefault(QLocale(language))  # numbers in fields as in texts
    words.cache_clear()
    return language


@lru_cache(maxsize=_REMEMBERED)
def words(text: str) -> str:
    """A sentence of another room in the language of the window; one that nobody translated as it is."""
    if _Current.language == "en" or not text or len(text) > _LONGEST:
        return text
    exact = QCoreApplication.translate(WORDS, text)
    if exact != text:
        return exact
    for template in _templates():
        found = template.pattern.fullmatch(text)
        if found is not None:
            return _fill(QCoreApplication.translate(WORDS, template.source), found.groups())
    sentences = _NEXT_SENTENCE.split(text)
    return " ".join(words(one) for one in sentences) if len(sentences) > 1 else text


def problem_text(problem: Problem) -> str:
    """All that a person needs of a problem, in one paragraph."""
    return " ".join(words(part) for part in (problem.what, problem.why, problem.next_step) if part)


def _fill(template: str, values: tuple[str, ...]) -> str:
    return _SLOT.sub(lambda slot: numbers(words(values[int(slot[1])])), template)


def numbers(text: str) -> str:
    """A number with or without its unit ("1,234.5 MB") as the language of the window writes it."""
    if _Current.language == "en" or not _NUMBER.fullmatch(text):
        return text
    return text.translate(_GERMAN_MARKS)


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots `{0}`, `{1}`, … in their order, and what it looks like when they are filled."""

    source: str
    pattern: re.Pattern[str]


def make_template(source: str) -> Template:
    """The template of a source text."""
    parts = _SLOT.split(source)
    pattern = "".join(re.escape(part) if n % 2 == 0 else "(.*?)" for n, part in enumerate(parts))
    return Template(source, re.compile(pattern, re.DOTALL))


@cache
def _templates() -> tuple[Template, ...]:
    """Those with the most fixed text first: they say most about a sentence that they fit."""
    try:
        sources = json.loads((_folder() / "words.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    sources.sort(key=lambda source: (-len(_SLOT.sub("", source)), source))
    return tuple(make_template(source) for source in sources)


def _qt_folder() -> str:
    return QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)


def _folder() -> Path:
    return paths.resources() / "i18n"
