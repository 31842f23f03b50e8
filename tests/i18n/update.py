"""Bring the catalogues in step with the sources: `./dev i18n`. New texts wait for a translator.

Translations are edited in `resources/i18n/*.ts`, with Qt Linguist (`pyside6-linguist`) or any editor.
"""

from __future__ import annotations

import json
import sys

from tests.i18n.catalogue import FOLDER, LANGUAGES, compile_qm, qm_path, read, ts_path, write
from tests.i18n.extract import WORDS, extract


def main() -> int:
    found = extract()
    for complaint in found.complaints:
        print(complaint, file=sys.stderr)
    FOLDER.mkdir(parents=True, exist_ok=True)
    slots = sorted(text for context, text in found.texts if context == WORDS and "{0}" in text)
    (FOLDER / "words.json").write_text(
        json.dumps(slots, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    open_texts = 0
    for language in LANGUAGES:
        old = read(ts_path(language))
        texts = {key: old.get(key, "") for key in found.texts}
        write(ts_path(language), language, texts)
        missing = sum(not translation for translation in texts.values())
        open_texts += missing
        # what is new is said in English until somebody translates it; a test sees to that
        compile_qm(ts_path(language), qm_path(language))
        gone = len(old.keys() - texts.keys())
        for context, source in (key for key, translation in texts.items() if not translation):
            print(f"{language}: {context}: {source!r}")
        print(f"{language}: {len(texts)} texts, {missing} without a translation, {gone} gone")
    return 1 if found.complaints or open_texts else 0


if __name__ == "__main__":
    sys.exit(main())
