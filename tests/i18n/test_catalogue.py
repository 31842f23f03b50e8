"""Every language says all that the app says; after a change run `./dev i18n` and translate what it lists."""

from __future__ import annotations

import json
import re
from string import Formatter

import pytest

from tests.i18n.catalogue import FOLDER, LANGUAGES, compile_qm, qm_path, read, ts_path
from tests.i18n.extract import WORDS, Messages, extract

_KEY = re.compile(r"\((?:Ctrl|Shift|Alt|Del|Enter)\b")
# what is the same in both languages
_ENDS = ("…", ".", "?", ":")


@pytest.fixture(scope="module")
def said() -> Messages:
    """What the app says now, from its sources."""
    return extract()


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_every_text_can_be_read_from_the_sources(said):
    assert said.complaints == []
    assert len(said.texts) > 1000


def test_no_text_is_left_out(said, language):
    texts = read(ts_path(language))
    missing = sorted(key for key in said.texts if not texts.get(key))
    assert not missing, f"run ./dev i18n and translate in {ts_path(language).name}: {missing[:20]}"
    gone = sorted(texts.keys() - said.texts.keys())
    assert not gone, f"run ./dev i18n; nobody says any more: {gone[:20]}"


def slots(text: str) -> list[str]:
    """The names of the slots, with how they are written."""
    return sorted(f"{name}:{form}" for _text, name, form, _how in Formatter().parse(text) if name is not None)


def test_slots_are_the_same(language):
    wrong = [
        (source, translation)
        for (_context, source), translation in read(ts_path(language)).items()
        if translation and slots(source) != slots(translation)
    ]
    assert not wrong, wrong[:10]


def test_a_wrong_slot_is_noticed():
    assert slots("{n} of {all}") == slots("von {all} sind {n}")
    assert slots("{n} files") != slots("{m} Dateien")
    with pytest.raises(ValueError, match="expected"):
        slots("{n files")


def test_signs_that_mean_something_are_kept(language):
    """A tab stands before a key in a menu, an ellipsis says that a question follows."""
    wrong = [
        (source, translation)
        for (_context, source), translation in read(ts_path(language)).items()
        if translation
        and (
            source.count("\t") != translation.count("\t")
            or source.count("*.") != translation.count("*.")
            or source.count(";;") != translation.count(";;")
            or source[:1].isspace() != translation[:1].isspace()
            or source.endswith(_ENDS) != translation.endswith(_ENDS)
        )
    ]
    assert not wrong, wrong[:10]


def test_keys_have_the_names_of_the_language():
    left = [text for text in read(ts_path("de")).values() if _KEY.search(text)]
    assert not left, left


def test_templates_are_those_of_the_sources(said):
    kept = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
    now = sorted(text for context, text in said.texts if context == WORDS and "{0}" in text)
    assert kept == now, "run ./dev i18n"
    # where one slot ends and the next begins must be seen in the sentence
    assert not [text for text in kept if re.search(r"\} ?\{", text)]


def test_the_app_loads_what_is_translated(language, tmp_path):
    compile_qm(ts_path(language), tmp_path / "now.qm")
    assert qm_path(language).read_bytes() == (tmp_path / "now.qm").read_bytes(), "run ./dev i18n"
