"""How codes that were given on this computer go on in the company, asked once, with an example."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRegularExpression, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.join_plan import Comparison
from desktop.views.theme import look

LETTERS: Final = "[A-Za-z0-9.-]{0,12}"


class BranchChoice(QWidget):
    """Two answers: the codes stay and the company's series goes on; or a branch's letters.

    Signals:
        changed: the answer is another.
    """

    changed = Signal()

    def __init__(self, found: Comparison, parent: QWidget) -> None:
        super().__init__(parent)
        self._code = found.code
        self.goes_on = QRadioButton(self._text_of_going_on(found), self)
        self.goes_on.setChecked(found.clashes == 0)
        self.own = QRadioButton(_("They get the letters of my branch:"), self)
        self.own.setChecked(found.clashes > 0)
        self.letters = QLineEdit("CN1-", self)
        self.letters.setAccessibleName(_("Letters of the branch"))
        self.letters.setMaximumWidth(look().px(120))
        pattern = QRegularExpression(LETTERS)
        self.letters.setValidator(QRegularExpressionValidator(pattern, self.letters))
        self.example = QLabel(self)
        self.example.setForegroundRole(self.example.palette().ColorRole.PlaceholderText)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.own, self.letters, self.example):
            row.addWidget(part)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        head = QLabel(_("Codes that were given on this computer"), self)
        head.setFont(look().font("text", 600))
        for widget in (head, self.goes_on):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.goes_on.toggled.connect(self._on_changed)
        self.letters.textChanged.connect(self._on_changed)
        self._on_changed()

    def value(self) -> str:
        """Return the letters; "" where the codes stay as they are."""
        return self.letters.text() if self.own.isChecked() else ""

    def is_valid(self) -> bool:
        """Tell whether the answer is whole."""
        return self.goes_on.isChecked() or bool(self.letters.text())

    def _text_of_going_on(self, found: Comparison) -> str:
        text = _("They stay, and new ones go on in the company's series")
        if not found.clashes:
            return text
        clash = ngettext(
            "{count} is another's there", "{count} are others' there", found.clashes
        ).format(count=format_number(found.clashes, language()))
        return f"{text} ({clash})"

    @Slot()
    def _on_changed(self) -> None:
        self.letters.setEnabled(self.own.isChecked())
        code = f"{self.letters.text()}{self._code}"
        self.example.setText(_("{old} becomes {new}").format(old=self._code, new=code))
        self.changed.emit()
