"""The small calendar beside a diary: leads to a day, shows busy ones, takes what is dragged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.core.clock import Clock
from desktop.core.dates import add_months
from desktop.core.diary.periods import month_title
from desktop.core.i18n import _
from desktop.views.diary.canvas.mini_days import MiniDays
from desktop.views.diary.canvas.values import Options
from desktop.views.icons import icon
from desktop.views.theme import look

_ICON: Final = 16


class MiniCalendar(QWidget):
    """One month with arrows; what the large surface shows is marked.

    Signals:
        day_chosen: the date that was clicked or chosen by keys.
        week_chosen: the Monday of the week whose number was clicked.
        month_shown: the first day of another month that is shown now; its busy days are wanted.
        dropped: the QMimeData (of now only) that fell on a day, and the date.
    """

    day_chosen = Signal(object)
    week_chosen = Signal(object)
    month_shown = Signal(object)
    dropped = Signal(object, object)

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = MiniDays(clock, self)
        self._title = QLabel(self)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._back = self._arrow("chevron-left")
        self._on = self._arrow("chevron-right")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        head.addWidget(self._on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.days)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._back.clicked.connect(self._on_back_clicked)
        self._on.clicked.connect(self._on_on_clicked)
        for mine, theirs in (
            (self.day_chosen, self.days.day_chosen),
            (self.week_chosen, self.days.week_chosen),
            (self.dropped, self.days.dropped),
        ):
            theirs.connect(mine)
        self.days.month_shown.connect(self._on_days_month_shown)
        look().changed.connect(self._on_look_changed)
        self.retranslate()
        self._on_look_changed()

    def retranslate(self) -> None:
        """Speak the language of now."""
        self._back.setToolTip(_("Previous month"))
        self._back.setAccessibleName(_("Previous month"))
        self._on.setToolTip(_("Next month"))
        self._on.setAccessibleName(_("Next month"))
        self.days.setAccessibleName(_("Small calendar"))
        self._title.setText(month_title(self.days.month))

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self.days.month

    def show_month(self, day: date) -> None:
        """Show the month of a day."""
        self.days.show_month(day)

    def show_shown(self, first: date, last: date) -> None:
        """Mark what the large surface shows, and go to its month."""
        self.days.show_shown(first, last)

    def show_busy(self, counts: Mapping[date, int]) -> None:
        """Show days with entries in bold."""
        self.days.show_busy(counts)

    def show_options(self, options: Options) -> None:
        """Show weeks, holidays and lunar dates or not, in a zone."""
        self.days.show_options(options)

    def day_under(self, at: QPoint) -> date | None:
        """Return the day at a point of the screen."""
        return self.days.day_under(at)

    def show_target(self, day: date | None) -> None:
        """Light up the day on which something would fall."""
        self.days.show_target(day)

    def _arrow(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(icon(name))
        button.setIconSize(QSize(_ICON, _ICON))
        return button

    @Slot()
    def _on_look_changed(self) -> None:
        self._title.setFont(look().font("text", 600))

    @Slot()
    def _on_back_clicked(self) -> None:
        self.days.show_month(add_months(self.month, -1))

    @Slot()
    def _on_on_clicked(self) -> None:
        self.days.show_month(add_months(self.month, 1))

    @Slot(object)
    def _on_days_month_shown(self, month: date) -> None:
        self._title.setText(month_title(month))
        self.month_shown.emit(month)
