"""The list of suggestions below a line of text; it never takes the cursor away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.views.theme import look

MOST_ROWS: Final = 50
SHOWN_ROWS: Final = 10
_DETAIL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_MOVES: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -SHOWN_ROWS,
    Qt.Key.Key_PageDown: SHOWN_ROWS,
}
_PICKS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row: what is taken, a muted second text, and what it stands for."""

    text: str
    detail: str = ""
    data: object = None
    eager: bool = True  # chosen by Enter without the arrow keys, if it is the first


class SuggestionList(QListWidget):
    """At most 50 suggestions below a line; keys go through the line.

    Signals:
        picked: the Suggestion that the person took.
    """

    picked = Signal(object)

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._window: QWidget | None = None
        self._suggestions: tuple[Suggestion, ...] = ()
        self._waiting = False  # for suggestions that fit what was typed last
        self._take_next = False
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_TwoTexts(self))
        self.setAccessibleName(_("Suggestions"))
        self.itemClicked.connect(self._on_item_clicked)
        line.installEventFilter(self)

    def offer(self, suggestions: Sequence[Suggestion], chosen: str = "") -> None:
        """Show the suggestions, or hide if there are none.

        Of a list beside what was `chosen` before, that is the row to begin at, or none is.
        """
        self._suggestions = tuple(suggestions[:MOST_ROWS])
        take_now, self._take_next, self._waiting = self._take_next, False, False
        self.clear()
        if not self._suggestions or not self._line.isVisible():
            self.hide()
            return
        for suggestion in self._suggestions:
            item = QListWidgetItem(suggestion.text, self)
            item.setData(_DETAIL_ROLE, suggestion.detail)
        texts = [suggestion.text for suggestion in self._suggestions]
        first = 0 if self._suggestions[0].eager else -1
        before = texts.index(chosen) if chosen in texts else -1
        self.setCurrentRow(before if chosen else first)
        self._place()
        self._watch(self._line.window())
        self.show()
        if take_now and self._suggestions[0].eager:
            self._take(self._suggestions[0])

    def wait(self) -> None:
        """Take nothing more from the rows shown: others are on their way.

        An Enter meanwhile takes the first of those.
        """
        self._waiting = True
        self.setCurrentRow(-1)

    def forget(self) -> None:
        """Close the list and await nothing."""
        self._waiting = self._take_next = False
        self.hide()

    def current(self) -> Suggestion | None:
        """Return the suggestion that Enter would take, if the list is open."""
        row = self.currentRow()
        is_one = self.isVisible() and 0 <= row < len(self._suggestions)
        return self._suggestions[row] if is_one else None

    def _place(self) -> None:
        rows = min(len(self._suggestions), SHOWN_ROWS)
        height = rows * self.sizeHintForRow(0) + 2 * self.frameWidth()
        width = max(self._line.width(), look().px(320))
        area = self._line.screen().availableGeometry()
        corner = self._line.mapToGlobal(QPoint(0, self._line.height()))
        y = corner.y()
        if y + height > area.bottom():
            y = self._line.mapToGlobal(QPoint(0, 0)).y() - height
        x = max(area.left(), min(corner.x(), area.right() - width))
        self.setGeometry(x, y, width, height)

    def _watch(self, window: QWidget) -> None:
        if self._window is not window:
            window.installEventFilter(self)
            self._window = window

    def _take(self, suggestion: Suggestion) -> None:
        self.hide()
        self.picked.emit(suggestion)

    @Slot(QListWidgetItem)
    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._take(self._suggestions[self.row(item)])

    def _on_key(self, event: QKeyEvent) -> bool:
        """Return whether the list used up a key of the line."""
        key = Qt.Key(event.key())
        if key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            row = self.currentRow() + _MOVES[key]
            self.setCurrentRow(max(0, min(row, self.count() - 1)))
            return True
        if key == Qt.Key.Key_Escape:
            self.forget()
            return True
        if self._waiting and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_next = True
            return True
        suggestion = self.current()
        if key in _PICKS and suggestion is not None:
            self._take(suggestion)
            return key != Qt.Key.Key_Tab  # which also goes on to the next field
        return False

    def _filter_key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._is_ours(event):
                event.accept()  # or Escape would go to the window's shortcut
            return False
        return event.type() == QEvent.Type.KeyPress and self._on_key(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        return key in _MOVES or key in _PICKS or key == Qt.Key.Key_Escape

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys from the line while the list is open; close with line and window."""
        if watched is not self._line and watched is not self._window:
            return super().eventFilter(watched, event)
        if not self.isVisible():
            return False
        if watched is self._line and isinstance(event, QKeyEvent):
            return self._filter_key(event)
        if event.type() in _CLOSING[watched is self._line]:
            self.hide()
        return False


_CLOSING: Final = {
    True: {QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move},
    False: {
        QEvent.Type.Hide,
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.WindowDeactivate,
        QEvent.Type.Close,
    },
}


class _TwoTexts(QStyledItemDelegate):
    """Draws the text of a suggestion and, muted behind it, its detail."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        painter.save()
        palette: QPalette = option.palette
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, palette.highlight())
        inner = area.adjusted(8, 0, -8, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(flags), shown)
        rest = inner.adjusted(metrics.horizontalAdvance(shown) + 12, 0, 0, 0)
        detail = str(index.data(_DETAIL_ROLE) or "")
        if detail and rest.width() > metrics.averageCharWidth() * 4:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            cut = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, int(flags), cut)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a list's row."""
        return QSize(0, look().row_height)
