"""The step in which the recovery key is shown, and typed in part to prove that it was kept."""

from __future__ import annotations

import secrets

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.recovery_key import GROUP, GROUPS, tidy
from desktop.views.jobs import Jobs
from desktop.views.protection.recovery_sheet import RecoverySheet
from desktop.views.protection.small_text import words
from desktop.views.theme import look

ASKED = 2
LINE_WIDTH = 90


class RecoveryPage(QWidget):
    """Shows the key of a new profile.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = sorted(secrets.SystemRandom().sample(range(GROUPS), ASKED))
        self.sheet = RecoverySheet(jobs, self)
        self._words = words("", self)
        self.lines = [QLineEdit(self) for _at in self.asked]
        self._labels = [QLabel(self) for _at in self.asked]
        row = QHBoxLayout()
        row.setSpacing(8)
        for label, line in zip(self._labels, self.lines, strict=True):
            label.setBuddy(line)
            line.setMaxLength(GROUP + 3)
            line.setFixedWidth(look().px(LINE_WIDTH))
            line.textChanged.connect(self.changed)
            row.addWidget(label)
            row.addWidget(line)
            row.addSpacing(16)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.sheet)
        layout.addWidget(self._words)
        layout.addLayout(row)
        layout.addStretch(1)
        self.retranslate()

    def show_key(self, key: bytes) -> None:
        """Show the key; what was typed for another one counts no more."""
        self.sheet.show_key(key)

    def is_answered(self) -> bool:
        """Tell whether both groups were typed as they are."""
        groups = self.sheet.groups()
        return len(groups) == GROUPS and all(
            tidy(line.text()) == groups[at] for at, line in zip(self.asked, self.lines, strict=True)
        )

    def focus_first(self) -> None:
        """Put the keyboard into the first group."""
        self.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        first, second = (at + 1 for at in self.asked)
        sentence = _("Write it down, save or print it; then type groups {first} and {second} here.")
        self._words.setText(sentence.format(first=first, second=second))
        for at, label, line in zip(self.asked, self._labels, self.lines, strict=True):
            label.setText(_("Group {number}").format(number=at + 1))
            line.setAccessibleName(label.text())

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
