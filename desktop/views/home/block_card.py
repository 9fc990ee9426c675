"""One block of the page "Today" on screen: head with number, the first records, or one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.style_marks import rounded
from desktop.views.theme import look
from desktop.views.widgets.result_list import Result, ResultView

LINES: Final = 5
ICON: Final = 18


class NumberButton(QToolButton):
    """The number of a block as a badge; it opens the list that was counted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = "blue"
        self.setAutoRaise(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_number(self, number: int, colour: str) -> None:
        """Show a number; none is grey."""
        self._colour = colour if number else "grey"
        self.setText(f"{number:,}".replace(",", "."))
        self.updateGeometry()
        self.update()

    # Qt's names
    def sizeHint(self) -> QSize:
        """Return the room of the badge."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(look().px(28), width + 18), look().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        ground, text = look().badge(self._colour)
        painter = QPainter(self)
        rounded(
            painter, self.rect(), ground, look().colour("accent") if self.hasFocus() else None, 2
        )
        painter.setFont(look().font("text", 600))
        painter.setPen(text)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class BlockResults(ResultView):
    """The lines of a block: marked only while the keyboard is on them."""

    # Qt's names
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the first line when the keyboard comes."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.step(1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mark nothing when it leaves."""
        super().focusOutEvent(event)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the marked record with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        else:
            super().keyPressEvent(event)


class BlockCard(QWidget):
    """A card with a head and up to five lines.

    Signals:
        list_asked: the person wants the whole list.
        action_asked: the key of the action in the head.
        chosen: the payload of a line.
    """

    list_asked = Signal()
    action_asked = Signal(str)
    chosen = Signal(object)

    def __init__(self, symbol: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = symbol
        self._action = ""
        self._picture = QLabel(self)
        self._title = QLabel(self)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.number = NumberButton(self)
        self.number.clicked.connect(self.list_asked)
        self._add = QToolButton(self)
        self._add.setAutoRaise(True)
        self._add.setIcon(icon("plus"))
        self._add.clicked.connect(self._on_add_clicked)
        self._add.hide()
        self._empty = QLabel(self)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(self._empty.palette().ColorRole.PlaceholderText)
        self.results = BlockResults(self)
        self.results.setSpacing(0)
        self.results.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.chosen.connect(self.chosen)
        self._place_parts()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _place_parts(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget in (self._picture, self._title, self._add, self.number):
            head.addWidget(widget, 1 if widget is self._title else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.results)

    def name(self, title: str, empty: str) -> None:
        """Write the head, and the sentence for when there is nothing."""
        self._title.setText(title)
        self._title.setToolTip(title)
        self._empty.setText(empty)
        self.setAccessibleName(title)
        self.results.setAccessibleName(title)

    def offer(self, action: str, tip: str) -> None:
        """Offer an action in the head."""
        self._action = action
        self._add.setVisible(bool(action))
        self._add.setToolTip(tip)
        self._add.setAccessibleName(tip)

    def show_lines(self, number: int, lines: Sequence[Result], colour: str = "blue") -> None:
        """Show how many there are, and the first of them."""
        self.number.show_number(number, colour)
        tip = _("Show the list: {title}").format(title=self._title.text())
        self.number.setToolTip(tip)
        self.number.setAccessibleName(f"{number}. {tip}")
        self.results.show_results(lines[:LINES], select=False)
        self._settle()

    def _settle(self) -> None:
        lines = len(self.results.results)
        self.results.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self.results.setFixedHeight(self.results.wanted_height(LINES) + 2)
        self.updateGeometry()

    @Slot()
    def _on_add_clicked(self) -> None:
        self.action_asked.emit(self._action)

    @Slot()
    def _on_look_changed(self) -> None:
        self._title.setFont(look().font("lead", 600))
        self._picture.setPixmap(icon(self._symbol, "accent").pixmap(ICON, ICON))
        self._settle()

    # Qt's names
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the whole list from the head."""
        self.list_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        rounded(painter, self.rect(), look().colour("base"), look().colour("border"))
        painter.end()
