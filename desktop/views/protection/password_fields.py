"""A new master password, typed twice, with a hint how well it withstands guessing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QWidget

from desktop.core.i18n import N_, _
from desktop.core.passwords import SHORTEST, Strength, strength
from desktop.views.protection.small_text import remark

HINTS: Final = {
    Strength.TOO_SHORT: N_("At least {count} characters."),
    Strength.WEAK: N_("Easy to guess. Better: several words that only you would put together."),
    Strength.FAIR: N_("This password is good."),
    Strength.STRONG: N_("This password is very good."),
}
DIFFERENT: Final = N_("The two passwords are not the same.")


class PasswordFields(QWidget):
    """Two lines for the same password.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = QLineEdit(self)
        self.again = QLineEdit(self)
        for line in (self.first, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.textChanged.connect(self._on_text_changed)
        self.shows = QCheckBox(self)
        self.shows.toggled.connect(self._on_shows_toggled)
        self.hint = remark("", self)
        self._labels = (QLabel(self), QLabel(self))
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(8)
        for label, line in zip(self._labels, (self.first, self.again), strict=True):
            label.setBuddy(line)
            layout.addRow(label, line)
        layout.addRow("", self.shows)
        layout.addRow("", self.hint)
        self.retranslate()

    def password(self) -> str:
        """Return what was typed."""
        return self.first.text()

    def is_good(self) -> bool:
        """Tell whether it is long enough and was typed twice."""
        text = self.first.text()
        return strength(text) is not Strength.TOO_SHORT and text == self.again.text()

    def focus_first(self) -> None:
        """Put the keyboard into the first line."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        texts = (_("Master password"), _("Once more"))
        for label, line, text in zip(self._labels, (self.first, self.again), texts, strict=True):
            label.setText(text)
            line.setAccessibleName(text)
        self.shows.setText(_("Show what is typed"))
        self._tell()

    def _tell(self) -> None:
        text, again = self.first.text(), self.again.text()
        if again and not text.startswith(again):
            self.hint.setText(_(DIFFERENT))
        else:
            self.hint.setText(_(HINTS[strength(text)]).format(count=SHORTEST))

    @Slot()
    def _on_text_changed(self) -> None:
        self._tell()
        self.changed.emit()

    @Slot(bool)
    def _on_shows_toggled(self, shows: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shows else QLineEdit.EchoMode.Password
        for line in (self.first, self.again):
            line.setEchoMode(mode)

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
