"""When a repetition ends: never, on a day, or after a number of times."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from desktop.core.clock import local_day
from desktop.core.dates import add_months
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.core.recurrence.rules import MOST, Until
from desktop.core.recurrence.simple import SimplePattern
from desktop.core.recurrence.stamps import When
from desktop.views.fields.context import NO_CONTEXT
from desktop.views.fields.date import DateEditor

NEVER, ON_DAY, AFTER = "never", "day", "count"
LABELS: Final = {NEVER: N_("Never"), ON_DAY: N_("On a day"), AFTER: N_("After")}
LAST_DAY: Final = Field("until", N_("Repeat until"), Kind.DATE)
_USUAL_TIMES: Final = 10
_USUAL_MONTHS: Final = 6


class RuleEnd(QWidget):
    """One choice, and what belongs to it.

    Signals:
        edited: the person changed it.
    """

    edited = Signal()

    def __init__(self, start: When, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: Until | None = None  # an end to the minute, of another program
        self.choice = QComboBox(self)
        for value, label in LABELS.items():
            self.choice.addItem(_(label), value)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.setMinimumContentsLength(max(len(_(label)) for label in LABELS.values()))
        self.choice.setAccessibleName(_("Ends"))
        self.day = DateEditor(LAST_DAY, NO_CONTEXT, self)
        self.count = QSpinBox(self)
        self.count.setRange(1, MOST)
        self.count.setValue(_USUAL_TIMES)
        self.count.setAccessibleName(_("Number of times"))
        self.times = QLabel(_("time(s)"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.choice, self.day, self.count, self.times):
            layout.addWidget(widget)
        layout.addStretch(1)
        first = start.date() if isinstance(start, datetime) else start
        self.day.set_value(add_months(first, _USUAL_MONTHS).isoformat())
        self._follow()
        self.choice.currentIndexChanged.connect(self._on_choice_changed)
        self.day.edited.connect(self.edited)
        self.count.valueChanged.connect(self.edited)

    def show_end(self, until: Until | None, count: int | None) -> None:
        """Show how a rule ends."""
        self._kept = until
        chosen = NEVER
        if count is not None:
            chosen = AFTER
            self.count.setValue(count)
        elif until is not None:
            chosen = ON_DAY
            self.day.set_value(_day_of(until).isoformat())
        self.choice.setCurrentIndex(self.choice.findData(chosen))
        self._follow()

    def ended(self, pattern: SimplePattern) -> SimplePattern:
        """Return a pattern with this end."""
        match self.choice.currentData():
            case "day":
                return dataclasses.replace(pattern, until=self._until())
            case "count":
                return dataclasses.replace(pattern, count=self.count.value())
            case _:
                return pattern

    def problem(self) -> str:
        """Return why what is typed is no end, or ""."""
        if self.choice.currentData() != ON_DAY:
            return ""
        return self.day.problem() or (
            "" if self.day.day() else _("Say until which day it repeats.")
        )

    def _until(self) -> Until | None:
        day = self.day.day()
        is_same = self._kept is not None and day == _day_of(self._kept)
        return self._kept if is_same else day

    def _follow(self) -> None:
        chosen = self.choice.currentData()
        self.day.setVisible(chosen == ON_DAY)
        self.count.setVisible(chosen == AFTER)
        self.times.setVisible(chosen == AFTER)

    @Slot()
    def _on_choice_changed(self) -> None:
        self._follow()
        self.edited.emit()


def _day_of(until: Until) -> date:
    if not isinstance(until, datetime):
        return until
    return until.date() if until.tzinfo is None else local_day(until.astimezone(UTC))
