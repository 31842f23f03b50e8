from __future__ import annotations

import types

import pytest

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.fit import FitRow, MemoryNeed, Verdict, explain_recommendation, judge, recommend
from desktop_app.domain.machine import Machine
from desktop_app.hub.errors import status_error
from desktop_app.ui import format as fmt
from desktop_app.ui import translation
from desktop_app.ui.translation import (
    install_language,
    language_of,
    make_template,
    numbers,
    problem_text,
    words,
)


@pytest.fixture
def german(qapp, monkeypatch):
    """A catalogue of two sentences."""
    texts = {"The disk is full.": "Der Speicherplatz ist voll.", "Needs {0}; {1}.": "Braucht {0}; {1}."}
    monkeypatch.setattr(
        translation.QCoreApplication, "translate", lambda context, text, *_: texts.get(text, text)
    )
    monkeypatch.setattr(
        translation, "_templates", lambda: tuple(make_template(t) for t in texts if "{0}" in t)
    )
    monkeypatch.setattr(translation._Current, "language", "de")
    words.cache_clear()
    yield
    words.cache_clear()


def test_language_of_a_choice(monkeypatch):
    monkeypatch.setattr(translation, "languages", lambda: {"en": "English", "de": "Deutsch"})
    assert language_of("de") == "de"
    assert language_of("xx") in ("en", "de")

    class Locale:
        @staticmethod
        def system():
            return Locale()

        def uiLanguages(self):  # noqa: N802 - Qt's name
            return ["fr-FR", "de-AT", "en-US"]

    monkeypatch.setattr(translation, "QLocale", Locale)
    assert language_of("") == "de"


def test_templates_find_their_slots():
    template = make_template("Needs {0}; {1} are (free).")
    assert template.pattern.fullmatch("Needs 3 GB; 2 GB are (free).").groups() == ("3 GB", "2 GB")
    assert template.pattern.fullmatch("Needs 3 GB; 2 GB are free.") is None


def test_english_is_left_as_it_is(qapp):
    install_language(qapp, "en")
    assert words("The disk is full.") == "The disk is full."
    assert numbers("1,234.5 MB") == "1,234.5 MB"


def test_sentences_of_other_rooms(german):
    assert words("The disk is full.") == "Der Speicherplatz ist voll."
    assert words("Needs 1,234.5 MB; The disk is full..") == "Braucht 1.234,5 MB; Der Speicherplatz ist voll.."


def test_english_is_always_there():
    assert "en" in translation.languages()


def test_numbers_and_nothing_else_change(german):
    assert numbers("1,234.5 MB") == "1.234,5 MB"
    assert numbers("4,096") == "4.096"
    assert numbers("Q4_K_M, 4.5") == "Q4_K_M, 4.5"
    assert numbers("0.3.36") == "0.3.36"


def test_unknown_and_endless_texts_stay(german):
    assert words("Nobody ever wrote this sentence, did they?") == "Nobody ever wrote this sentence, did they?"
    assert words("x" * 5000) == "x" * 5000


@pytest.fixture
def real_german(qapp):
    """The catalogue that people get."""
    assert install_language(qapp, "de") == "de"
    yield
    install_language(qapp, "en")


def test_pages_and_dialogs_of_qt_speak_german(real_german):
    translate = translation.QCoreApplication.translate
    assert translate("MainWindow", "Discover") == "Entdecken"
    assert translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_what_other_rooms_say_is_german_to_its_last_word(real_german):
    row = FitRow(
        "Q4_K_M", 4_900_000_000, 4.85, 4096, 0, MemoryNeed(5_000_000_000), MemoryNeed(), Verdict.FITS_RAM, ""
    )
    (row,) = recommend((row,))
    assert words(explain_recommendation((row,))) == (
        "4 Bit (Q4_K_M) ist von allem, was in Ihren Speicher passt, dem Original am nächsten, "
        "mit Platz für 4.096 Token Kontext."
    )
    gigabyte = 10**9
    machine = Machine("", "", 1, 1, (), 16 * gigabyte, 8_100_000_000, gigabyte, gigabyte)
    assert words(judge(row.ram, row.vram, machine, is_all_on_gpu=False)[1]) == (
        "Braucht 5,0 GB; 8,1 GB Speicher sind frei."
    )
    problem = Problem(
        ErrorKind.OUT_OF_MEMORY,
        "There is not enough memory of the GPU for a context of 32,768 tokens.",
        "It takes 9.1 GB with the weights; 7.5 GB are free.",
        "Choose a shorter context or a KV cache of fewer bits, or close other programs.",
    )
    assert problem_text(problem) == (
        "Der GPU-Speicher reicht nicht für einen Kontext von 32.768 Token. "
        "Er braucht 9,1 GB mit den Gewichten; 7,5 GB sind frei. "
        "Wählen Sie einen kürzeren Kontext oder einen KV-Cache mit weniger Bits "
        "oder schließen Sie andere Programme."
    )


def test_what_the_law_forbids_is_said_in_german(real_german):
    refused = types.SimpleNamespace(status_code=451, headers={})
    problem = status_error(refused, "The model org/model", "hub.example").problem
    assert problem_text(problem) == (
        "Das Modell org/model darf Ihnen nicht gegeben werden. "
        "hub.example sagt, dass das Gesetz Ihres Landes es verbietet. Wählen Sie ein anderes Modell."
    )


def test_sentences_one_after_another(real_german):
    assert words("The disk is full. No model is loaded.") == (
        "Der Datenträger ist voll. Es ist kein Modell geladen."
    )


def test_numbers_and_units_of_pages(real_german):
    assert fmt.bytes_text(4_900_000_000) == "4,9 GB"
    assert fmt.number_text(12_480) == "12.480"
    assert fmt.tokens_rate_text(38.14) == "38,1 Token/s"
    assert fmt.progress_text(3, 1200, "files") == "3 von 1.200 Dateien"
    assert fmt.ago_text(0, 3 * 3600) == "vor 3 Stunden"


def test_every_sentence_is_found_by_its_template(real_german):
    """A template that is shadowed by another one would say something else."""
    wrong = []
    for template in translation._templates():
        text = translation._SLOT.sub("Xyz", template.source)
        said = translation.QCoreApplication.translate(translation.WORDS, template.source)
        if words(text) != translation._SLOT.sub("Xyz", said):
            wrong.append((template.source, words(text)))
    assert not wrong, wrong
