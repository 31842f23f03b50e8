"""What an expert may change about the types of the tensors, folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.quantize_choices import QuantizeChoices
from desktop_app.ui.theme import px, set_icon
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label

# types of single tensors that people choose
_TENSOR_TYPES = ("F16", "BF16", "Q8_0", "Q6_K", "Q5_K", "Q4_K", "IQ4_XS", "Q3_K", "Q2_K")


class ExpertChoices(QWidget):
    """A button that unfolds the choices.

    Signals:
        changed: a choice is another one.
        unfolded: the choices came into sight.
    """

    changed = Signal()
    unfolded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toggle = push_button(self.tr("Expert settings"), "chevron-right", "ghost", self._on_toggle)
        self._panel = QWidget()
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(px(8), 0, 0, 0)
        inside.setSpacing(px(8))
        form = QFormLayout()
        form.setHorizontalSpacing(px(16))
        form.setVerticalSpacing(px(8))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._imatrix = self._file(
            form, self.tr("Importance matrix"), self.tr("Importance matrix (*.gguf *.dat)")
        )
        self._recipe = self._file(form, self.tr("Recipe file"), self.tr("Recipe (*.txt);;All files (*)"))
        self._adapters = self._lines(self.tr("Adapters (LoRA) to merge"), px(56))
        self._adapters.setPlaceholderText(self.tr("One folder a line"))
        add = push_button(self.tr("Add…"), on_click=self._on_add_adapter)
        add.setAccessibleName(self.tr("Add an adapter"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._adapters, 1)
        row.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
        form.addRow(self.tr("Adapters (LoRA) to merge"), row)
        self._output = self._type(form, self.tr("Type of the output"))
        self._embedding = self._type(form, self.tr("Type of the token embeddings"))
        self._overrides = self._lines(self.tr("Types of single tensors"), px(72))
        self._overrides.setPlaceholderText("ffn_down=Q6_K\nblk\\.(0|1)\\.=Q8_0")
        form.addRow(self.tr("Types of single tensors"), self._overrides)
        form.addRow("", text_label(self.tr("One REGEX=TYPE a line; the first that matches wins."), "small"))
        self._pure = self._flag(form, self.tr("One type for all tensors, no mixture"))
        self._keep = self._flag(form, self.tr("Leave the output as it is"))
        self._requantize = self._flag(form, self.tr("Allow quantizing what is quantized already"))
        inside.addLayout(form)
        note = self.tr("The sizes of the table are those of the plain type; these choices change them.")
        inside.addWidget(text_label(note, "small", wrap=True))
        self._panel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        row = QHBoxLayout()
        row.addWidget(self._toggle)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._panel)

    @property
    def choices(self) -> QuantizeChoices:
        """What is chosen; the default where nothing was touched."""
        return QuantizeChoices(
            imatrix=self._imatrix.text().strip(),
            output_type=self._output.currentData() or "",
            embedding_type=self._embedding.currentData() or "",
            overrides=_filled(self._overrides),
            recipe_file=self._recipe.text().strip(),
            pure=self._pure.isChecked(),
            keep_output=self._keep.isChecked(),
            allow_requantize=self._requantize.isChecked(),
            adapters=_filled(self._adapters),
        )

    def unfold(self, *, is_open: bool) -> None:
        """Show or hide the choices; they count either way."""
        self._panel.setVisible(is_open)
        set_icon(self._toggle, "chevron-down" if is_open else "chevron-right", "text")
        if is_open:
            self.unfolded.emit()

    def _on_toggle(self) -> None:
        self.unfold(is_open=self._panel.isHidden())

    def _on_add_adapter(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder with adapter_config.json"))
        if folder:
            self._adapters.setPlainText("\n".join([*_filled(self._adapters), folder]))

    def _lines(self, caption: str, height: int) -> QPlainTextEdit:
        box = QPlainTextEdit()
        box.setTabChangesFocus(True)
        box.setMaximumHeight(height)
        box.setAccessibleName(caption)
        box.textChanged.connect(self.changed)
        return box

    def _file(self, form: QFormLayout, caption: str, pattern: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(self.tr("None"))
        field.setAccessibleName(caption)
        field.textChanged.connect(self.changed)

        def choose() -> None:
            path, _ = QFileDialog.getOpenFileName(self, caption, field.text(), pattern)
            if path:
                field.setText(path)

        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(field, 1)
        row.addWidget(push_button(self.tr("Choose…"), on_click=choose))
        form.addRow(caption, row)
        return field

    def _type(self, form: QFormLayout, caption: str) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("As the type says"), "")
        for name in _TENSOR_TYPES:
            box.addItem(name, name)
        box.setAccessibleName(caption)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        form.addRow(caption, box)
        return box

    def _flag(self, form: QFormLayout, caption: str) -> QCheckBox:
        box = QCheckBox(caption)
        box.toggled.connect(lambda _on: self.changed.emit())
        form.addRow("", box)
        return box


def _filled(box: QPlainTextEdit) -> tuple[str, ...]:
    lines = (line.strip() for line in box.toPlainText().splitlines())
    return tuple(line for line in lines if line)
