"""A combo box that shows one text and opens whatever its owner wants."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QWidget


class PopupBox(QComboBox):
    """Looks like a combo box; its owner answers `popup_asked` with a menu.

    Signals:
        popup_asked: the box was clicked, or opened by a key.
    """

    popup_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem("")

    def show_text(self, text: str) -> None:
        """Show a text in the box."""
        self.setItemText(0, text)
        self.setToolTip(text)

    def popup(self, menu: QMenu) -> None:
        """Open a menu below the box."""
        menu.setMinimumWidth(self.width())
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    # Qt overrides

    def showPopup(self) -> None:
        """Ask the owner for a menu."""
        self.popup_asked.emit()
