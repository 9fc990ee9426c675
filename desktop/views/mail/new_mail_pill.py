"""The pill over the list that says how many messages came above, and leads there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from desktop.core.i18n import ngettext
from desktop.views.mail.list_view import MailList
from desktop.views.theme import look

MARGIN: Final = 8
PADDING: Final = 14


class NewMailPill(QAbstractButton):
    """Shown while messages that came above were not looked at."""

    def __init__(self, view: MailList) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._count = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)
        view.came_above.connect(self.add)
        view.scrolled_to_top.connect(self.forget)
        view.viewport().installEventFilter(self)
        self.hide()

    @Slot(object)
    def add(self, count: int) -> None:
        """Tell of so many more messages above."""
        self._count += count
        words = ngettext("{count} new message ↑", "{count} new messages ↑", self._count)
        self.setText(words.format(count=self._count))
        self.setAccessibleName(self.text())
        self._place()
        self.show()
        self.raise_()

    @Slot()
    def forget(self) -> None:
        """Tell of nothing: the person saw them, or another list is shown."""
        self._count = 0
        self.hide()

    def _place(self) -> None:
        now, metrics = look(), self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * now.px(PADDING)
        left = (self._view.viewport().width() - width) // 2
        self.setGeometry(left, MARGIN, width, metrics.height() + now.px(10))

    @Slot()
    def _on_clicked(self) -> None:
        self._view.scrollToTop()
        self.forget()

    # Qt's names
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle, at the top."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill in the accent."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent"))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(now.colour("on_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
