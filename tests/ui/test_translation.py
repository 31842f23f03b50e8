from __future__ import annotations

import pytest

from desktop_app.ui import translation
from desktop_app.ui.translation import install_language, language_of, make_template, numbers, words


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
