"""Paints the entries of a timeline, with a button on what is planned that closes it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.pages import TimelineEntry
from desktop.views.icons import pixmap
from desktop.views.items.timeline_model import TimelineModel
from desktop.views.theme import look

ROW_HEIGHT: Final = 52
ICON: Final = 18
INDENT: Final = 44
LEAST: Final = 40  # logical pixels of its height
CLOSE: Final = 28  # the side of the button
CLOSABLE: Final = frozenset({"call", "visit", "meeting"})
Index = QModelIndex | QPersistentModelIndex


def can_close(entry: TimelineEntry) -> bool:
    """Tell whether an entry is planned and can be closed with a result."""
    return entry.status == "planned" and entry.ref.entity in CLOSABLE


def close_rect(row: QRect) -> QRect:
    """Return where the button of a row stands."""
    side = look().px(CLOSE)
    return QRect(row.right() - side - 8, row.top() + (row.height() - side) // 2, side, side)


class TimelineDelegate(QStyledItemDelegate):
    """Paints an entry: its icon, title and moment, and a second line."""

    hovered = QPoint(-1, -1)

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        if not isinstance(model, TimelineModel):
            return
        entry, rect = model.entry(index.row()), option.rect
        painter.save()
        painter.fillRect(rect.adjusted(INDENT, rect.height() - 1, 0, 0), look().colour("border"))
        self._paint_icon(painter, rect, entry)
        right = 12
        if can_close(entry):
            self._paint_button(painter, close_rect(rect))
            right = rect.right() - close_rect(rect).left() + 8
        upper = QRect(rect.left() + INDENT, rect.top() + 6, rect.width() - INDENT - right, 20)
        moment = model.moment_text(index.row())
        planned = entry.status == "planned"
        if planned:
            moment = _("Planned: {moment}").format(moment=moment)
        painter.setPen(look().colour("accent" if planned else "muted"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight, moment)
        painter.setPen(look().colour("muted"))
        metrics = painter.fontMetrics()
        second = metrics.elidedText(_second(entry), Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper.translated(0, 20), Qt.AlignmentFlag.AlignLeft, second)
        room = upper.width() - metrics.horizontalAdvance(moment) - 16
        self._paint_title(painter, upper, entry.ref.title, room)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of every row."""
        return QSize(200, ROW_HEIGHT)

    def _paint_icon(self, painter: QPainter, rect: QRect, entry: TimelineEntry) -> None:
        ratio = painter.device().devicePixelRatioF()
        drawing = pixmap(entry.icon or "circle-dot", ICON, look().colours.accent, ratio)
        painter.drawPixmap(rect.left() + 12, rect.top() + (rect.height() - ICON) // 2, drawing)

    def _paint_button(self, painter: QPainter, rect: QRect) -> None:
        lit = rect.contains(self.hovered)
        ratio = painter.device().devicePixelRatioF()
        painter.setPen(look().colour("accent" if lit else "outline"))
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 4, 4)
        drawing = pixmap("check", ICON, look().colours.accent, ratio)
        inset = (rect.width() - ICON) // 2
        painter.drawPixmap(rect.left() + inset, rect.top() + inset, drawing)

    def _paint_title(self, painter: QPainter, upper: QRect, title: str, room: int) -> None:
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(look().colour("text"))
        cut = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft, cut)


class TimelineRows(QListView):
    """The list of entries.

    Signals:
        close_asked: the TimelineEntry that is to be closed.
    """

    close_asked = Signal(object)

    def __init__(self, model: TimelineModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._painter = TimelineDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(look().px(LEAST))  # or a low card squeezes the line above
        self.setAccessibleName(_("Timeline"))
        self.setAccessibleDescription(_("Space: {action}").format(action=_("Close with a result")))

    def _entry_at(self, at: QPoint) -> TimelineEntry | None:
        """Return the entry whose button is at a point."""
        index, model = self.indexAt(at), self.model()
        if not index.isValid() or not isinstance(model, TimelineModel):
            return None
        entry = model.entry(index.row())
        is_there = can_close(entry) and close_rect(self.visualRect(index)).contains(at)
        return entry if is_there else None

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close with the button."""
        entry = self._entry_at(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if entry is not None and event.button() == Qt.MouseButton.LeftButton:
            self.close_asked.emit(entry)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open with a double click, but not on the button."""
        if self._entry_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the button under the pointer."""
        super().mouseMoveEvent(event)
        self._painter.hovered = event.position().toPoint()
        over = self._entry_at(self._painter.hovered) is not None
        self.viewport().setToolTip(_("Close with a result") if over else "")
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing any more."""
        super().leaveEvent(event)
        self._painter.hovered = QPoint(-1, -1)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the current one with Space."""
        model, index = self.model(), self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid() and isinstance(model, TimelineModel):
            entry = model.entry(index.row())
            if can_close(entry):
                self.close_asked.emit(entry)
                return
        super().keyPressEvent(event)


def _second(entry: TimelineEntry) -> str:
    """Return the second line: what the title does not say yet, and who did it."""
    title = entry.ref.title.removesuffix("…").strip()
    rest = entry.text.strip().removeprefix(title)
    said = entry.text if rest == entry.text.strip() else rest.strip()
    return " · ".join(part for part in (said, entry.actor) if part)
