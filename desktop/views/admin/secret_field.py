"""A password that an administrator gives to somebody: shown, suggested, copied."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop.core.first_logins import first_password
from desktop.core.i18n import _
from desktop.views.icons import icon


class SecretField(QWidget):
    """Begins with a suggestion; it is not hidden, as it is to be passed on.

    Signals:
        changed: the password is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit(first_password(), self)
        self.again = self._button("dices", _("Suggest another"))
        self.copy = self._button("copy", _("Copy"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.again)
        layout.addWidget(self.copy)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)
        self.again.clicked.connect(self._on_again_clicked)
        self.copy.clicked.connect(self._on_copy_clicked)

    def text(self) -> str:
        """Return the password."""
        return self.line.text()

    def _button(self, drawing: str, text: str) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(drawing))
        made.setToolTip(text)
        made.setAccessibleName(text)
        return made

    @Slot()
    def _on_again_clicked(self) -> None:
        self.line.setText(first_password())

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())
