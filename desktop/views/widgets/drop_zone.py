"""A place onto which one file is dropped, or where it is chosen by a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.views.icons import icon
from desktop.views.theme import look

PICTURE = 40
HEIGHT, HIGHEST = 190, 260
RADIUS = 10


class DropZone(QWidget):
    """Shows where to drop a file; the border answers while one hovers over it.

    Signals:
        dropped: the path of a file.
        browse_asked: the button was pressed.
    """

    dropped = Signal(str)
    browse_asked = Signal()

    def __init__(
        self,
        texts: tuple[str, str, str],
        file_in: Callable[[QMimeData], str],
        parent: QWidget | None = None,
    ) -> None:
        """Show title, button and note of `texts`; `file_in` picks the file of what is dropped."""
        super().__init__(parent)
        self._file_in = file_in
        self._is_hovered = False
        self.setAcceptDrops(True)
        self._picture = QLabel(self)
        title, browse, note = (
            QLabel(texts[0], self),
            QPushButton(texts[1], self),
            QLabel(texts[2]),
        )
        title.setFont(look().font("lead", QFont.Weight.DemiBold))
        note.setFont(look().font("note"))
        note.setForegroundRole(note.palette().ColorRole.PlaceholderText)
        self.button = browse
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.browse_asked)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        for widget in (self._picture, title, browse, note):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setMinimumHeight(look().px(HEIGHT))
        self.setMaximumHeight(look().px(HIGHEST))
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    @Slot()
    def _on_look_changed(self) -> None:
        side = look().px(PICTURE)
        self._picture.setPixmap(icon("file-spreadsheet", "accent", side).pixmap(side, side))

    def _hover(self, is_hovered: bool) -> None:
        self._is_hovered = is_hovered
        self.update()

    # Qt's names
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that fits."""
        if self._file_in(event.mimeData()):
            event.acceptProposedAction()
            self._hover(is_hovered=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._hover(is_hovered=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which file was dropped."""
        self._hover(is_hovered=False)
        path = self._file_in(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a dashed border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look().colour("accent" if self._is_hovered else "outline"), 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look().colour("accent_soft" if self._is_hovered else "base"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
