"""The week that is shown, with the way to the weeks before and after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.core.clock import SystemClock, local_day
from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.theme import look

DAYS = 7
_WEEK = dt.timedelta(days=DAYS)


def week_of(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def today() -> dt.date:
    """Return the day of now where the person is."""
    return local_day(SystemClock().now())


class WeekBar(QWidget):
    """Names a week.

    Signals:
        week_chosen: the Monday of another week.
    """

    week_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.monday = week_of(today())
        self._back = self._button("chevron-left", self._on_back)
        self._next = self._button("chevron-right", self._on_next)
        self._now = QToolButton(self)
        self._now.setProperty("outlined", True)
        self._now.clicked.connect(self._on_now)
        self._label = QLabel(self)
        self._label.setFont(look().font(weight=600))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._back, self._next, self._now, self._label):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.retranslate()

    def _button(self, name: str, slot: Callable[[], None]) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(name))
        made.setAutoRaise(True)
        made.clicked.connect(slot)
        return made

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for button, text in ((self._back, _("Week before")), (self._next, _("Next week"))):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._now.setText(_("This week"))
        self._say()

    def show_week(self, monday: dt.date) -> None:
        """Show another week, and say so."""
        self.monday = week_of(monday)
        self._say()
        self.week_chosen.emit(self.monday)

    def days(self) -> list[dt.date]:
        """Return its seven days."""
        return [self.monday + dt.timedelta(days=number) for number in range(DAYS)]

    def label_text(self) -> str:
        """Return what the week is called."""
        return self._label.text()

    def _say(self) -> None:
        last = self.monday + dt.timedelta(days=DAYS - 1)
        text = _("{first} – {last}, week {number}")
        number = self.monday.isocalendar().week
        first = f"{self.monday:%d/%m}"
        self._label.setText(text.format(first=first, last=f"{last:%d/%m/%Y}", number=number))

    @Slot()
    def _on_back(self) -> None:
        self.show_week(self.monday - _WEEK)

    @Slot()
    def _on_next(self) -> None:
        self.show_week(self.monday + _WEEK)

    @Slot()
    def _on_now(self) -> None:
        self.show_week(today())

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
