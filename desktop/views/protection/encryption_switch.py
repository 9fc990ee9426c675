"""The switch that encrypts the data of a new profile, with what it protects and costs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.protection.small_text import remark

INDENT: Final = 19


class EncryptionSwitch(QWidget):
    """Off at first, and hidden where nothing can be encrypted.

    Signals:
        changed: it was switched.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self)
        self.box.toggled.connect(self.changed)
        self._words = remark("", self)
        self._words.setContentsMargins(INDENT, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INDENT, 0, 0, 8)
        layout.setSpacing(2)
        layout.addWidget(self.box)
        layout.addWidget(self._words)
        self.hide()
        self.retranslate()

    def is_on(self) -> bool:
        """Tell whether the data are to be encrypted."""
        return self.box.isChecked()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.box.setText(_("Encrypt the data on this computer"))
        sentence = _(
            "Nobody reads them on a lost computer or disk; the program becomes somewhat slower."
        )
        self._words.setText(sentence)
        self.box.setAccessibleDescription(sentence)

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
