"""The hours of 1 to 14 days, or of several people side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.diary.day_facts import facts_of
from desktop.core.diary.day_layout import Column, DayLayout, columns_of, lay_out_days
from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import Span, span_of, whole_days
from desktop.core.diary.steps import Hours, Step, slot_in, step_in_hours
from desktop.core.i18n import _, language
from desktop.views.diary.canvas.day_head_painter import HEAD, PERSON
from desktop.views.diary.canvas.keyed_canvas import KeyedCanvas
from desktop.views.diary.canvas.ruler_painter import SCALE
from desktop.views.diary.canvas.time_frame import TimeFrame
from desktop.views.diary.canvas.time_page import EDGE, TimePage, last_slot_of, slot_of
from desktop.views.diary.canvas.time_painter import TimePainter, TimeScene, parts_of
from desktop.views.diary.canvas.values import Hit, Options, Person
from desktop.views.theme import look

LEAST_COLUMN: Final = 64  # pixels at 100 %; below that columns are scrolled
MOST_LANES: Final = 5  # shown before "+3 more"
ROOM: Final = 10  # kept free at the right of a column
NORMAL_ROW: Final = 28  # height of a row of lists in the normal density
_HOURS: Final = (20, 160)  # least and greatest height of an hour


class TimeGrid(KeyedCanvas):
    """Hours downwards, days or people from left to right, whole days in lanes above."""

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self.days: tuple[date, ...] = (self.now().date(),)
        self.people: tuple[Person, ...] = ()
        self._layout: DayLayout = lay_out_days(columns_of(self.days), ())
        self._placed: tuple[Entry, ...] | None = None  # what the layout was made of
        self._manner: tuple[object, ...] = ()
        self._hour = float(self.options.hour_height)
        self._has_scrolled = False
        self.verticalScrollBar().setSingleStep(24)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.lay_out()

    # --- what it shows
    def show_days(
        self,
        days: Sequence[date],
        entries: Sequence[Entry] = (),
        people: Sequence[Person] = (),
    ) -> None:
        """Show entries of some days; with people, each in columns of his own."""
        self.days, self.people = tuple(days), tuple(people)
        self.show_entries(entries)

    def show_options(self, options: Options) -> None:
        """Show the entries in another manner; hours keep the height that the wheel gave them."""
        if options.hour_height != self.options.hour_height:
            self._hour = float(options.hour_height)
        super().show_options(options)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns from left to right."""
        return self._layout.columns

    def lay_out(self) -> None:
        """Place the entries, and say how far one can scroll."""
        manner = (self.days, self.people, self.options, self._hour_height(), language())
        if self.entries is not self._placed or manner != self._manner:
            self._placed, self._manner = self.entries, manner
            self._layout = lay_out_days(
                columns_of(self.days, [person.id for person in self.people]),
                self.entries,
                least=self._least(),
                lanes=MOST_LANES,
            )
            self._facts = tuple(
                facts_of(column.day, self.options.weekend, self.options.own_days)
                for column in self._layout.columns
            )
        self._set_bars()

    def _least(self) -> int:
        """Return the minutes of the lowest block that can still be read."""
        line = self.inks.title.height + 2
        return max(5, min(60, round(line * 60 / max(1.0, self._hour_height()))))

    def _hour_height(self) -> float:
        now = look()
        return now.px(round(self._hour * now.density.row / NORMAL_ROW))

    def _set_bars(self) -> None:
        frame = self.frame()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        room = frame.hours.height()
        vertical.setRange(0, max(0, frame.height + 1 - room))
        vertical.setPageStep(max(1, room))
        width = frame.hours.width()
        horizontal.setRange(0, max(0, round(frame.column * frame.columns) - width))
        horizontal.setPageStep(max(1, width))
        if not self._has_scrolled and room > 0 and self.isVisible():
            self._has_scrolled = True
            self.scroll_to_work()

    def scroll_to_work(self) -> None:
        """Begin with the hours in which people work."""
        minute = max(0, self.options.work_start - 30)
        self.verticalScrollBar().setValue(round(minute * self._hour_height() / 60))

    def frame(self) -> TimeFrame:
        """Return where things lie at the present size."""
        px = self.inks.px
        count = len(self._layout.columns)
        scale = max(px(SCALE), self.inks.note.width(_("All day")) + px(14))
        ruler = scale * (2 if self.options.second_zone else 1)
        area = self.viewport().rect()
        return TimeFrame(
            area=area,
            columns=count,
            ruler=ruler,
            head=px(HEAD) + (px(PERSON) if self.people else 0),
            lane=self.inks.chip_height,
            lanes=max(1, self._layout.lanes),
            hour=self._hour_height(),
            column=max(float(px(LEAST_COLUMN)), (area.width() - ruler) / count),
            scroll=self.verticalScrollBar().value(),
            shift=self.horizontalScrollBar().value(),
            right=px(ROOM),
        )

    def scene(self) -> TimeScene:
        """Return what is painted now."""
        return TimeScene(
            layout=self._layout,
            facts=self._facts,
            options=self.options,
            now=self.now(),
            people=self.people,
            chosen=self.chosen,
            marked=self.cursor_span,
            has_focus=self.hasFocus(),
            ghost=self.ghost(),
            leaving=self.leaving(),
            drop=self.drop_span,
        )

    def paint(self, painter: QPainter) -> None:
        """Draw everything."""
        TimePainter(painter, self.frame(), self.scene(), self.inks).paint()

    # --- points
    def page(self) -> TimePage:
        """Return what lies where."""
        return TimePage(self.frame(), self._layout, self.options.slot, self.inks.px(EDGE))

    def hit(self, at: QPoint) -> Hit:
        """Return what lies at a point of the viewport."""
        return self.page().hit(at)

    def slot_at(self, at: QPoint) -> Span | None:
        """Return the slot at a point, the nearest one of a point outside."""
        return self.page().slot_at(at)

    def drag_area(self) -> QRect:
        """Return the hours; the lanes above are a place to drag to."""
        return self.frame().hours.adjusted(0, -self.frame().lane, 0, 0)

    def rect_of(self, span: Span) -> QRect:
        """Return where a span begins on the screen."""
        is_chosen = self.chosen is not None and span_of(self.chosen) == span
        return self.page().rect_of(span, self.chosen if is_chosen else None)

    def bring_into_view(self, span: Span) -> None:
        """Scroll so that a span can be seen, its beginning before its end."""
        if span.is_all_day or not parts_of(span, self.columns):
            return
        column, top, bottom = parts_of(span, self.columns)[0]
        frame = self.frame()
        for bar, first, last, room in (
            (
                self.verticalScrollBar(),
                round(top * frame.hour / 60),
                round(bottom * frame.hour / 60),
                frame.hours.height(),
            ),
            (
                self.horizontalScrollBar(),
                round(column * frame.column),
                round((column + 1) * frame.column),
                frame.hours.width(),
            ),
        ):
            bar.setValue(min(first, max(bar.value(), last - room)))

    def reading_order(self) -> Sequence[Entry]:
        """Return the entries column by column, whole days first."""
        return self.page().reading_order()

    # --- keys
    def first_slot(self) -> Span:
        """Return the slot of now, or of the beginning of work."""
        now = self.now()
        day = now.date() if now.date() in self.days else self.days[0]
        person = self.columns[0].person
        minute = now.hour * 60 + now.minute if day == now.date() else self.options.work_start
        return slot_in(whole_days(day, day, person), minute, self.options.slot)

    def shows(self, slot: Span) -> bool:
        """Tell whether the day of a slot is shown."""
        return slot.first_day in self.days

    def slot_of(self, span: Span) -> Span:
        """Return the slot at which a span begins."""
        return slot_of(span, self.options.slot)

    def last_slot_of(self, span: Span) -> Span:
        """Return the slot at which a span ends."""
        return last_slot_of(span, self.options.slot)

    def step(self, slot: Span, step: Step, *, far: bool) -> Span:
        """Return the slot to which a key leads."""
        hours = Hours(
            self.options.slot,
            self.options.work_start,
            self.options.work_end,
            page=int(self.frame().hours.height() * 60 / self._hour_height()),
            people=[person.id for person in self.people],
        )
        return step_in_hours(slot, step, hours, far=far)

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl make the hours higher or lower."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
            event.accept()
        else:
            super().wheelEvent(event)

    def zoom(self, by: float) -> None:
        """Make the hours higher, or lower; the hour in the middle stays there."""
        frame = self.frame()
        middle = frame.minute_at(frame.hours.center().y())
        self._hour = max(float(_HOURS[0]), min(float(_HOURS[1]), self._hour * by))
        self.lay_out()
        height = self.frame().hours.height()
        self.verticalScrollBar().setValue(round(middle * self._hour_height() / 60 - height / 2))
        self.viewport().update()
