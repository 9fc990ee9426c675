"""Asks for the password of an account."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from desktop.core.i18n import _
from desktop.views.dialogs import show
from desktop.views.theme import look

WIDTH: Final = 380


class PasswordDialog(QDialog):
    """One hidden line."""

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Password"))
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(_("Password"))
        words = QLabel(_("The password of {address}:").format(address=address), self)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QFormLayout(self)
        layout.addRow(words)
        layout.addRow(self.line)
        layout.addRow(buttons)
        self.setMinimumWidth(look().px(WIDTH))


async def ask_password(address: str, parent: QWidget) -> str:
    """Return what was typed; "" if the person thought better of it."""
    dialog = PasswordDialog(address, parent)
    return dialog.line.text() if await show(dialog) else ""
