"""The chart of a statistic, painted in the colours of the theme; a bar leads to its records."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.core.i18n import _
from desktop.core.statistics import Statistics
from desktop.views.records.statistics.chart_painter import ChartPainter
from desktop.views.records.statistics.chart_shapes import ChartData, Mark, Plot, chart_data
from desktop.views.records.statistics.choice import Form
from desktop.views.records.statistics.figure_model import number_text
from desktop.views.theme import look

LEFT, RIGHT, TOP, BOTTOM = 76, 12, 18, 26  # room around the plot at 100 %
LEAST_BAR: Final = 10  # logical pixels
LEAST_HEIGHT: Final = 80
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Chart(QWidget):
    """Bars, lines or stacked bars.

    Signals:
        chosen: row and column of the figure whose records are wanted.
        current_moved: the mark that the keyboard is on, as a QRectF.
    """

    chosen = Signal(object, object)
    current_moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statistics: Statistics | None = None
        self._data = ChartData((), (), ())
        self._form = Form.BARS
        self._current = (0, 0)  # category and series
        self._hovered: Mark | None = None
        self._marks: list[Mark] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        look().changed.connect(self.update)
        self.retranslate()

    @property
    def data(self) -> ChartData:
        """What is drawn."""
        return self._data

    def retranslate(self) -> None:
        """Speak the language of now."""
        self.setAccessibleName(_("Chart"))
        self._tell_current()

    def show_statistics(self, statistics: Statistics | None, form: Form) -> None:
        """Draw other numbers, or in another form."""
        self._statistics, self._form = statistics, form
        self._data = chart_data(statistics) if statistics else ChartData((), (), ())
        series = 1 if form is Form.STACKED else len(self._data.columns)
        needed = len(self._data.rows) * max(1, series) * look().px(LEAST_BAR) * 4 // 3
        self.setMinimumWidth(look().px(LEFT + RIGHT) + needed if form is not Form.LINES else 0)
        self._current = (0, 0)
        self._measure()
        self._tell_current()
        self.update()

    def label(self, mark: Mark) -> str:
        """Return what a mark says: its groups and its number."""
        found = self._statistics
        if found is None:
            return ""
        heads = [found.rows[mark.row].label]
        if found.columns:
            heads.append(found.columns[mark.column].label)
        return f"{', '.join(heads)}: {number_text(found.figures[mark.row][mark.column].value)}"

    def plot(self) -> Plot:
        """Return where things stand at the present size."""
        px = look().px
        area = QRectF(self.rect()).adjusted(px(LEFT), px(TOP), -px(RIGHT), -px(BOTTOM))
        return Plot(area, self._data, self._form)

    def current(self) -> Mark | None:
        """Return the mark that the keyboard is on."""
        place, series = self._current
        wanted = place * len(self._data.columns) + series
        return self._marks[wanted] if wanted < len(self._marks) else None

    def _measure(self) -> None:
        self._marks = self.plot().marks()
        self._hovered = None

    def _mark_at(self, at: QPointF) -> Mark | None:
        """Return the bar under a point, or the nearest point of a line."""
        if self._form is not Form.LINES:
            reach = [m for m in self._marks if m.rect.adjusted(0, -3, 0, 3).contains(at)]
            return reach[0] if reach else None
        near = [m for m in self._marks if abs(m.rect.center().x() - at.x()) <= look().px(12)]
        found = min(near, key=lambda m: abs(m.rect.center().y() - at.y()), default=None)
        is_near = found is not None and abs(found.rect.center().y() - at.y()) <= look().px(16)
        return found if is_near else None

    def _step(self, by: tuple[int, int]) -> None:
        places, series = len(self._data.rows), len(self._data.columns)
        if not places:
            return
        at, line = self._current
        self._current = (min(max(at + by[0], 0), places - 1), (line + by[1]) % series)
        self._tell_current()
        mark = self.current()
        if mark is not None:
            self.current_moved.emit(mark.rect)
        self.update()

    def _tell_current(self) -> None:
        mark = self.current()
        self.setAccessibleDescription(self.label(mark) if mark else "")

    @Slot()
    def _choose_current(self) -> None:
        mark = self.current()
        if mark is not None:
            self.chosen.emit(mark.row, mark.column)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Take the room there is."""
        return QSize(self.minimumWidth(), look().px(LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(look().px(LEFT + RIGHT), look().px(LEAST_HEIGHT))

    def resizeEvent(self, event: object) -> None:
        """Place everything anew."""
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scale, the marks and the heads of the categories."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("base"))
        if self._statistics is not None and self._data.rows:
            lit = self._hovered or (self.current() if self.hasFocus() else None)
            ChartPainter(painter, self.plot(), self._statistics, self._marks).paint(lit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what is under the pointer."""
        found = self._mark_at(event.position())
        if found != self._hovered:
            self._hovered = found
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if found else arrow)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light up nothing."""
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the records of the bar that was clicked."""
        found = self._mark_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = (found.place, found.series)
            self.chosen.emit(found.row, found.column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from bar to bar; Enter shows the records."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            self._choose_current()
        elif key in _STEPS:
            self._step(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the number of what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.label(found) if found else "", self)
            return True
        return super().event(event)

    def centre_of(self, row: int, column: int) -> QPoint:
        """Return the middle of a mark; for who clicks on it."""
        found = next(m for m in self._marks if (m.row, m.column) == (row, column))
        return found.rect.center().toPoint()
