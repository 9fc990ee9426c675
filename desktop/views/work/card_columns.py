"""Cards in columns, for mouse and keys: chosen, dragged to another column, added."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.work.rows import PlanRow
from desktop.views.fields.edit_line import EditLine
from desktop.views.work.card_layout import Spot
from desktop.views.work.card_paint import spoken
from desktop.views.work.card_surface import CardSurface

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDEWAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UP_DOWN: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
NEAR: Final = 36  # pixels from an edge at which a drag scrolls
STEP: Final = 24


class CardColumns(CardSurface):
    """Columns with cards that are worked with.

    Signals:
        selection_changed: other cards are chosen.
        moved: rows that were dropped, the key of a column, and the card in front of which.
        opened: a card that is to be opened.
        ticked: cards that are to be finished.
        added: the key of a column, and the title of a new card.
        delete_asked: the chosen cards are to be deleted.
        menu_asked: a global point where the menu of the chosen cards is wanted.
    """

    selection_changed = Signal()
    moved = Signal(object, object, object)
    opened = Signal(object)
    ticked = Signal(object)
    added = Signal(object, object)
    delete_asked = Signal()
    menu_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: Spot | None = None
        self._pressed_at = QPoint()
        self._writes_in = -1  # the column in which a card is written
        self.line = EditLine(self.viewport())
        self.line.hide()
        self.line.entered.connect(self._on_line_entered)
        self.line.left.connect(self.close_line)
        self._scroll = QTimer(self, interval=30)
        self._scroll.timeout.connect(self._on_scroll_timeout)

    # --- choosing
    def choose(self, ids: set[uuid.UUID], current: uuid.UUID | None) -> None:
        """Choose these cards and put the keyboard on one."""
        self.chosen, self.current = set(ids), current
        self.ensure_visible(current)
        row = self.row(current)
        column, _place = self.cards.place_of(row)
        if row is not None:
            self.setAccessibleDescription(spoken(row, self.columns[column]))
        self.viewport().update()
        self.selection_changed.emit()

    def _click(self, row: PlanRow, held: Qt.KeyboardModifier) -> None:
        if held & _CONTROL:
            self.choose(self.chosen ^ {row.id}, row.id)
        elif held & _SHIFT and self.current is not None:
            self.choose(self._between(self.current, row), row.id)
        elif row.id not in self.chosen:
            self.choose({row.id}, row.id)

    def _between(self, first: uuid.UUID, row: PlanRow) -> set[uuid.UUID]:
        """Return the cards of one column from the one with the keyboard to another."""
        column, place = self.cards.place_of(row)
        other, start = self.cards.place_of(self.row(first))
        if other != column:
            return {row.id}
        low, high = sorted((start, place))
        return {card.id for card in self.columns[column].cards[low : high + 1]}

    def _step(self, across: int, down: int, held: Qt.KeyboardModifier) -> None:
        column, place = self.cards.place_of(self.row(self.current))
        if column < 0:
            cards = [card for one in self.columns for card in one.cards]
            if cards:
                self.choose({cards[0].id}, cards[0].id)
            return
        if down:
            cards_here = self.columns[column].cards
            to = cards_here[min(max(place + down, 0), len(cards_here) - 1)]
        else:
            at = column + across
            while 0 <= at < len(self.columns) and not self.columns[at].cards:
                at += across
            if not 0 <= at < len(self.columns):
                return
            to = self.columns[at].cards[min(place, len(self.columns[at].cards) - 1)]
        self.choose(self.chosen | {to.id} if held & _SHIFT else {to.id}, to.id)

    # --- moving
    def _carry(self, across: int) -> None:
        """Move the chosen cards to the column beside."""
        column, _place = self.cards.place_of(self.row(self.current))
        goal = column + across
        if column >= 0 and 0 <= goal < len(self.columns):
            self.moved.emit(self.chosen_rows(), self.columns[goal].key, None)

    def _drop(self) -> None:
        goal, rows = self.goal, list(self.dragged)
        self._end_drag()
        if goal is None or not rows:
            return
        cards = self.columns[goal.column].cards
        ids = {row.id for row in rows}
        behind = [card for card in cards[goal.before :] if card.id not in ids]
        self.moved.emit(rows, self.columns[goal.column].key, behind[0].id if behind else None)

    def _end_drag(self) -> None:
        self._scroll.stop()
        self.dragged, self.goal, self._pressed = (), None, None
        self.unsetCursor()
        self.viewport().update()

    @Slot()
    def _on_scroll_timeout(self) -> None:
        """Scroll while something is dragged near an edge."""
        view, at = self.viewport().rect(), self.pointer
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if at.x() < NEAR:
            across.setValue(across.value() - STEP)
        elif at.x() > view.width() - NEAR:
            across.setValue(across.value() + STEP)
        if at.y() < self.cards.top:
            down.setValue(down.value() - STEP)
        elif at.y() > view.height() - NEAR:
            down.setValue(down.value() + STEP)
        self.goal = self.spot_at(at)

    # --- adding
    def write_in(self, column: int) -> None:
        """Let a new card be written in a column."""
        if not 0 <= column < len(self.columns) or not self.columns[column].takes_new:
            return
        self._writes_in = column
        self.line.setGeometry(self.rect_of(self.cards.new_box(column), is_fixed=True))
        self.line.setAccessibleName(self.columns[column].title)
        self.line.clear()
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_line(self) -> None:
        """Write no card any more."""
        self._writes_in = -1
        self.line.hide()

    @Slot()
    def _on_line_entered(self) -> None:
        title, column = self.line.text().strip(), self._writes_in
        if title and column >= 0:
            self.added.emit(self.columns[column].key, title)
            self.line.clear()
        else:
            self.close_line()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a card, or write a new one."""
        spot = self.spot_at(event.position().toPoint())
        row = self.card_at(spot)
        if event.button() == Qt.MouseButton.LeftButton and spot is not None and spot.is_new:
            self.write_in(spot.column)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if row is None:
            self.choose(set(), None)
            return
        self._click(row, event.modifiers())
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._pressed_at = spot, event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the chosen cards, or follow the pointer."""
        at = event.position().toPoint()
        self.pointer = at
        if self._pressed is not None and not self.dragged:
            far = (at - self._pressed_at).manhattanLength()
            rows = [row for row in self.chosen_rows() if row.may_edit]
            if far >= QApplication.startDragDistance() and rows:
                self.dragged = tuple(rows)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._scroll.start()
        if self.dragged:
            self.goal = self.spot_at(at)
        else:
            self.hovered = self.spot_at(at)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what is carried; a click on one of several chosen cards chooses it alone."""
        if self.dragged:
            self._drop()
        elif self._pressed is not None and not event.modifiers():
            row = self.card_at(self._pressed)
            self._pressed = None
            if row is not None and self.chosen != {row.id}:
                self.choose({row.id}, row.id)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a card."""
        row = self.card_at(self.spot_at(event.position().toPoint()))
        if row is not None:
            self._end_drag()
            self.opened.emit(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen cards."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            column, place = self.cards.place_of(self.row(self.current))
            box = self.cards.card_box(max(column, 0), max(place, 0))
            self.menu_asked.emit(self.viewport().mapToGlobal(self.rect_of(box).center()))
            return
        self.menu_asked.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the cards from the program's shortcuts."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the cards, carry them, open, tick and delete them."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _SIDEWAYS and held & _CONTROL:
            self._carry(_SIDEWAYS[key])
        elif key in _SIDEWAYS or key in _UP_DOWN:
            self._step(_SIDEWAYS.get(key, 0), _UP_DOWN.get(key, 0), held)
        elif key == Qt.Key.Key_Escape:
            self._give_up(event)
        elif self.chosen and self._do(key):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _give_up(self, event: QKeyEvent) -> None:
        if self.dragged:
            self._end_drag()
        elif self.line.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # the line closes as it is left
        else:
            super().keyPressEvent(event)

    def _do(self, key: Qt.Key) -> bool:
        """Do what a key means for the chosen cards; tell whether it means something."""
        row = self.row(self.current)
        if key in _ENTER and row is not None:
            self.opened.emit(row)
        elif key == Qt.Key.Key_Space:
            self.ticked.emit(self.chosen_rows())
        elif key == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()


def _is_own(event: QKeyEvent) -> bool:
    """Tell whether a key means something on the cards."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in _SIDEWAYS and held == _CONTROL:
        return True
    own = (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Delete)
    return key in own and held == Qt.KeyboardModifier.NoModifier
