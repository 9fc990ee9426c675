"""Of a time that repeats: is only it meant, it and the following ones, or the whole series?"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.recurrence.scopes import SCOPE_LABELS, Scope
from desktop.views.dialogs import show
from desktop.views.theme import look

KEYS: Final = {
    Qt.Key.Key_1: Scope.THIS,
    Qt.Key.Key_2: Scope.FOLLOWING,
    Qt.Key.Key_3: Scope.ALL,
}


class ScopeDialog(QDialog):
    """Three answers; Enter takes the first, Esc leaves everything as it was."""

    def __init__(self, title: str, deed: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(deed)
        self._buttons = {
            scope: QRadioButton(_(label), self) for scope, label in SCOPE_LABELS.items()
        }
        self._buttons[Scope.THIS].setChecked(True)
        head = QLabel(title, self)
        head.setFont(look().font("lead", QFont.Weight.DemiBold))
        head.setWordWrap(True)
        told = QLabel(_("This appointment repeats. What is meant?"), self)
        told.setForegroundRole(told.palette().ColorRole.PlaceholderText)
        box = QDialogButtonBox(self)
        box.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(head)
        layout.addWidget(told)
        for button in self._buttons.values():
            layout.addWidget(button)
        layout.addSpacing(8)
        layout.addWidget(box)
        self.setMinimumWidth(look().px(360))
        self._buttons[Scope.THIS].setFocus()

    @property
    def scope(self) -> Scope:
        """What was chosen."""
        return next(scope for scope, button in self._buttons.items() if button.isChecked())

    @Slot()
    def choose(self, scope: Scope) -> None:
        """Tick an answer."""
        self._buttons[scope].setChecked(True)

    # Qt's names
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digits."""
        scope = KEYS.get(Qt.Key(event.key()))
        if scope is None:
            super().keyPressEvent(event)
        else:
            self.choose(scope)


async def ask_scope(title: str, deed: str, parent: QWidget | None) -> Scope | None:
    """Return what is meant; None to leave everything as it is."""
    dialog = ScopeDialog(title, deed, parent)
    return dialog.scope if await show(dialog) else None
