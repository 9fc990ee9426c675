"""The rows of the reminder window: picture, title and how near it is, below them the details."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.entities import get_entity
from desktop.core.quick_dataclass import dataclass
from desktop.core.reminders.wheel import Due
from desktop.views.icons import icon
from desktop.views.notices.due_words import due_text, is_over
from desktop.views.style_marks import rounded
from desktop.views.theme import look

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
PICTURE: Final = 20
INSET: Final = 12
_ROOT: Final = QModelIndex()
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CUT: Final = Qt.TextElideMode.ElideRight
_BIRTHDAY: Final = "cake"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row, with its words."""

    due: Due
    title: str
    detail: str
    hint: str
    icon: str
    is_over: bool


def due_row(due: Due, now: datetime) -> DueRow:
    """Return how a due reads at a moment."""
    occasion = due.occasion
    facts = get_entity(occasion.entity)
    symbol = _BIRTHDAY if occasion.field == "birth_on" else facts.icon
    detail = " · ".join(occasion.details)
    return DueRow(
        due, occasion.title, detail, due_text(occasion, now), symbol, is_over(occasion, now)
    )


class DueModel(QAbstractListModel):
    """The dues as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[DueRow, ...] = ()

    def replace(self, rows: Sequence[DueRow]) -> None:
        """Show other rows; if the same things are shown, only their words are new."""
        if [row.due.keys for row in rows] == [row.due.keys for row in self.rows]:
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    # Qt's names
    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or its words for screen readers."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (row.title, row.detail, row.hint) if part)
        return None


class DueDelegate(QStyledItemDelegate):
    """Paints a row."""

    # Qt's names
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines."""
        return QSize(0, look().row_height + look().px(20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, picture and words."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, DueRow):
            return
        painter.save()
        rect = option.rect.adjusted(4, 1, -4, -1)
        is_marked = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_marked:
            rounded(painter, rect, look().colour("accent_soft"), None)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, rect, look().colour("hover"), None)
        side = look().px(PICTURE)
        inner = rect.adjusted(INSET, 0, -INSET, 0)
        box = QRect(inner.left(), inner.center().y() - side // 2 + 1, side, side)
        role = "on_accent_soft" if is_marked else "danger" if row.is_over else "accent"
        icon(row.icon, role).paint(painter, box)
        inner.setLeft(box.right() + INSET)
        _paint_words(painter, inner, row, is_marked=is_marked)
        painter.restore()


def _paint_words(painter: QPainter, rect: QRect, row: DueRow, *, is_marked: bool) -> None:
    title, note = QFontMetrics(look().font("text", 600)), QFontMetrics(look().font("note"))
    upper = QRect(rect)
    if row.detail:
        above = (rect.height() - title.height() - note.height()) // 2
        upper = QRect(rect.left(), rect.top() + above, rect.width(), title.height())
    lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), note.height())
    quiet = look().colour("on_accent_soft" if is_marked else "muted")
    painter.setFont(look().font("note"))
    painter.setPen(quiet)
    painter.drawText(lower, _LEFT, note.elidedText(row.detail, _CUT, lower.width()))
    if row.is_over and not is_marked:
        painter.setPen(look().colour("danger"))
    painter.drawText(upper, _RIGHT, row.hint)
    room = upper.width() - note.horizontalAdvance(row.hint) - INSET
    painter.setFont(look().font("text", 600))
    painter.setPen(look().colour("on_accent_soft" if is_marked else "text"))
    painter.drawText(upper, _LEFT, title.elidedText(row.title, _CUT, room))


class DueList(QListView):
    """The rows; several can be marked at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due_model = DueModel(self)
        self.setModel(self.due_model)
        self.setItemDelegate(DueDelegate(self))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def marked(self) -> list[DueRow]:
        """Return the marked rows in their order."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.due_model.rows[place] for place in places]

    def show_rows(self, rows: Sequence[DueRow]) -> None:
        """Show other rows; what was marked stays so, else the mark stays in its place."""
        keys = {row.due.keys for row in self.marked()}
        place = self.currentIndex().row()
        self.due_model.replace(rows)
        if not rows or self.selectionModel().hasSelection():
            return
        kept = [at for at, row in enumerate(rows) if row.due.keys in keys]
        for at in kept or [min(max(place, 0), len(rows) - 1)]:
            flag = QItemSelectionModel.SelectionFlag.Select
            self.selectionModel().setCurrentIndex(self.due_model.index(at), flag)
