"""The legend of a chart: which colour is which column, with its total."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.statistics import Statistics
from desktop.views.records.statistics.chart_colours import series_brush
from desktop.views.records.statistics.chart_shapes import ChartData
from desktop.views.records.statistics.figure_model import number_text
from desktop.views.theme import look
from desktop.views.widgets.flow_layout import FlowLayout

_SWATCH, _GAP, _MOST = 10, 6, 220  # logical pixels
_MIDDLE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.TextElideMode.ElideRight


class ChartLegend(QWidget):
    """A line of entries that breaks like words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = FlowLayout(self, spacing=12)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_statistics(self, statistics: Statistics | None, data: ChartData) -> None:
        """Show an entry for each column that is drawn; none where there is but one."""
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        heads = statistics.columns if statistics else ()
        for number, column in enumerate(data.columns if heads and statistics else ()):
            assert statistics is not None
            total = number_text(statistics.figures[-1][column].value)
            entry = _Entry(number, f"{heads[column].label}: {total}", self)
            self._layout.addWidget(entry)
            entry.show()
        self.setVisible(bool(heads))
        self.updateGeometry()


class _Entry(QWidget):
    """A swatch and a name."""

    def __init__(self, number: int, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self._text = text
        self.setFont(look().font("note"))
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Take the room of the text, within bounds."""
        metrics, px = self.fontMetrics(), look().px
        wide = min(px(_MOST), px(_SWATCH + _GAP) + metrics.horizontalAdvance(self._text) + 2)
        return QSize(wide, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Be shown whole."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both."""
        painter, px = QPainter(self), look().px
        side = px(_SWATCH)
        painter.fillRect(
            QRectF(0, (self.height() - side) / 2, side, side), series_brush(self._number)
        )
        painter.setPen(look().colour("text"))
        left = side + px(_GAP)
        box = self.rect().adjusted(left, 0, 0, 0)
        text = self.fontMetrics().elidedText(self._text, _RIGHT, box.width())
        painter.drawText(box, _MIDDLE, text)
