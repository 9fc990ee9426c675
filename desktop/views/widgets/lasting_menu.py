"""A menu that stays open while entries are ticked, so that several can be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent

from desktop.views.widgets.roomy_menu import RoomyMenu


class LastingMenu(RoomyMenu):
    """Closes for ordinary entries, stays for those that are ticked."""

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        action = self.actionAt(event.position().toPoint())
        if _is_ticked(action):
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space without closing."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and _is_ticked(action):
            action.trigger()
        else:
            super().keyPressEvent(event)


def _is_ticked(action: QAction | None) -> bool:
    """Tell whether an entry can be ticked; there is none between entries."""
    return action is not None and action.isCheckable() and action.isEnabled()
