"""The chart with its legend, in a view that scrolls where there are many groups."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.core.statistics import Statistics
from desktop.views.records.statistics.chart import Chart
from desktop.views.records.statistics.chart_legend import ChartLegend
from desktop.views.records.statistics.choice import Form
from desktop.views.theme import look

MARGIN = 60  # logical pixels that stay in view beside the bar that the keyboard is on


class Drawing(QWidget):
    """Shows a chart.

    Signals:
        chosen: row and column of the figure whose records are wanted.
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = Chart(self)
        self._legend = ChartLegend(self)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.chart)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 0)
        layout.setSpacing(0)
        layout.addWidget(self._legend)
        layout.addWidget(self._scroll, 1)
        self.chart.chosen.connect(self.chosen)
        self.chart.current_moved.connect(self._on_current_moved)

    def show_statistics(self, statistics: Statistics | None, form: Form) -> None:
        """Draw numbers; nothing for None."""
        self.chart.show_statistics(statistics, form)
        self._legend.show_statistics(statistics, self.chart.data)

    @Slot(object)
    def _on_current_moved(self, rect: QRectF) -> None:
        middle = rect.center().toPoint()
        self._scroll.ensureVisible(middle.x(), middle.y(), look().px(MARGIN), 0)
