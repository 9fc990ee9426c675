"""Paints a page of weeks: lunar dates, holidays, chips, "+3 more". Of screens and paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.core.dates import weekday_name
from desktop.core.diary.day_facts import DayFacts
from desktop.core.diary.entry import Entry
from desktop.core.diary.month_layout import WEEK, Chip, MonthLayout
from desktop.core.diary.spans import Span, stands_in_lanes
from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass
from desktop.views.diary.canvas.entry_painter import LEFT_BEHIND, EntryPainter
from desktop.views.diary.canvas.inks import Inks
from desktop.views.diary.canvas.month_frame import MonthFrame
from desktop.views.diary.canvas.values import Options

_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_MARKED, _MARKED_FAINTLY, _FALLS, _TODAY = 0.22, 0.12, 0.3, 0.05


@dataclass(frozen=True, slots=True)
class MonthScene:
    """Everything that a page of weeks shows."""

    layout: MonthLayout
    month: date | None  # days outside of it are paler
    facts: tuple[DayFacts, ...]
    options: Options
    now: datetime
    chosen: Entry | None = None
    marked: Span | None = None
    has_focus: bool = False
    ghost: tuple[Entry, Span] | None = None
    leaving: Entry | None = None  # what is shown faintly where it still is
    drop: Span | None = None


class MonthPainter:
    """Paints a scene into a frame."""

    def __init__(self, painter: QPainter, frame: MonthFrame, scene: MonthScene, inks: Inks) -> None:
        self._painter = painter
        self._frame = frame
        self._scene = scene
        self._inks = inks
        self._entries = EntryPainter(painter, inks)

    def paint(self) -> None:
        """Draw everything."""
        painter, frame, inks = self._painter, self._frame, self._inks
        painter.fillRect(frame.area, inks.colour("base"))
        for place in range(self._scene.layout.weeks * WEEK):
            self._paint_day(place)
        self._paint_heads()
        self._paint_weeks()
        self._paint_lines()
        self._paint_span(self._scene.marked, _MARKED if self._scene.has_focus else _MARKED_FAINTLY)
        self._paint_span(self._scene.drop, _FALLS)
        for chip in self._scene.layout.chips:
            self._paint_chip(chip)
        for place, count in enumerate(self._scene.layout.hidden):
            if count:
                self._paint_more(place, count)
        self._paint_ghost()

    # --- days
    def _paint_day(self, place: int) -> None:
        painter, scene, inks = self._painter, self._scene, self._inks
        rect, facts = self._frame.day_rect(place), scene.facts[place]
        is_other = scene.month is not None and facts.day.month != scene.month.month
        if facts.is_off:
            painter.fillRect(rect, inks.rest)
        is_today = facts.day == scene.now.date()
        if is_today:
            painter.fillRect(rect, inks.faded("accent", _TODAY))
        role = "danger" if facts.is_holiday else "text"
        if is_other:
            role = "muted"
        number = str(facts.day.day)
        if facts.day.day == 1 or place == 0:
            number = f"{facts.day.day}/{facts.day.month}"
        line = QRect(rect.left() + 4, rect.top() + 2, rect.width() - 8, self._frame.number - 2)
        strong = inks.strong
        width = strong.width(number)
        if is_today:
            self._paint_today(QRect(line.left(), line.top(), width + 12, line.height()))
            line.setLeft(line.left() + 6)
            role = "on_accent"
        painter.setFont(strong.font if is_today or not is_other else inks.label.font)
        painter.setPen(inks.colour(role))
        painter.drawText(line.left(), strong.baseline(line.top(), line.height()), number)
        line.setLeft(line.left() + width + (10 if is_today else 6))
        self._paint_notes(line, facts)

    def _paint_today(self, rect: QRect) -> None:
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.colour("accent"))
        half = rect.height() / 2
        painter.drawRoundedRect(QRectF(rect), half, half)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_notes(self, line: QRect, facts: DayFacts) -> None:
        """Write the lunar day at the right, and the holiday where there is room left."""
        painter, options, note = self._painter, self._scene.options, self._inks.note
        painter.setFont(note.font)
        at = note.baseline(line.top(), line.height())
        right = line.right()
        if options.shows_lunar and facts.lunar:
            text = facts.lunar if facts.is_lunar_landmark else str(facts.lunar_day)
            width = note.width(text)
            if width <= line.width():
                painter.setPen(self._inks.colour("danger" if facts.is_lunar_landmark else "muted"))
                painter.drawText(right - width + 1, at, text)
                right -= width + 6
        if options.shows_holidays and facts.holiday and right - line.left() > note.height:
            painter.setPen(self._inks.colour("warning" if facts.is_made_up else "danger"))
            painter.drawText(line.left(), at, note.cut(facts.holiday, right - line.left()))

    def _paint_heads(self) -> None:
        painter, inks = self._painter, self._inks
        painter.setFont(inks.label.font)
        painter.setPen(inks.colour("muted"))
        days = [self._scene.layout.day(weekday) for weekday in range(WEEK)]
        room = self._frame.head_rect(0).width() - 8
        is_short = any(inks.label.width(weekday_name(day)) > room for day in days)
        for weekday, day in enumerate(days):
            name = weekday_name(day, short=is_short)
            painter.drawText(self._frame.head_rect(weekday), _CENTRE, name)

    def _paint_weeks(self) -> None:
        if not self._frame.side:
            return
        painter, inks, frame = self._painter, self._inks, self._frame
        painter.setFont(inks.note.font)
        painter.setPen(inks.colour("muted"))
        for week in range(self._scene.layout.weeks):
            number = self._scene.layout.day(week * WEEK).isocalendar().week
            rect = frame.week_rect(week)
            rect.setHeight(frame.number)
            painter.drawText(rect, _CENTRE, str(number))

    def _paint_lines(self) -> None:
        painter, frame = self._painter, self._frame
        line = self._inks.colour("border")
        for week in range(self._scene.layout.weeks):
            top = frame.week_rect(week).top()
            painter.fillRect(QRect(frame.area.left(), top, frame.area.width(), 1), line)
        for weekday in range(WEEK):
            left = frame.head_rect(weekday).left()
            painter.fillRect(QRect(left, frame.area.top(), 1, frame.area.height()), line)

    def _paint_span(self, span: Span | None, share: float) -> None:
        if span is None or (span is self._scene.marked and self._scene.chosen is not None):
            return
        ground = self._inks.faded("accent", share)
        for place in self._places(span):
            rect = self._frame.day_rect(place).adjusted(1, 1, 0, 0)
            self._painter.fillRect(rect, ground)
            if self._scene.has_focus:
                self._painter.setPen(self._inks.colour("accent"))
                self._painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _places(self, span: Span) -> range:
        layout = self._scene.layout
        first = max(0, (span.first_day - layout.first).days)
        last = min(layout.weeks * WEEK - 1, (span.last_day - layout.first).days)
        return range(first, last + 1)

    # --- entries
    def _paint_chip(self, chip: Chip) -> None:
        with self._entries.faded(LEFT_BEHIND if chip.entry is self._scene.leaving else 1.0):
            self._paint_whole_chip(chip)

    def _paint_whole_chip(self, chip: Chip) -> None:
        rect = self._frame.chip_rect(chip)
        is_chosen = chip.entry is self._scene.chosen
        if chip.entry.is_all_day or stands_in_lanes(chip.entry):
            self._entries.bar(
                chip.entry,
                rect,
                is_chosen=is_chosen,
                begins_before=chip.begins_before,
                ends_after=chip.ends_after,
            )
        else:
            self._entries.chip(chip.entry, rect, is_chosen=is_chosen)

    def _paint_more(self, place: int, count: int) -> None:
        small, rect = self._inks.small, self._frame.more_rect(place)
        text = small.cut(_("+{count} more").format(count=count), rect.width() - 8)
        self._painter.setFont(small.font)
        self._painter.setPen(self._inks.colour("link"))
        self._painter.drawText(rect.left() + 5, small.baseline(rect.top(), rect.height()), text)

    def _paint_ghost(self) -> None:
        if self._scene.ghost is None:
            return
        entry, span = self._scene.ghost
        there = replace(entry, start=span.start, end=span.end, is_all_day=span.is_all_day)
        places = self._places(span if stands_in_lanes(there) else replace(span, end=span.start))
        for week in {place // WEEK for place in places}:
            days = [place % WEEK for place in places if place // WEEK == week]
            rect = self._frame.row_rect(week, days[0], days[-1], 0)
            self._entries.ghost(there, rect, is_bar=True)
