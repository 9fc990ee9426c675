"""The fields from which a repeat rule is built: by what, how often, on which days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.core.recurrence.rules import MOST, Skip
from desktop.core.recurrence.saying_parts import month_name, place, weekday
from desktop.core.recurrence.simple import KIND_LABELS, Kind, SimplePattern, patterns_of_start
from desktop.core.recurrence.stamps import When
from desktop.views.diary.editor.weekday_buttons import WeekdayButtons

OWN: Final = "own"  # a rule for which there are no fields
OWN_LABEL: Final = N_("A rule of your own (RFC 5545)")
LAST: Final = -1
LONGEST_MONTH: Final = 30
NTHS: Final = (1, 2, 3, 4, 5, LAST, -2)
UNITS: Final = {
    Kind.DAILY: N_("day(s)"),
    Kind.WEEKLY: N_("week(s)"),
    Kind.MONTHLY_DAY: N_("month(s)"),
    Kind.MONTHLY_WEEKDAY: N_("month(s)"),
    Kind.YEARLY_DAY: N_("year(s)"),
    Kind.YEARLY_WEEKDAY: N_("year(s)"),
    Kind.LUNAR_MONTHLY: N_("lunar month(s)"),
    Kind.LUNAR_YEARLY: N_("lunar year(s)"),
}
SKIPS: Final = {
    Skip.BACKWARD: N_("On the day before, in the ordinary month"),
    Skip.OMIT: N_("Not at all"),
    Skip.FORWARD: N_("On the day after, in the next month"),
}
WORKDAYS: Final = (0, 1, 2, 3, 4)
LUNAR: Final = (Kind.LUNAR_MONTHLY, Kind.LUNAR_YEARLY)


class RuleFields(QWidget):
    """Shows a pattern, and only the fields that its kind has.

    Signals:
        edited: the person changed something.
    """

    edited = Signal()

    def __init__(self, start: When, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = self._box([(_(label), kind) for kind, label in KIND_LABELS.items()])
        self.kind.addItem(_(OWN_LABEL), OWN)
        self.interval = QSpinBox(self)
        self.interval.setRange(1, MOST)
        self.unit = QLabel(self)
        self.weekdays = WeekdayButtons(self)
        days = [(str(day), day) for day in range(1, 32)]
        last = (_("the last day"), LAST)
        self.month_day = self._box([*days, last])
        self.nth = self._box([(place(nth), nth) for nth in NTHS])
        self.weekday = self._box([(weekday(day), day) for day in range(7)])
        self.month = self._box([(month_name(month), month) for month in range(1, 13)])
        self.lunar_day = self._box([*days[:LONGEST_MONTH], last])
        self.lunar_month = self._box([(str(month), month) for month in range(1, 13)])
        self.is_leap = QCheckBox(_("leap month"), self)
        self.skip = self._box([(_(label), skip) for skip, label in SKIPS.items()])
        self.text = QLineEdit(self)
        self.text.setPlaceholderText("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
        self.form = QFormLayout(self)
        self._lay_out()
        self._connect()
        self._begin(start)

    def pattern(self) -> SimplePattern | None:
        """Return what the fields say, still without an end; None for a rule typed as text."""
        kind = self.chosen_kind()
        if kind is None:
            return None
        is_lunar = kind in LUNAR
        weekdays: tuple[int, ...] = (self.weekday.currentData(),)
        if kind in (Kind.WEEKLY, Kind.WORKDAYS):
            weekdays = WORKDAYS if kind is Kind.WORKDAYS else self.weekdays.days()
        return SimplePattern(  # each kind of rule takes from it what it has
            kind,
            1 if kind is Kind.WORKDAYS else self.interval.value(),
            weekdays,
            (self.lunar_day if is_lunar else self.month_day).currentData(),
            self.nth.currentData(),
            (self.lunar_month if is_lunar else self.month).currentData(),
            self.is_leap.isChecked(),
            Skip(self.skip.currentData()),
        )

    def chosen_kind(self) -> Kind | None:
        """Return by what the rule repeats; None for one typed as text."""
        chosen = self.kind.currentData()  # Qt gives texts back
        return None if chosen == OWN else Kind(chosen)

    def show_pattern(self, pattern: SimplePattern) -> None:
        """Show a pattern; fields that its kind does not have keep what they showed."""
        self._take(pattern)
        _choose(self.kind, pattern.kind)
        self._follow_kind()

    def show_text(self, text: str) -> None:
        """Show a rule for which there are no fields."""
        self.text.setText(text)
        _choose(self.kind, OWN)
        self._follow_kind()

    def _begin(self, start: When) -> None:
        """Let every kind begin with what fits the event."""
        day = start.date() if isinstance(start, datetime) else start
        self.weekdays.choose((day.weekday(),))
        _choose(self.weekday, day.weekday())
        _choose(self.nth, _nth_of(start))
        for box, value in ((self.month_day, day.day), (self.month, day.month)):
            _choose(box, value)
        for pattern in patterns_of_start(start):
            if pattern.kind is Kind.LUNAR_YEARLY:
                self._take(pattern)
        self._follow_kind()

    def _take(self, pattern: SimplePattern) -> None:
        self.interval.setValue(pattern.interval)
        match pattern.kind:
            case Kind.WEEKLY:
                self.weekdays.choose(pattern.weekdays)
            case Kind.MONTHLY_DAY | Kind.YEARLY_DAY:
                _choose(self.month_day, pattern.month_day)
            case Kind.MONTHLY_WEEKDAY | Kind.YEARLY_WEEKDAY:
                _choose(self.nth, pattern.nth)
                _choose(self.weekday, pattern.weekdays[0])
            case Kind.LUNAR_MONTHLY | Kind.LUNAR_YEARLY:
                _choose(self.lunar_day, pattern.month_day)
                _choose(self.skip, pattern.skip)
        if pattern.kind in (Kind.YEARLY_DAY, Kind.YEARLY_WEEKDAY):
            _choose(self.month, pattern.month)
        if pattern.kind is Kind.LUNAR_YEARLY:
            _choose(self.lunar_month, pattern.month)
            self.is_leap.setChecked(pattern.is_leap)

    def _lay_out(self) -> None:
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setVerticalSpacing(10)
        self.form.addRow(_("Repeats"), self.kind)
        self._every = self._row(_("Every"), self.interval, self.unit)
        self._on_days = self._row(_("On"), self.weekdays)
        self._on_day = self._row(_("On day"), self.month_day)
        self._on_nth = self._row(_("On the"), self.nth, self.weekday)
        self._in_month = self._row(_("In"), self.month)
        self._on_lunar = self._row(_("On lunar day"), self.lunar_day)
        self._in_lunar = self._row(_("In lunar month"), self.lunar_month, self.is_leap)
        self._skipping = self._row(_("If that day is missing"), self.skip)
        self._own = self._row(_("Rule"), self.text)
        self.skip.setToolTip(
            _("Some lunar months have 29 days, and most years do not have that leap month.")
        )
        for widget, name in (
            (self.kind, _("Repeats")),
            (self.interval, _("Every")),
            (self.text, _("Rule")),
            (self.skip, _("If that day is missing")),
        ):
            widget.setAccessibleName(name)

    def _box(self, items: Iterable[tuple[str, object]]) -> QComboBox:
        made = QComboBox(self)
        made.setMaxVisibleItems(16)
        for text, value in items:
            made.addItem(text[:1].upper() + text[1:], value)
        return made

    def _row(self, label: str, *widgets: QWidget) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            layout.addWidget(widget, int(widget is self.text))
        if self.text not in widgets:
            layout.addStretch(1)
        self.form.addRow(label, row)
        return row

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        self.interval.valueChanged.connect(self.edited)
        self.weekdays.edited.connect(self.edited)
        self.is_leap.toggled.connect(self._on_day_changed)
        self.text.textChanged.connect(self.edited)
        for box in (self.lunar_day, self.lunar_month):
            box.currentIndexChanged.connect(self._on_day_changed)
        for box in (self.month_day, self.nth, self.weekday, self.month, self.skip):
            box.currentIndexChanged.connect(self.edited)

    def _follow_kind(self) -> None:
        kind = self.chosen_kind()
        is_lunar = kind in LUNAR
        self.unit.setText(_(UNITS[kind]) if kind in UNITS else "")
        may_miss = self.is_leap.isChecked() or self.lunar_day.currentData() == LONGEST_MONTH
        for row, is_shown in (
            (self._every, kind not in (None, Kind.WORKDAYS)),
            (self._on_days, kind is Kind.WEEKLY),
            (self._on_day, kind in (Kind.MONTHLY_DAY, Kind.YEARLY_DAY)),
            (self._on_nth, kind in (Kind.MONTHLY_WEEKDAY, Kind.YEARLY_WEEKDAY)),
            (self._in_month, kind in (Kind.YEARLY_DAY, Kind.YEARLY_WEEKDAY)),
            (self._on_lunar, is_lunar),
            (self._in_lunar, kind is Kind.LUNAR_YEARLY),
            (self._skipping, is_lunar and may_miss),
            (self._own, kind is None),
        ):
            self.form.setRowVisible(row, is_shown)

    @Slot()
    def _on_kind_changed(self) -> None:
        self._follow_kind()
        self.edited.emit()

    @Slot()
    def _on_day_changed(self) -> None:
        self._follow_kind()
        self.edited.emit()


def _choose(box: QComboBox, value: object) -> None:
    """Show a value; one that is not offered is added, so that it stays as it was."""
    row = box.findData(value)
    if row < 0:
        box.addItem(str(value), value)
        row = box.count() - 1
    box.setCurrentIndex(row)


def _nth_of(start: When) -> int:
    """Return the how-manieth of its weekday the first time is, the fourth rather than the last."""
    day = start.date() if isinstance(start, datetime) else start
    return (day - date(day.year, day.month, 1)).days // 7 + 1
