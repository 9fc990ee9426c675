"""A list of results under a field: lines with a picture, a second text and a hint, and heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.quick_dataclass import dataclass
from desktop.views.icons import icon
from desktop.views.style_marks import rounded
from desktop.views.theme import look

Index = QModelIndex | QPersistentModelIndex
RESULT_ROLE: Final = Qt.ItemDataRole.UserRole
ICON: Final = 16
_ROOT: Final = QModelIndex()
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Result:
    """One line: what it says, a quieter second text, a hint at its right, what it stands for."""

    text: str
    detail: str = ""
    icon: str = ""
    hint: str = ""
    payload: object = None
    is_head: bool = False


class ResultModel(QAbstractListModel):
    """The lines of a result list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: tuple[Result, ...] = ()

    @property
    def results(self) -> tuple[Result, ...]:
        """All lines."""
        return self._results

    def replace(self, results: Sequence[Result]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._results = tuple(results)
        self.endResetModel()

    # Qt's names
    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._results)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line, or the words in it for screen readers."""
        result = self._results[index.row()]
        if role == RESULT_ROLE:
            return result
        if role == Qt.ItemDataRole.DisplayRole:
            return result.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (result.text, result.detail, result.hint) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads cannot be chosen."""
        if self._results[index.row()].is_head:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ResultDelegate(QStyledItemDelegate):
    """Paints a line."""

    # Qt's names
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(0, look().row_height + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint picture, text, second text and hint."""
        result = index.data(RESULT_ROLE)
        if not isinstance(result, Result):
            return
        painter.save()
        rect = option.rect.adjusted(4, 1, -4, -1)
        if result.is_head:
            _head(painter, rect.adjusted(8, 0, -8, 0), result.text)
        else:
            self._paint_line(painter, option, rect, result)
        painter.restore()

    @staticmethod
    def _paint_line(
        painter: QPainter, option: QStyleOptionViewItem, rect: QRect, result: Result
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            rounded(painter, rect, look().colour("accent_soft"), None)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, rect, look().colour("hover"), None)
        _line(painter, rect.adjusted(8, 0, -8, 0), result, selected=selected)


class ResultView(QListView):
    """Shows results; the arrow keys pass over heads.

    Signals:
        chosen: the payload of the line that was clicked or confirmed.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ResultModel(self)
        self.setModel(self._model)
        self.setItemDelegate(ResultDelegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_clicked)

    @property
    def results(self) -> tuple[Result, ...]:
        """What is shown."""
        return self._model.results

    def show_results(self, results: Sequence[Result], *, select: bool = True) -> None:
        """Show lines, and mark the first that can be chosen."""
        self._model.replace(results)
        if select:
            self.step(1)

    def step(self, by: int) -> None:
        """Mark the next (1) or previous (-1) line that can be chosen, round the end."""
        rows = [row for row, result in enumerate(self.results) if not result.is_head]
        if not rows:
            return
        current = self.currentIndex()
        at = rows.index(current.row()) + by if current.isValid() else (0 if by > 0 else -1)
        self.setCurrentIndex(self._model.index(rows[at % len(rows)]))

    def next_group(self) -> None:
        """Mark the first line below the next head, round the end."""
        heads = [row for row, result in enumerate(self.results) if result.is_head]
        below = [row for row in heads if row > self.currentIndex().row()] or heads
        if below:
            self.setCurrentIndex(self._model.index(min(below[0] + 1, len(self.results) - 1)))

    def choose(self) -> bool:
        """Choose the marked line; return whether one is marked."""
        current = self.currentIndex()
        if not current.isValid():
            return False
        self.chosen.emit(self.results[current.row()].payload)
        return True

    def wanted_height(self, most: int) -> int:
        """Return the height of all lines, but not more than `most` of them."""
        lines = min(len(self.results), most)
        return lines * (look().row_height + 4)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if not self.results[index.row()].is_head:
            self.chosen.emit(self.results[index.row()].payload)


def _head(painter: QPainter, rect: QRect, text: str) -> None:
    painter.setFont(look().font("note", 600))
    painter.setPen(look().colour("muted"))
    painter.drawText(rect.adjusted(0, 4, 0, 0), _LEFT, text)


def _line(painter: QPainter, rect: QRect, result: Result, *, selected: bool) -> None:
    quiet = look().colour("on_accent_soft" if selected else "muted")
    left, side = rect.left(), look().px(ICON)
    if result.icon:
        mode = QIcon.Mode.Selected if selected else QIcon.Mode.Normal
        box = QRect(left, rect.center().y() - side // 2 + 1, side, side)
        icon(result.icon, "muted").paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)
    left += side + 10
    right = rect.right()
    if result.hint:
        painter.setFont(look().font("note"))
        painter.setPen(quiet)
        painter.drawText(rect, _RIGHT, result.hint)
        right -= QFontMetrics(painter.font()).horizontalAdvance(result.hint) + 12
    font = look().font("text", 500)
    painter.setFont(font)
    painter.setPen(look().colour("on_accent_soft" if selected else "text"))
    metrics = QFontMetrics(font)
    text = metrics.elidedText(result.text, Qt.TextElideMode.ElideRight, right - left)
    painter.drawText(QRect(left, rect.top(), right - left, rect.height()), _LEFT, text)
    left += metrics.horizontalAdvance(text) + 12
    if result.detail and left < right:
        painter.setFont(look().font("text"))
        painter.setPen(quiet)
        room = QRect(left, rect.top(), right - left, rect.height())
        detail = QFontMetrics(painter.font()).elidedText(
            result.detail, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, detail)
