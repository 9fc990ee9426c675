"""A page of hours under the pointer: what lies at a point, where a span lies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect

from desktop.core.diary.day_layout import Bar, Block, DayLayout
from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import ONE_DAY, Span, last_day, whole_days
from desktop.core.diary.steps import slot_in
from desktop.core.quick_dataclass import dataclass
from desktop.views.diary.canvas.time_frame import TimeFrame
from desktop.views.diary.canvas.time_painter import lane_of, parts_of
from desktop.views.diary.canvas.values import NOTHING_HIT, Hit, Part

EDGE: Final = 8  # pixels at 100 % from an edge within which an entry is resized


@dataclass(frozen=True, slots=True)
class TimePage:
    """Layout and frame of the moment; `reach` is how wide an edge is, `slot` are minutes."""

    frame: TimeFrame
    layout: DayLayout
    slot: int
    reach: int = EDGE

    def hit(self, at: QPoint) -> Hit:
        """Return what lies at a point of the viewport."""
        frame = self.frame
        if not frame.is_in_columns(at):
            return NOTHING_HIT
        column = frame.column_at(at.x())
        if at.y() < frame.lanes_top:
            return Hit(Part.DAY, day=self._day(column))
        slot = self.slot_at(at)
        if at.y() < frame.hours_top:
            return self._lane_hit(at, column, slot)
        minute = frame.minute_at(at.y())
        for block in self.layout.blocks:
            is_near = block.column == column and block.top - 2 <= minute <= block.bottom + 2
            if is_near and frame.block_rect(block).contains(at):
                return Hit(self._block_part(block, at), slot, block.entry)
        return Hit(Part.EMPTY, slot)

    def slot_at(self, at: QPoint) -> Span:
        """Return the slot at a point, the nearest one of a point outside."""
        column = self.layout.columns[self.frame.column_at(at.x())]
        day = whole_days(column.day, column.day, column.person)
        if at.y() < self.frame.hours_top:
            return day
        return slot_in(day, int(self.frame.minute_at(at.y())), self.slot)

    def _day(self, column: int) -> date:
        return self.layout.columns[column].day

    def _block_part(self, block: Block, at: QPoint) -> Part:
        """Return which part of a block a point is on; low ones keep a middle to be moved by."""
        entry = block.entry
        if not entry.may_edit or entry.only_busy:
            return Part.BODY
        rect, day = self.frame.block_rect(block), self._day(block.column)
        reach = min(self.reach, max(2, rect.height() // 4))
        if at.y() < rect.top() + reach and entry.start.date() == day:
            return Part.START_EDGE
        if at.y() > rect.bottom() - reach and last_day(entry.start, entry.end) == day:
            return Part.END_EDGE
        return Part.BODY

    def _lane_hit(self, at: QPoint, column: int, slot: Span) -> Hit:
        frame = self.frame
        for bar in self.layout.bars:
            if frame.bar_rect(bar).contains(at):
                return Hit(self._bar_part(bar, at), slot, bar.entry)
        if self.layout.hidden[column] and at.y() >= frame.lane_rect(0, 0, frame.lanes - 1).top():
            return Hit(Part.MORE, day=self._day(column))
        return Hit(Part.EMPTY, slot)

    def _bar_part(self, bar: Bar, at: QPoint) -> Part:
        rect = self.frame.bar_rect(bar)
        reach = min(self.reach, rect.width() // 4)
        if not bar.entry.may_edit or bar.entry.only_busy:
            return Part.BODY
        if at.x() < rect.left() + reach and not bar.begins_before:
            return Part.START_EDGE
        if at.x() > rect.right() - reach and not bar.ends_after:
            return Part.END_EDGE
        return Part.BODY

    def rect_of(self, span: Span, entry: Entry | None) -> QRect:
        """Return where a span begins on the screen; of an entry, where that stands."""
        frame, columns = self.frame, self.layout.columns
        for bar in self.layout.bars if entry else ():
            if bar.entry is entry:
                return frame.bar_rect(bar)
        for block in self.layout.blocks if entry else ():
            if block.entry is entry:
                return frame.block_rect(block).intersected(frame.hours)
        if span.is_all_day or span.end - span.start >= ONE_DAY:
            found = lane_of(span, columns)
            return frame.lane_rect(*found, frame.lanes - 1) if found else QRect()
        parts = parts_of(span, columns)
        return frame.span_rect(*parts[0]).intersected(frame.hours) if parts else QRect()

    def reading_order(self) -> list[Entry]:
        """Return the entries column by column, whole days first, each once."""
        places = [(bar.first, -1, bar.row, bar.entry) for bar in self.layout.bars]
        places += [
            (block.column, block.top, block.share.column, block.entry)
            for block in self.layout.blocks
        ]
        places.sort(key=_place)
        return list({id(place[3]): place[3] for place in places}.values())


def _place(place: tuple[int, int, int, Entry]) -> tuple[int, int, int]:
    return place[:3]


def slot_of(span: Span, slot: int) -> Span:
    """Return the slot at which a span begins."""
    if span.is_all_day:
        return whole_days(span.first_day, span.first_day, span.person)
    return slot_in(span, span.start.hour * 60 + span.start.minute, slot)


def last_slot_of(span: Span, slot: int) -> Span:
    """Return the slot that ends with a span."""
    if span.is_all_day:
        return whole_days(span.last_day, span.last_day, span.person)
    start = span.end - timedelta(minutes=slot)
    return Span(start, span.end, is_all_day=False, person=span.person)
