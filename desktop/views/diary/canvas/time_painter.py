"""Paints a page of hours: ground, lines, scales, entries, the line of now. Of screens and paper."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QLine, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.core.diary.day_facts import DayFacts
from desktop.core.diary.day_layout import DAY_MINUTES, Bar, Block, Column, DayLayout
from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import Span
from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.hours import Spans
from desktop.views.diary.canvas.day_head_painter import DayHeadPainter
from desktop.views.diary.canvas.entry_painter import LEFT_BEHIND, EntryPainter
from desktop.views.diary.canvas.inks import Inks
from desktop.views.diary.canvas.ruler_painter import RulerPainter
from desktop.views.diary.canvas.time_frame import TimeFrame
from desktop.views.diary.canvas.values import Options, Person

_DOT: Final = 4
_TODAY: Final = 0.05
_FAINT: Final = 0.35
_CROWD: Final = 12  # pixels; narrower blocks are painted without a look at their words


@dataclass(frozen=True, slots=True)
class TimeScene:
    """Everything that a page of hours shows."""

    layout: DayLayout
    facts: tuple[DayFacts, ...]  # of each column
    options: Options
    now: datetime
    people: tuple[Person, ...] = ()
    chosen: Entry | None = None
    marked: Span | None = None  # the time under the cursor
    has_focus: bool = False
    ghost: tuple[Entry, Span] | None = None  # what is on its way, and where
    leaving: Entry | None = None  # what is shown faintly where it still is
    drop: Span | None = None  # where something from elsewhere would fall


class TimePainter:
    """Paints a scene into a frame."""

    def __init__(self, painter: QPainter, frame: TimeFrame, scene: TimeScene, inks: Inks) -> None:
        self._painter = painter
        self._frame = frame
        self._scene = scene
        self._inks = inks
        self._entries = EntryPainter(painter, inks)

    def paint(self) -> None:
        """Draw everything."""
        painter, frame = self._painter, self._frame
        painter.fillRect(frame.area, self._inks.colour("base"))
        painter.setClipRect(frame.hours)
        self._paint_ground()
        self._paint_blocks()
        self._paint_marks()
        self._paint_now()
        painter.setClipping(False)
        RulerPainter(painter, frame, self._scene.options, self._scene.now, self._inks).paint()
        beside = QRect(frame.area)
        beside.setLeft(frame.hours.left())
        painter.setClipRect(beside)
        self._paint_lanes()
        DayHeadPainter(painter, frame, self._scene, self._inks).paint()
        painter.setClipping(False)

    # --- hours
    def _paint_ground(self) -> None:
        painter, frame = self._painter, self._frame
        work, rest = self._inks.colour("base"), self._inks.rest
        for number, facts in enumerate(self._scene.facts):
            rect = frame.column_rect(number)
            painter.fillRect(rect, rest)
            for first, last in self._worked(number, facts):
                start, end = frame.y(first), frame.y(last)
                painter.fillRect(QRect(rect.left(), start, rect.width(), end - start), work)
            if facts.day == self._scene.now.date():
                painter.fillRect(rect, self._inks.faded("accent", _TODAY))
        self._paint_lines()

    def _worked(self, column: int, facts: DayFacts) -> Spans:
        """Return when there is work in a column: that of its person, else mine."""
        options = self._scene.options
        if options.hours is None:
            return () if facts.is_off else ((options.work_start, options.work_end),)
        person = self._scene.layout.columns[column].person
        return options.hours.of(person or options.me).spans(facts.day)

    def _paint_lines(self) -> None:
        painter, frame = self._painter, self._frame
        area, slot = frame.hours, self._scene.options.slot
        first = int(frame.minute_at(area.top())) // slot * slot
        last = int(frame.minute_at(area.bottom()) + slot)
        hours: list[QLine] = []
        parts: list[QLine] = []
        for minute in range(first, min(last, DAY_MINUTES) + 1, slot):
            y = frame.y(minute)
            (parts if minute % 60 else hours).append(QLine(area.left(), y, area.right(), y))
        painter.setPen(QPen(self._inks.colour("border"), 1, Qt.PenStyle.DotLine))
        painter.drawLines(parts)
        painter.setPen(self._inks.colour("border"))
        painter.drawLines(hours)
        for column in range(frame.columns + 1):
            is_edge = column and not self._same_person(column)
            painter.setPen(self._inks.colour("outline" if is_edge else "border"))
            painter.drawLine(frame.x(column), area.top(), frame.x(column), area.bottom())

    def _same_person(self, column: int) -> bool:
        columns = self._scene.layout.columns
        return column >= len(columns) or columns[column].person == columns[column - 1].person

    def _paint_blocks(self) -> None:
        frame, scene = self._frame, self._scene
        area = frame.hours
        top, bottom = frame.minute_at(area.top()), frame.minute_at(area.bottom())
        late: list[Block] = []
        crowd: dict[int, list[Block]] = {}  # by their inks
        for block in scene.layout.blocks:
            if block.bottom <= top or block.top >= bottom:
                continue
            if scene.chosen is block.entry or scene.leaving is block.entry:
                late.append(block)
            elif frame.column < block.share.columns * _CROWD:
                crowd.setdefault(id(self._inks.of(block.entry)), []).append(block)
            else:
                rect = frame.block_rect(block)
                self._entries.block(block.entry, rect, seen_from=area.top())
        for blocks in crowd.values():
            self._paint_crowd(blocks)
        for block in late:  # over its neighbours
            with self._entries.faded(LEFT_BEHIND if block.entry is scene.leaving else 1.0):
                rect = frame.block_rect(block)
                self._entries.block(block.entry, rect, is_chosen=True, seen_from=area.top())

    def _paint_crowd(self, blocks: list[Block]) -> None:
        """Paint blocks of one colour that are too narrow for words, in one go."""
        inks = self._inks.of(blocks[0].entry)
        rects = self._frame.block_rects(blocks)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(inks.ground if rects[0].width() >= _DOT else inks.stripe)
        self._painter.drawRects(rects)
        if rects[0].width() >= _DOT:
            self._painter.setBrush(inks.stripe)
            self._painter.drawRects([QRect(r.x(), r.y(), 2, r.height()) for r in rects])
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_marks(self) -> None:
        scene = self._scene
        if scene.marked is not None and not scene.marked.is_all_day and scene.chosen is None:
            self._fill(scene.marked, 0.22 if scene.has_focus else 0.12)
        if scene.drop is not None and not scene.drop.is_all_day:
            self._fill(scene.drop, 0.3)
        if scene.ghost is not None and not _lies(scene.ghost[1]):
            entry, span = scene.ghost
            ghost = _at(entry, span)
            for column, top, bottom in self.parts(span):
                rect = self._frame.span_rect(column, top, bottom)
                self._entries.ghost(ghost, rect, is_bar=False)

    def _fill(self, span: Span, share: float) -> None:
        colour = self._inks.colour("accent")
        ground = self._inks.faded("accent", share)
        for column, top, bottom in self.parts(span):
            rect = self._frame.span_rect(column, top, bottom).adjusted(-1, 1, 1, 0)
            self._painter.fillRect(rect, ground)
            if self._scene.has_focus:
                self._painter.setPen(colour)
                self._painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def parts(self, span: Span) -> list[tuple[int, int, int]]:
        """Return column, first and last minute of all that is shown of a span of hours."""
        return parts_of(span, self._scene.layout.columns)

    def _paint_now(self) -> None:
        now, frame = self._scene.now, self._frame
        days = [column.day for column in self._scene.layout.columns]
        if now.date() not in days:
            return
        y = frame.y(now.hour * 60 + now.minute)
        painter = self._painter
        danger = self._inks.colour("danger")
        faint = self._inks.faded("danger", _FAINT)
        painter.fillRect(QRect(frame.hours.left(), y, frame.hours.width(), 1), faint)
        for number, day in enumerate(days):
            if day == now.date():
                rect = frame.column_rect(number)
                painter.fillRect(QRect(rect.left(), y - 1, rect.width(), 2), danger)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(danger)
                painter.drawEllipse(QPoint(rect.left() + 1, y), _DOT, _DOT)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    # --- lanes
    def _paint_lanes(self) -> None:
        painter, frame, scene = self._painter, self._frame, self._scene
        height = frame.hours_top - frame.lanes_top - 1
        area = QRect(frame.hours.left(), frame.lanes_top, frame.hours.width(), height)
        painter.fillRect(area, self._inks.colour("base"))
        self._paint_lane_marks(area)
        for bar in scene.layout.bars:
            self._paint_bar(bar)
        for column, count in enumerate(scene.layout.hidden):
            if count:
                self._paint_more(frame.lane_rect(column, column, frame.lanes - 1), count)
        if scene.ghost is not None and _lies(scene.ghost[1]):
            entry, span = scene.ghost
            found = lane_of(span, scene.layout.columns)
            if found is not None:
                rect = frame.lane_rect(*found, 0)
                self._entries.ghost(_at(entry, span), rect, is_bar=True)
        painter.fillRect(QRect(area.left(), frame.hours_top - 1, area.width(), 1), self._edge)

    @property
    def _edge(self) -> QColor:
        return self._inks.colour("outline")

    def _paint_lane_marks(self, area: QRect) -> None:
        scene = self._scene
        for span, share in ((scene.marked, 0.22), (scene.drop, 0.3)):
            if span is None or not span.is_all_day or (span is scene.marked and scene.chosen):
                continue
            found = lane_of(span, scene.layout.columns)
            if found is not None:
                first, last = found
                ground = self._inks.faded("accent", share)
                left, right = self._frame.x(first), self._frame.x(last + 1)
                self._painter.fillRect(
                    QRect(left + 1, area.top(), right - left - 1, area.height()), ground
                )

    def _paint_bar(self, bar: Bar) -> None:
        with self._entries.faded(LEFT_BEHIND if bar.entry is self._scene.leaving else 1.0):
            self._entries.bar(
                bar.entry,
                self._frame.bar_rect(bar),
                is_chosen=bar.entry is self._scene.chosen,
                begins_before=bar.begins_before,
                ends_after=bar.ends_after,
            )

    def _paint_more(self, rect: QRect, count: int) -> None:
        small = self._inks.small
        text = small.cut(_("+{count} more").format(count=count), rect.width() - 8)
        self._painter.setFont(small.font)
        self._painter.setPen(self._inks.colour("link"))
        at = small.baseline(rect.top(), rect.height())
        self._painter.drawText(rect.left() + 6, at, text)


def parts_of(span: Span, columns: tuple[Column, ...]) -> list[tuple[int, int, int]]:
    """Return column, first and last minute of all that is shown of a span of hours."""
    found = []
    for number, column in enumerate(columns):
        is_theirs = column.person == span.person or span.person is None
        if is_theirs and span.first_day <= column.day <= span.last_day:
            top = span.start.hour * 60 + span.start.minute if column.day == span.first_day else 0
            is_last = column.day == span.end.date()
            bottom = span.end.hour * 60 + span.end.minute if is_last else DAY_MINUTES
            found.append((number, top, bottom))
    return found


def lane_of(span: Span, columns: tuple[Column, ...]) -> tuple[int, int] | None:
    """Return the first and last column of a span of days; None if none of them is shown."""
    shown = [
        number
        for number, column in enumerate(columns)
        if (column.person == span.person or span.person is None)
        and span.first_day <= column.day <= span.last_day
    ]
    return (shown[0], shown[-1]) if shown else None


def _lies(span: Span) -> bool:
    return span.is_all_day or (span.end - span.start).days >= 1


def _at(entry: Entry, span: Span) -> Entry:
    from dataclasses import replace  # only while something is dragged

    return replace(entry, start=span.start, end=span.end, is_all_day=span.is_all_day)
