"""The weeks of a month, with entries as chips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.diary.day_facts import facts_of
from desktop.core.diary.entry import Entry
from desktop.core.diary.month_layout import WEEK, Chip, MonthLayout, lay_out_month
from desktop.core.diary.spans import Span, stands_in_lanes, whole_days
from desktop.core.diary.steps import Step, step_in_month
from desktop.views.diary.canvas.keyed_canvas import KeyedCanvas
from desktop.views.diary.canvas.month_frame import MonthFrame
from desktop.views.diary.canvas.month_painter import MonthPainter, MonthScene
from desktop.views.diary.canvas.small_month import say_day
from desktop.views.diary.canvas.time_page import EDGE
from desktop.views.diary.canvas.values import NOTHING_HIT, Hit, Part

WEEKS: Final = 6  # of a month, whatever day it begins on
SIDE: Final = 28
_NOTCH: Final = 120  # of a wheel (QWheelEvent.angleDelta)


class MonthGrid(KeyedCanvas):
    """Days as cells, a week in a row; slots are days, and what is dragged keeps its time of day."""

    by_days = True

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self.month: date | None = self.now().date().replace(day=1)
        self._first = monday_of(self.month)
        self._weeks = WEEKS
        self._turned = 0
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lay_out()

    # --- what it shows
    def show_month(self, month: date, entries: Sequence[Entry] = ()) -> None:
        """Show the six weeks from the one in which a month begins."""
        self.show_weeks(monday_of(month.replace(day=1)), WEEKS, entries, month=month)

    def show_weeks(
        self,
        first: date,
        weeks: int,
        entries: Sequence[Entry] = (),
        *,
        month: date | None = None,
    ) -> None:
        """Show some weeks from a Monday on; days outside of `month` are paler."""
        self._first, self._weeks, self.month = monday_of(first), weeks, month
        self.show_entries(entries)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        return self._first, self._first + timedelta(days=self._weeks * WEEK - 1)

    def lay_out(self) -> None:
        """Place the entries."""
        self._layout: MonthLayout = lay_out_month(
            self._first, self._weeks, self.entries, self.frame().capacity
        )
        options = self.options
        self._facts = tuple(
            facts_of(self._layout.day(place), options.weekend, options.own_days)
            for place in range(self._weeks * WEEK)
        )

    def frame(self) -> MonthFrame:
        """Return where things lie at the present size."""
        inks = self.inks
        return MonthFrame(
            area=self.viewport().rect(),
            weeks=self._weeks,
            side=inks.px(SIDE) if self.options.shows_weeks else 0,
            head=inks.label.height + 6,
            number=inks.strong.height + 4,
            chip=inks.chip_height,
        )

    def scene(self) -> MonthScene:
        """Return what is painted now."""
        return MonthScene(
            layout=self._layout,
            month=self.month,
            facts=self._facts,
            options=self.options,
            now=self.now(),
            chosen=self.chosen,
            marked=self.cursor_span,
            has_focus=self.hasFocus(),
            ghost=self.ghost(),
            leaving=self.leaving(),
            drop=self.drop_span,
        )

    def paint(self, painter: QPainter) -> None:
        """Draw everything."""
        MonthPainter(painter, self.frame(), self.scene(), self.inks).paint()

    # --- points
    def hit(self, at: QPoint) -> Hit:
        """Return what lies at a point of the viewport."""
        frame = self.frame()
        if at.y() < frame.area.top() + frame.head:
            return NOTHING_HIT
        place = frame.place_at(at)
        day = self._layout.day(place)
        if at.x() < frame.area.left() + frame.side:
            return Hit(Part.WEEK, day=self._layout.day(place // WEEK * WEEK))
        slot = whole_days(day, day)
        for chip in self._layout.chips:
            if frame.chip_rect(chip).contains(at):
                return Hit(self._part(frame.chip_rect(chip), chip, at), slot, chip.entry)
        if self._layout.hidden[place] and frame.more_rect(place).contains(at):
            return Hit(Part.MORE, day=day)
        rect = frame.day_rect(place)
        number = QRect(rect.left(), rect.top(), self.inks.px(SIDE), frame.number)
        if number.contains(at):
            return Hit(Part.DAY, day=day)
        return Hit(Part.EMPTY, slot)

    def _part(self, rect: QRect, chip: Chip, at: QPoint) -> Part:
        """Return which part of a chip a point is on; only bars of days have edges."""
        entry = chip.entry
        if not entry.may_edit or entry.only_busy or not stands_in_lanes(entry):
            return Part.BODY
        reach = min(self.inks.px(EDGE), rect.width() // 4)
        if at.x() < rect.left() + reach and not chip.begins_before:
            return Part.START_EDGE
        if at.x() > rect.right() - reach and not chip.ends_after:
            return Part.END_EDGE
        return Part.BODY

    def tip_at(self, at: QPoint) -> str:
        """Return what the tooltip says at a point; in the line of its number all about a day."""
        said = super().tip_at(at)
        frame = self.frame()
        place = frame.place_at(at)
        line = frame.day_rect(place)
        line.setHeight(frame.number)
        return said or (say_day(self._layout.day(place), self.options) if line.contains(at) else "")

    def slot_at(self, at: QPoint) -> Span | None:
        """Return the day at a point, the nearest one of a point outside."""
        day = self._layout.day(self.frame().place_at(at))
        return whole_days(day, day)

    def rect_of(self, span: Span) -> QRect:
        """Return where a title is typed for a span."""
        frame = self.frame()
        for chip in self._layout.chips:
            if chip.entry is self.chosen and chip.entry.start == span.start:
                return frame.chip_rect(chip)
        place = self._layout.place(span.first_day)
        if place is None:
            return QRect()
        week, weekday = divmod(place, WEEK)
        return frame.row_rect(week, weekday, weekday, 0)

    def bring_into_view(self, span: Span) -> None:
        """Do nothing: all days that are shown can be seen."""

    def reading_order(self) -> Sequence[Entry]:
        """Return the entries that can be seen, day by day."""
        chips = sorted(self._layout.chips, key=_reading)
        return list({id(chip.entry): chip.entry for chip in chips}.values())

    # --- keys
    def first_slot(self) -> Span:
        """Return today, or the first day of the month."""
        today = self.now().date()
        day = today if self._layout.place(today) is not None else self.month or self._first
        return whole_days(day, day)

    def shows(self, slot: Span) -> bool:
        """Tell whether a day is one of the month, or of the weeks where no month is meant."""
        day = slot.first_day
        if self.month is not None:
            return (day.year, day.month) == (self.month.year, self.month.month)
        return self._layout.place(day) is not None

    def slot_of(self, span: Span) -> Span:
        """Return the day on which a span begins."""
        return whole_days(span.first_day, span.first_day)

    def last_slot_of(self, span: Span) -> Span:
        """Return the day on which a span ends."""
        return whole_days(span.last_day, span.last_day)

    def step(self, slot: Span, step: Step, *, far: bool) -> Span:
        """Return the day to which a key leads."""
        return step_in_month(slot, step, weeks=self._weeks - 1, far=far)

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go to the month before or after."""
        self._turned += event.angleDelta().y()
        while abs(self._turned) >= _NOTCH:
            back = self._turned > 0
            self._turned += -_NOTCH if back else _NOTCH
            first, last = self.days
            if self.month is None:
                day = first - timedelta(days=WEEK) if back else last + timedelta(days=1)
            else:
                begins = self.month.replace(day=1)
                day = begins - timedelta(days=1) if back else begins + timedelta(days=32)
                day = day.replace(day=1)
            self.day_wanted.emit(day)
        event.accept()


def _reading(chip: Chip) -> tuple[int, int, int]:
    return chip.week, chip.first, chip.row


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())
