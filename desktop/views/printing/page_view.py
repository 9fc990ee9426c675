"""A page of a print on the screen, and the way from page to page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.printing.pages import Pages, Paints
from desktop.views.printing.painting import painter_of
from desktop.views.printing.sheet import Letterhead
from desktop.views.theme import look

EDGE: Final = 16  # around the page
_STEPS: Final = {
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class PageView(QWidget):
    """Paints one page as large as there is room.

    Signals:
        turned: another page is shown.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = 0
        self._pages: Pages | None = None
        self._painter: Paints | None = None
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Preview"))

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages.pages) if self._pages else 0

    def show_pages(self, pages: Pages, letterhead: Letterhead) -> None:
        """Show these pages, where the last ones were open."""
        self._pages, self._words = pages, ""
        self._painter = painter_of(pages, letterhead)
        self.number = min(self.number, self.count - 1)
        self.update()
        self.turned.emit()

    def show_words(self, words: str) -> None:
        """Show a sentence in the place of pages."""
        self._pages = self._painter = None
        self._words = words
        self.update()
        self.turned.emit()

    def step(self, by: int) -> None:
        """Show a page further on."""
        number = max(0, min(self.number + by, self.count - 1))
        if number != self.number:
            self.number = number
            self.update()
            self.turned.emit()

    # Qt's names
    def sizeHint(self) -> QSize:
        """Return a size in which a page can be read."""
        return QSize(look().px(480), look().px(560))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, or the words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("rail"))
        room = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if self._pages is None or self._painter is None:
            painter.setPen(look().colour("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._words)
            return
        whole = self._pages.paper.rect
        scale = min(room.width() / whole.width(), room.height() / whole.height())
        wide, high = whole.width() * scale, whole.height() * scale
        painter.translate((self.width() - wide) / 2, (self.height() - high) / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(2, 3, wide, high), look().colour("border"))
        painter.fillRect(QRectF(0, 0, wide, high), QColor(Qt.GlobalColor.white))
        painter.scale(scale, scale)
        self._painter.paint(painter, self.number)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages by keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.step(step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step(self.count if event.key() == Qt.Key.Key_End else -self.count)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn pages by the wheel."""
        self.step(-1 if event.angleDelta().y() > 0 else 1)


class Preview(QWidget):
    """A page, with buttons to turn and the number of the page below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = PageView(self)
        self.page.turned.connect(self._on_page_turned)
        self._back = self._button("chevron-left", _("Previous page"))
        self._back.clicked.connect(self._on_back_clicked)
        self._on = self._button("chevron-right", _("Next page"))
        self._on.clicked.connect(self._on_next_clicked)
        self.label = QLabel(self)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self.label)
        row.addWidget(self._on)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page, 1)
        layout.addLayout(row)
        self._on_page_turned()

    def _button(self, picture: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    @Slot()
    def _on_back_clicked(self) -> None:
        self.page.step(-1)

    @Slot()
    def _on_next_clicked(self) -> None:
        self.page.step(1)

    @Slot()
    def _on_page_turned(self) -> None:
        number, count = self.page.number, self.page.count
        words = _("Page {page} of {count}").format(page=number + 1, count=count)
        self.label.setText(words if count else "")
        self._back.setEnabled(count > 0 and number > 0)
        self._on.setEnabled(number < count - 1)
