"""Questions that are answered with yes or no."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


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
