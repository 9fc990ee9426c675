"""Twelve small months with their busy days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.dates import add_months
from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import Span, last_day, whole_days
from desktop.core.diary.steps import Step, step_in_month
from desktop.core.i18n import _
from desktop.views.diary.canvas.keyed_canvas import KeyedCanvas
from desktop.views.diary.canvas.small_month import (
    SmallFrame,
    SmallMonthPainter,
    SmallScene,
    say_day,
)
from desktop.views.diary.canvas.title_edit import TitleEdit
from desktop.views.diary.canvas.values import NOTHING_HIT, Hit, Part

MONTHS: Final = 12
CELL: Final = (26, 22)  # least width and height of a day at 100 %
GAP: Final = 16
TITLE: Final = 26


class YearGrid(KeyedCanvas):
    """A year to look over; a double click, Enter or the space bar opens a day."""

    by_days = True

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self.year = self.now().year
        self.counts: Mapping[date, int] = {}
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lay_out()

    def retranslate(self) -> None:
        """Be called by its name in the language of now."""
        self.setAccessibleName(_("Year"))

    # --- what it shows
    def show_year(self, year: int, entries: Sequence[Entry] = ()) -> None:
        """Show a year with the entries that make its days busy."""
        self.year = year
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Count the entries of each day."""
        self.entries = tuple(entries)
        self.show_counts(count_days(self.entries, self.year))

    def show_counts(self, counts: Mapping[date, int]) -> None:
        """Show how many entries the days have."""
        self.counts = counts
        self.refresh()

    def lay_out(self) -> None:
        """Say how far one can scroll."""
        room = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._height() - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(self.inks.px(CELL[1]))

    def _across(self) -> int:
        """Return how many months stand side by side: a number that divides twelve."""
        px = self.inks.px
        fits = (self.viewport().width() - px(GAP)) // (px(CELL[0]) * 8 + px(GAP))
        return max((n for n in (1, 2, 3, 4, 6) if n <= fits), default=1)

    def _month_height(self) -> int:
        px, down = self.inks.px, MONTHS // self._across()
        least = px(TITLE) + self._head() + 6 * px(CELL[1])
        return max(least, (self.viewport().height() - px(GAP)) // down - px(GAP))

    def _head(self) -> int:
        return self.inks.note.height + 4

    def _height(self) -> int:
        px, down = self.inks.px, MONTHS // self._across()
        return down * (self._month_height() + px(GAP)) + px(GAP)

    def frames(self) -> list[SmallFrame]:
        """Return where the months lie."""
        px, across = self.inks.px, self._across()
        gap, height = px(GAP), self._month_height()
        width = (self.viewport().width() - gap) // across - gap
        frames = []
        for number in range(MONTHS):
            down, beside = divmod(number, across)
            left = gap + beside * (width + gap)
            top = gap + down * (height + gap) - self.verticalScrollBar().value()
            frames.append(
                SmallFrame(
                    QRect(left, top, width, height),
                    date(self.year, number + 1, 1),
                    side=px(CELL[0]) if self.options.shows_weeks else 0,
                    title=px(TITLE),
                    head=self._head(),
                )
            )
        return frames

    def scene(self) -> SmallScene:
        """Return what is painted now."""
        span = self.drop_span
        return SmallScene(
            options=self.options,
            today=self.now().date(),
            busy=self.counts,
            current=self.cursor_span.first_day if self.cursor_span else None,
            has_focus=self.hasFocus(),
            target=span.first_day if span else None,
            is_shaded=True,
        )

    def paint(self, painter: QPainter) -> None:
        """Draw the months that can be seen."""
        area = self.viewport().rect()
        painter.fillRect(area, self.inks.colour("base"))
        months = SmallMonthPainter(painter, self.scene(), self.inks)
        for frame in self.frames():
            if frame.area.intersects(area):
                months.paint(frame)

    # --- points
    def hit(self, at: QPoint) -> Hit:
        """Return what lies at a point of the viewport."""
        for frame in self.frames():
            if frame.area.contains(at):
                day, week = frame.day_at(at), frame.week_at(at)
                if day is not None:
                    return Hit(Part.EMPTY, whole_days(day, day))
                if week is not None:
                    return Hit(Part.WEEK, day=week)
                is_title = at.y() < frame.area.top() + frame.title
                return Hit(Part.MONTH, day=frame.month) if is_title else NOTHING_HIT
        return NOTHING_HIT

    def slot_at(self, at: QPoint) -> Span | None:
        """Return the day at a point; there is none between months."""
        return self.hit(at).span

    def rect_of(self, span: Span) -> QRect:
        """Return where a day lies."""
        if span.first_day.year != self.year:
            return QRect()
        return self.frames()[span.first_day.month - 1].cell_of(span.first_day)

    def bring_into_view(self, span: Span) -> None:
        """Scroll to a day."""
        rect, bar = self.rect_of(span), self.verticalScrollBar()
        if rect.isEmpty():
            return
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - self.inks.px(GAP))
        elif rect.bottom() > self.viewport().height():
            below = rect.bottom() - self.viewport().height()
            bar.setValue(bar.value() + below + self.inks.px(GAP))

    def reading_order(self) -> Sequence[Entry]:
        """Return nothing: a year shows no single entries."""
        return ()

    def tip_at(self, at: QPoint) -> str:
        """Return lunar date, holiday and number of entries of the day at a point."""
        span = self.slot_at(at)
        return self._words(span.first_day) if span else ""

    def say_slot(self, span: Span) -> str:
        """Return what a screen reader says of the day under the cursor."""
        return self._words(span.first_day)

    def _words(self, day: date) -> str:
        return say_day(day, self.options, self.counts.get(day, 0))

    # --- keys
    def first_slot(self) -> Span:
        """Return today, or the first day of the year."""
        today = self.now().date()
        day = today if today.year == self.year else date(self.year, 1, 1)
        return whole_days(day, day)

    def shows(self, slot: Span) -> bool:
        """Tell whether a day is one of the year."""
        return slot.first_day.year == self.year

    def slot_of(self, span: Span) -> Span:
        """Return the day on which a span begins."""
        return whole_days(span.first_day, span.first_day)

    def step(self, slot: Span, step: Step, *, far: bool) -> Span:
        """Return the day to which a key leads; Page keys lead to the next month."""
        if step in {Step.PAGE_UP, Step.PAGE_DOWN}:
            day = add_months(slot.first_day, 1 if step is Step.PAGE_DOWN else -1)
            return whole_days(day, day)
        return step_in_month(slot, step, weeks=1, far=far)

    def open_range(self, span: Span) -> None:
        """Open the day: in a year one looks, and writes nothing."""
        self.day_opened.emit(span.first_day)

    def type_title(
        self, span: Span, text: str = "", entry: Entry | None = None
    ) -> TitleEdit | None:
        """Open no line: there is no room for one."""
        return None


def count_days(entries: Sequence[Entry], year: int) -> dict[date, int]:
    """Return how many entries each day of a year has; days without any are left out."""
    first, final = date(year, 1, 1), date(year, 12, 31)
    counts: dict[date, int] = {}
    for entry in entries:
        day = max(first, entry.start.date())
        end = min(final, last_day(entry.start, entry.end))
        while day <= end:
            counts[day] = counts.get(day, 0) + 1
            day += timedelta(days=1)
    return counts
