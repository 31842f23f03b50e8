"""Questions that are answered with yes or no, or with the name of a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask(parent: QWidget, question: str, text: str, yes: str) -> bool:
    """Ask; the safe answer, no, is the one that Enter and Esc give."""
    box = QMessageBox(QMessageBox.Icon.Question, "Bitsmith", question, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(text)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is accept


def ask_to_open(parent: QWidget, address: str) -> bool:
    """Ask whether to open an address that a model or a model card names."""
    tr = QCoreApplication.translate
    return ask(parent, tr("questions", "Open this address in the browser?"), address, tr("questions", "Open"))


def ask_for_target(parent: QWidget, title: str, name: str, forms: Mapping[str, tuple[str, ...]]) -> str:
    """Ask where a file goes.

    Args:
        parent: of the dialog.
        title: of the dialog.
        name: of the file, without its ending.
        forms: what each form of the file is called -> its endings, as ".md", the usual one first.

    Returns:
        A path with one of the endings, that of the chosen form where none was written; empty for nowhere.
        Nothing is there, or it was agreed that it is replaced.
    """
    patterns = {
        f"{label} ({' '.join('*' + e for e in endings)})": endings for label, endings in forms.items()
    }
    path, chosen = QFileDialog.getSaveFileName(parent, title, name, ";;".join(patterns))
    if not path or path.lower().endswith(tuple(e for endings in patterns.values() for e in endings)):
        return path
    # the dialog has asked about the name as it was written; not every system's adds the ending itself
    path += patterns.get(chosen, next(iter(patterns.values())))[0]
    if not Path(path).exists():
        return path
    tr = QCoreApplication.translate
    question = tr("questions", "{name} is there already. Replace it?").format(name=Path(path).name)
    is_agreed = ask(
        parent,
        question,
        tr("questions", "What it holds now will be gone."),
        tr("questions", "Replace"),
    )
    return path if is_agreed else ""
