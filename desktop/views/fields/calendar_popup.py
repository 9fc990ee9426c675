"""The calendar that opens below a date."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, language
from desktop.views.icons import icon
from desktop.views.theme import look

# Qt's own names of the buttons beside the month.
_ARROWS: Final = {
    "qt_calendar_prevmonth": "chevron-left",
    "qt_calendar_nextmonth": "chevron-right",
}
DAYS: Final = range(1, 8)
CELL_ROOM: Final = 18  # logical pixels beside the words of a cell
_LOCALES: Final = {"vi": QLocale.Language.Vietnamese, "en": QLocale.Language.English}


class CalendarPopup(QFrame):
    """A month to pick a day from; closes by itself.

    Signals:
        picked: the day, a `date`.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.calendar = QCalendarWidget(self)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(_("Calendar"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.calendar)
        self.calendar.clicked.connect(self._on_calendar_activated)
        self.calendar.activated.connect(self._on_calendar_activated)

    def _make_room(self) -> None:
        """Be as wide as the names of the days need; Qt counts the days alone."""
        short, words = QLocale.FormatType.ShortFormat, self.calendar.locale()
        names = (words.dayName(day, short) for day in DAYS)
        widest = max(self.fontMetrics().horizontalAdvance(name) for name in names)
        self.calendar.setMinimumWidth(len(DAYS) * (widest + look().px(CELL_ROOM)))

    def _colour(self) -> None:
        """Take the colours of the look: Qt's own red and black arrows are for light grounds."""
        weekend = QTextCharFormat()
        weekend.setForeground(look().colour("danger"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        for name, icon_name in _ARROWS.items():
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(icon_name, "on_accent_soft"))

    def open_at(self, day: date, below: QWidget) -> None:
        """Show the month of `day` below a widget, on the screen that it is on."""
        self.calendar.setLocale(QLocale(_LOCALES[language()]))
        self._make_room()
        self._colour()
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        corner = below.mapToGlobal(QPoint(0, below.height()))
        area = below.screen().availableGeometry()
        x = max(area.left(), min(corner.x(), area.right() - self.width()))
        y = corner.y()
        if y + self.height() > area.bottom():
            y = below.mapToGlobal(QPoint(0, 0)).y() - self.height()
        self.move(x, y)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QDate)
    def _on_calendar_activated(self, day: QDate) -> None:
        if not self.isVisible():
            return  # a double click comes a second time
        self.close()
        self.picked.emit(date(day.year(), day.month(), day.day()))
