"""Chips: small round buttons that are switched on, opened, or taken away."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.views.icons import pixmap
from desktop.views.theme import look

PADDING: Final = 10
MARK: Final = 14
GAP: Final = 4
LONGEST: Final = 260  # pixels of its text at 100 %
FOCUS: Final = 1.5


class ChipMark(Enum):
    """What stands at the end of a chip."""

    NOTHING = auto()
    OPENS = auto()  # a list of values
    REMOVES = auto()  # the chip, or what it holds


class Chip(QAbstractButton):
    """A text in a round frame; filled while it is on.

    Signals:
        removed: the mark that takes it away was clicked, or Delete pressed.
    """

    removed = Signal()

    def __init__(
        self, text: str, mark: ChipMark = ChipMark.NOTHING, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mark = mark
        self._is_on = False
        self._is_under_pointer = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    @property
    def is_on(self) -> bool:
        """Whether it is filled."""
        return self._is_on

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setAccessibleName(text)
        metrics = self.fontMetrics()
        is_long = metrics.horizontalAdvance(text) > look().px(LONGEST)
        self.setToolTip(text if is_long else "")
        self.updateGeometry()
        self.update()

    def show_state(self, *, on: bool, mark: ChipMark | None = None) -> None:
        """Fill it or not, with another mark at its end."""
        self._is_on = on
        self._mark = mark or self._mark
        self.setAccessibleDescription(_("switched on") if on else "")
        self.updateGeometry()
        self.update()

    def _mark_rect(self) -> QRect:
        side = look().px(MARK)
        return QRect(
            self.width() - look().px(PADDING) - side + 3, (self.height() - side) // 2, side, side
        )

    def _shown_text(self) -> str:
        limit = look().px(LONGEST)
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, limit)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the room of text and mark."""
        now = look()
        mark = 0 if self._mark is ChipMark.NOTHING else now.px(MARK) + GAP - 3
        width = self.fontMetrics().horizontalAdvance(self._shown_text())
        return QSize(width + 2 * now.px(PADDING) + mark, self.fontMetrics().height() + now.px(8))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a chip is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, text and mark."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        ground = "accent_soft" if self._is_on else "hover" if self._is_under_pointer else "base"
        line = "accent" if self._is_on or self.hasFocus() else "outline"
        painter.setPen(QPen(now.colour(line), FOCUS if self.hasFocus() else 1))
        painter.setBrush(now.colour(ground))
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        ink = "on_accent_soft" if self._is_on else "text"
        painter.setPen(now.colour(ink))
        inner = self.rect().adjusted(now.px(PADDING), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, flags, self._shown_text())
        if self._mark is not ChipMark.NOTHING:
            name = "x" if self._mark is ChipMark.REMOVES else "chevron-down"
            colour = getattr(now.colours, ink if self._is_on else "muted")
            rect = self._mark_rect()
            drawn = pixmap(name, rect.width(), colour, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(rect.x(), rect.y()), drawn)
        painter.end()

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        """Take away, or click."""
        on_mark = self._mark_rect().adjusted(-3, -3, 3, 3).contains(e.position().toPoint())
        if self._mark is ChipMark.REMOVES and on_mark and self.isDown():
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(e)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Take away with Delete, click with Enter."""
        key = Qt.Key(e.key())
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._mark is ChipMark.REMOVES:
            self.removed.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(e)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self._is_under_pointer = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Fade."""
        self._is_under_pointer = False
        self.update()
