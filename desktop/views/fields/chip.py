"""One of several records chosen, as a small rounded label that can be taken away."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.theme import look

_REMOVING: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_SIDE: Final = 8  # before the text and behind the cross
_CROSS: Final = 12
_WIDEST: Final = 240


class Chip(QAbstractButton):
    """One tag; clicking it, Delete or Backspace takes it away.

    Signals:
        unwanted: the id of its record.
    """

    unwanted = Signal(object)

    def __init__(self, tag: uuid.UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag = tag
        self._cross = icon("x", "on_grey")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_title("…")
        self.clicked.connect(self._on_clicked)

    def show_title(self, title: str) -> None:
        """Show the title of the record."""
        width = look().px(_WIDEST)
        shown = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, width)
        self.setText(shown)
        self.setToolTip(title if shown != title else "")
        self.setAccessibleName(_("Remove {title}").format(title=title))
        self.updateGeometry()

    @Slot()
    def _on_clicked(self) -> None:
        if self.isEnabled():
            self.unwanted.emit(self.tag)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the tag away by the keys that delete."""
        if Qt.Key(event.key()) in _REMOVING:
            self._on_clicked()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the room for the title and, where it can be taken away, the cross."""
        text = self.fontMetrics().horizontalAdvance(self.text())
        cross = _CROSS + 4 if self.isEnabled() else 0
        return QSize(text + 2 * _SIDE + cross, self.fontMetrics().height() + look().px(10))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a chip is not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a rounded label with the cross behind its title."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, text = look().badge("")
        if self.underMouse() and self.isEnabled():
            ground = look().colour("pressed")
        area = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look().colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(text)
        inner = area.adjusted(_SIDE - 1, 0, -_SIDE, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.isEnabled():
            top = area.center().y() - _CROSS // 2 + 1
            self._cross.paint(painter, QRect(inner.right() - _CROSS + 3, top, _CROSS, _CROSS))
