"""How a row of a block is painted: title and hint, below them the details, and the action."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from desktop.core.quick_dataclass import dataclass
from desktop.views.icons import pixmap
from desktop.views.style_marks import rounded
from desktop.views.theme import look
from desktop.views.widgets.result_list import RESULT_ROLE, Result

Index = QModelIndex | QPersistentModelIndex
INSET: Final = 10
BUTTON: Final = 28
PICTURE: Final = 16
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CUT: Final = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Offer:
    """The action of the rows: its words and picture."""

    label: str  # translated
    icon: str


class RowDelegate(QStyledItemDelegate):
    """Paints a row: title and hint, below them the details, and the action."""

    offer: Offer | None = None
    hovered = QPoint(-1, -1)  # the pointer, in coordinates of the viewport

    def action_rect(self, row: QRect) -> QRect:
        """Return where the action of a row stands; an empty one if there is none."""
        if self.offer is None:
            return QRect()
        side = look().px(BUTTON)
        return QRect(row.right() - side - 3, row.center().y() - side // 2 + 1, side, side)

    # Qt's names
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines, more where lists are roomy."""
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        result = index.data(RESULT_ROLE)
        if not isinstance(result, Result):
            return
        painter.save()
        row = option.rect.adjusted(0, 1, 0, -1)
        is_marked = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_marked or is_hovered:
            rounded(painter, row, look().colour("accent_soft" if is_marked else "hover"), None)
        inner = row.adjusted(INSET, 0, -INSET, 0)
        if self.offer is not None:
            rect = self.action_rect(row)
            self._paint_action(painter, rect, is_marked=is_marked)
            inner.setRight(rect.left() - 6)
        _paint_texts(painter, inner, result, is_marked=is_marked)
        painter.restore()

    def _paint_action(self, painter: QPainter, rect: QRect, *, is_marked: bool) -> None:
        is_hovered = rect.contains(self.hovered)
        if is_hovered:
            rounded(painter, rect, look().colour("accent"), None)
        role = "on_accent" if is_hovered else "on_accent_soft" if is_marked else "muted"
        side = look().px(PICTURE)
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap(
            self.offer.icon if self.offer else "", side, getattr(look().colours, role), ratio
        )
        corner = rect.center() - QPoint(side // 2 - 1, side // 2 - 1)
        painter.drawPixmap(corner, drawn)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell what the action does, or the whole of the texts."""
        result = index.data(RESULT_ROLE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(result, Result):
            return False
        if self.offer and self.action_rect(option.rect).contains(event.pos()):
            QToolTip.showText(event.globalPos(), self.offer.label, view)
        else:
            parts = (result.text, result.detail)
            QToolTip.showText(event.globalPos(), "\n".join(p for p in parts if p), view)
        return True


def row_height() -> int:
    """Return the height of a row of two lines."""
    return look().row_height + look().px(18)


def _paint_texts(painter: QPainter, rect: QRect, result: Result, *, is_marked: bool) -> None:
    title, note = QFontMetrics(look().font("text", 500)), QFontMetrics(look().font("note"))
    upper = QRect(rect)
    if result.detail:
        above = (rect.height() - title.height() - note.height()) // 2
        upper = QRect(rect.left(), rect.top() + above, rect.width(), title.height())
    lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), note.height())
    room = upper.width()
    painter.setFont(look().font("note"))
    painter.setPen(look().colour("on_accent_soft" if is_marked else "muted"))
    if result.detail:
        painter.drawText(lower, _LEFT, note.elidedText(result.detail, _CUT, lower.width()))
    if result.hint:
        painter.drawText(upper, _RIGHT, result.hint)
        room -= note.horizontalAdvance(result.hint) + 10
    painter.setFont(look().font("text", 500))
    painter.setPen(look().colour("on_accent_soft" if is_marked else "text"))
    painter.drawText(upper, _LEFT, title.elidedText(result.text, _CUT, room))
