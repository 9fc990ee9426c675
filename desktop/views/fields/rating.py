"""The editor of one to five stars: clicked, or typed as a digit."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.kinds.measures import MOST_STARS
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.theme import look

SIDE: Final = 26  # of the square of one star, in logical pixels
_INNER: Final = 0.42  # of a star's inner corners, as a part of the outer
_STEPS: Final = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
}
_CLEARING: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class StarBar(QSlider):
    """Five stars, the first of them filled; to screen readers a slider from 0 to 5.

    Signals:
        chosen: the number of stars that the person gave; 0 takes the rating away.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, MOST_STARS)
        self.is_readonly = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look().changed.connect(self.update)

    @property
    def stars(self) -> int:
        """How many are filled."""
        return self.value()

    def _choose(self, stars: int) -> None:
        if not self.is_readonly and 0 <= stars <= MOST_STARS and stars != self.stars:
            self.setValue(stars)
            self.chosen.emit(stars)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the room of five stars, as high as a line."""
        return QSize(look().px(SIDE) * MOST_STARS, look().px(32))

    def minimumSizeHint(self) -> QSize:
        """Return the room of five stars."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form, which it scrolls."""
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stay as it was clicked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay as it was clicked."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give as many stars as lie up to the pointer; the last of them again gives none."""
        if event.button() == Qt.MouseButton.LeftButton:
            stars = min(MOST_STARS, int(event.position().x() // look().px(SIDE)) + 1)
            self._choose(0 if stars == self.stars else stars)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit, an arrow, or Delete."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._choose(self.stars + _STEPS[key])
        elif key in _CLEARING:
            self._choose(0)
        elif event.text() in {str(digit) for digit in range(MOST_STARS + 1)}:
            self._choose(int(event.text()))
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stars, and a line below them where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look().px(SIDE)
        full, edge = QColor(look().colour("accent")), QColor(look().colour("muted"))
        for place in range(MOST_STARS):
            is_full = place < self.stars
            painter.setPen(full if is_full else edge)
            painter.setBrush(full if is_full else Qt.BrushStyle.NoBrush)
            middle = QPointF(side * (place + 0.5), self.height() / 2)
            painter.drawPolygon(_star(middle, side * 0.4))
        if self.hasFocus():
            painter.setPen(full)
            painter.drawLine(0, self.height() - 1, side * MOST_STARS, self.height() - 1)
        painter.end()


class RatingEditor(FieldEditor):
    """Stars to click on; a digit or the arrows give them by the keyboard."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.bar = StarBar(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        layout.addStretch(1)
        self.setFocusProxy(self.bar)
        self.name_for_readers(self.bar)
        self.bar.chosen.connect(self._on_bar_chosen)

    def value(self) -> Json:
        """Return the number of stars, None for none."""
        return self.bar.stars or None

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self.bar.setValue(self.kind.from_json(value) or 0)

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or give stars again."""
        self.bar.is_readonly = readonly
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus if readonly else Qt.FocusPolicy.StrongFocus)

    @Slot(object)
    def _on_bar_chosen(self, _stars: object) -> None:
        self.edited.emit()


def _star(middle: QPointF, radius: float) -> QPolygonF:
    corners = []
    for corner in range(2 * MOST_STARS):
        length = radius if corner % 2 == 0 else radius * _INNER
        angle = math.pi * corner / MOST_STARS - math.pi / 2
        corners.append(middle + QPointF(math.cos(angle), math.sin(angle)) * length)
    return QPolygonF(corners)
