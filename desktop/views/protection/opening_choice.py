"""What opens an encrypted profile: the system's keyring, or a master password at each start."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.protection.password_fields import PasswordFields
from desktop.views.protection.small_text import words


class OpeningChoice(QWidget):
    """Where there is a keyring it opens the data, unless a password is wanted all the same.

    Signals:
        changed: something was chosen or typed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_safe: bool | None = None
        self._words = words("", self)
        self.asks = QCheckBox(self)
        self.asks.toggled.connect(self._on_asks_toggled)
        self.fields = PasswordFields(self)
        self.fields.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        layout.addWidget(self.asks)
        layout.addWidget(self.fields)
        layout.addStretch(1)
        self.retranslate()

    def know_safe(self, *, has_safe: bool) -> None:
        """Show the choice, now that it is known whether this computer has a keyring."""
        self._has_safe = has_safe
        self.retranslate()
        self.changed.emit()

    def is_answered(self) -> bool:
        """Tell whether one can go on."""
        if self._has_safe is None:
            return False
        return not self._wants_password() or self.fields.is_good()

    def password(self) -> str:
        """Return the master password; "" if the keyring is to open the data."""
        return self.fields.password() if self._wants_password() else ""

    def focus_first(self) -> None:
        """Put the keyboard where something is to be done."""
        if self._wants_password():
            self.fields.focus_first()
        else:
            self.asks.setFocus()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.asks.setText(_("Also ask for a password at every start"))
        if self._has_safe is None:
            self._words.setText(_("Looking for the keyring of this computer…"))
        elif self._has_safe:
            sentence = _(
                "The key lies in the keyring of this computer. Whoever is signed in here "
                "as you opens the data without another password."
            )
            self._words.setText(sentence)
        else:
            sentence = _(
                "This computer has no keyring for the key, so a master password opens "
                "the data at every start."
            )
            self._words.setText(sentence)
        self.asks.setVisible(self._has_safe is True)
        self.fields.setVisible(self._has_safe is not None and self._wants_password())

    def _wants_password(self) -> bool:
        return self._has_safe is False or self.asks.isChecked()

    @Slot()
    def _on_asks_toggled(self) -> None:
        self.retranslate()
        if self.fields.isVisible():
            self.fields.focus_first()
        self.changed.emit()

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
