"""One block of the page "Today" on screen: head with number and rows, or one quiet line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.views.home.block_rows import BlockRows
from desktop.views.home.head_text import HeadText
from desktop.views.home.row_delegate import INSET, row_height
from desktop.views.icons import icon, pixmap
from desktop.views.style_marks import rounded
from desktop.views.theme import look
from desktop.views.widgets.result_list import Result

LINES: Final = 6
ICON: Final = 18
MARGIN: Final = 6  # around the rows; the head stands further in, above their texts


class NumberButton(QToolButton):
    """The number of a block as a badge; it opens the list that was counted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = "grey"
        self.setAutoRaise(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_number(self, number: int, colour: str) -> None:
        """Show a number; none is grey."""
        self._colour = colour if number else "grey"
        self.setText(format_number(number, language()))
        self.updateGeometry()
        self.update()

    # Qt's names
    def sizeHint(self) -> QSize:
        """Return the room of the badge."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(look().px(28), width + look().px(18)), look().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        ground, text = look().badge(self._colour)
        line = look().colour("accent") if self.hasFocus() or self.underMouse() else None
        painter = QPainter(self)
        rounded(painter, self.rect(), ground, line, 2 if self.hasFocus() else 1)
        painter.setFont(look().font("text", QFont.Weight.DemiBold))
        painter.setPen(text)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class BlockCard(QWidget):
    """A card with a head and up to LINES rows; one line while there is nothing.

    Signals:
        list_asked: the person wants the whole list.
        chosen: the payload of a row.
        acted: the payload of a row whose action was chosen.
        menu_asked: a global point where the menu of the block is wanted.
    """

    list_asked = Signal()
    chosen = Signal(object)
    acted = Signal(object)
    menu_asked = Signal(object)

    def __init__(self, symbol: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = symbol
        self._texts = ("", "")
        self._is_filled = True  # until the first answer: most blocks hold something
        self._picture = QLabel(self)
        self._title = HeadText(self)
        self.number = NumberButton(self)
        self.number.clicked.connect(self.list_asked)
        self.number.hide()
        self.all = QToolButton(self)  # does something with all that the block counts
        self.all.setAutoRaise(True)
        self.all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.all.hide()
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setIcon(icon("ellipsis", "muted"))
        self.more.clicked.connect(self._on_more_clicked)
        self.rows = BlockRows(self)
        self.rows.chosen.connect(self.chosen)
        self.rows.acted.connect(self.acted)
        self._place_parts()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _place_parts(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, MARGIN, 0)
        head.setSpacing(8)
        for widget in (self._picture, self._title, self.number, self.all, self.more):
            head.addWidget(widget, 1 if widget is self._title else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 8, MARGIN, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.rows)

    def name(self, title: str, empty: str) -> None:
        """Write the head, and the sentence for when there is nothing."""
        self._texts = (title, empty)
        self.setAccessibleName(title)
        self.rows.setAccessibleName(title)
        self.more.setToolTip(_("Arrange this block"))
        self.more.setAccessibleName(_("Arrange this block: {title}").format(title=title))
        self._show_title()

    def offer_for_all(self, text: str, symbol: str) -> None:
        """Offer something that is done with everything the block counts, by the button `all`."""
        self.all.setIcon(icon(symbol, "muted"))
        self.all.setToolTip(text)
        self.all.setAccessibleName(text)

    def show_rows(self, number: int, rows: Sequence[Result], colour: str = "blue") -> None:
        """Show how many there are, and the first of them."""
        self._is_filled = bool(rows)
        self.number.show_number(number, colour)
        tip = _("Show the list: {title}").format(title=self._texts[0])
        self.number.setToolTip(tip)
        self.number.setAccessibleName(f"{self.number.text()}. {tip}")
        self.number.setVisible(bool(number))
        self.rows.show_rows(rows[:LINES])
        self._settle()

    def show_failed(self, sentence: str) -> None:
        """Say why nothing can be shown."""
        self._is_filled = False
        self.number.hide()
        self.all.hide()
        self.rows.show_rows(())
        self._settle()
        self._title.setText(sentence)

    def wanted_height(self) -> int:
        """Return the height that the card has, or is likely to have before its first answer."""
        is_waiting = self._is_filled and not self.rows.results
        return self.sizeHint().height() + (LINES * row_height() if is_waiting else 0)

    def focus_widgets(self) -> list[QWidget]:
        """Return the parts that Tab goes through, in their order."""
        offered = [self.all] if self.all.toolTip() else []
        return [self.number, *offered, self.more, self.rows]

    def _settle(self) -> None:
        self.rows.setVisible(bool(self.rows.results))
        self.rows.setFixedHeight(max(1, self.rows.full_height()))
        self._show_title()
        self.updateGeometry()

    def _show_title(self) -> None:
        title, empty = self._texts
        self._title.setText(title if self._is_filled else empty)
        self._title.setToolTip(title if self._is_filled else f"{title}: {empty}")
        weight = QFont.Weight.DemiBold if self._is_filled else QFont.Weight.Normal
        self._title.setFont(look().font("lead" if self._is_filled else "text", weight))
        role = self.palette().ColorRole
        self._title.setForegroundRole(role.Text if self._is_filled else role.PlaceholderText)
        colours, side = look().colours, look().px(ICON)
        colour = colours.accent if self._is_filled else colours.muted
        self._picture.setPixmap(pixmap(self._symbol, side, colour, self.devicePixelRatioF()))

    @Slot()
    def _on_more_clicked(self) -> None:
        self.menu_asked.emit(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    @Slot()
    def _on_look_changed(self) -> None:
        self._settle()

    # Qt's names
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the block."""
        self.menu_asked.emit(QPoint(event.globalPos()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the whole list from the head."""
        if self.number.isVisible():
            self.list_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        rounded(painter, self.rect(), look().colour("base"), look().colour("border"))
        painter.end()
