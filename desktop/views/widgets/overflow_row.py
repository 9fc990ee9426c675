"""Buttons on one line; those for which there is no room stand in a menu at its end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.widgets.roomy_menu import RoomyMenu

GAP: Final = 6


class OverflowRow(QWidget):
    """Places its buttons from the left, in the order in which they were added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[QToolButton, bool] = {}  # whether it is offered now
        self._more = QToolButton(self)
        self._more.setIcon(icon("ellipsis"))
        self._more.setProperty("outlined", True)
        self._more.setToolTip(_("More commands"))
        self._more.setAccessibleName(_("More commands"))
        self._more.clicked.connect(self._on_more_clicked)
        self._more.hide()
        self._menu = RoomyMenu(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, button: QToolButton) -> None:
        """Take a button in, at the end."""
        button.setParent(self)
        self._buttons[button] = True
        self._arrange()

    def offer(self, button: QToolButton, *, is_offered: bool) -> None:
        """Show a button of the row, or leave it out."""
        if self._buttons[button] != is_offered:
            self._buttons[button] = is_offered
            self.updateGeometry()
            self._arrange()

    def offered(self) -> list[QToolButton]:
        """Return the buttons that are to be reached, on the line or in the menu."""
        return [button for button, is_offered in self._buttons.items() if is_offered]

    def line_width(self) -> int:
        """Return the width in which all of them stand on the line."""
        widths = [button.sizeHint().width() + GAP for button in self.offered()]
        return max(0, sum(widths) - GAP)

    def _arrange(self) -> None:
        offered = self.offered()
        room = self.width()
        if self.line_width() > room:
            room -= self._more.sizeHint().width() + GAP
        left, placed = 0, 0
        for button in offered:
            size = button.sizeHint()
            if left + size.width() > room:
                break
            button.setGeometry(left, 0, size.width(), self.height())
            left, placed = left + size.width() + GAP, placed + 1
        shown = set(offered[:placed])
        for button in self._buttons:
            button.setVisible(button in shown)
        self._more.setGeometry(left, 0, self._more.sizeHint().width(), self.height())
        self._more.setVisible(placed < len(offered))

    @Slot()
    def _on_more_clicked(self) -> None:
        self._menu.clear()
        for button in self.offered():
            if button.isHidden():
                entry = self._menu.addAction(button.icon(), button.text())
                entry.setEnabled(button.isEnabled())
                entry.triggered.connect(button.click)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return one line with everything on it."""
        return QSize(self.line_width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of the menu alone."""
        return QSize(self._more.sizeHint().width(), self._height())

    def _height(self) -> int:
        return max(button.sizeHint().height() for button in (self._more, *self._buttons))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons anew."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow font and density."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._arrange()
