"""Chooses anew what opens an encrypted profile: after a recovery, or because a person wants to."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.protection.opening_choice import OpeningChoice
from desktop.views.protection.small_text import heading
from desktop.views.theme import look

WIDTH = 460


class OpeningDialog(QDialog):
    """Accepted, `password` tells what was chosen."""

    def __init__(
        self, parent: QWidget | None = None, *, has_safe: bool, wants_password: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Encryption of the data"))
        self.choice = OpeningChoice(self)
        self.choice.know_safe(has_safe=has_safe)
        self.choice.asks.setChecked(wants_password)
        self.choice.changed.connect(self._on_choice_changed)
        box = QDialogButtonBox(self)
        self.save = box.addButton(_("Use it from now on"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.later = box.addButton(_("Not now"), QDialogButtonBox.ButtonRole.RejectRole)
        self.later.setAutoDefault(False)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(heading(_("What opens these data from now on?"), self))
        layout.addWidget(self.choice)
        layout.addStretch(1)
        layout.addWidget(box)
        self.setMinimumWidth(look().px(WIDTH))
        self._on_choice_changed()
        self.choice.focus_first()

    def password(self) -> str:
        """Return the master password; "" if the keyring is to open the data."""
        return self.choice.password()

    @Slot()
    def _on_choice_changed(self) -> None:
        self.save.setEnabled(self.choice.is_answered())
