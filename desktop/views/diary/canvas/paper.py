"""Days and months of a diary on paper, or wherever else they are painted without a window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.core.diary.day_facts import facts_of
from desktop.core.diary.day_layout import DAY_MINUTES, DayLayout, columns_of, lay_out_days
from desktop.core.diary.entry import Entry
from desktop.core.diary.month_layout import WEEK, lay_out_month
from desktop.core.diary.spans import midnight
from desktop.core.i18n import _
from desktop.views.diary.canvas.day_head_painter import HEAD, PERSON
from desktop.views.diary.canvas.inks import Inks, PaperLook
from desktop.views.diary.canvas.month_frame import MonthFrame
from desktop.views.diary.canvas.month_painter import MonthPainter, MonthScene
from desktop.views.diary.canvas.ruler_painter import SCALE
from desktop.views.diary.canvas.time_frame import LINE, TimeFrame
from desktop.views.diary.canvas.time_painter import TimePainter, TimeScene
from desktop.views.diary.canvas.values import Options, Person

LANES: Final = 6
SIDE: Final = 28  # width of the numbers of weeks
NEVER: Final = midnight(date.min)  # paper has no today: it is read later


def paper_inks() -> Inks:
    """Return the colours and types of paper; a painter must have 96 units to an inch."""
    return Inks(PaperLook())


def paint_days(
    painter: QPainter,
    area: QRect,
    days: Sequence[date],
    entries: Sequence[Entry],
    *,
    options: Options,
    people: Sequence[Person] = (),
) -> None:
    """Paint the hours of some days into an area: those of work, and all that hold an entry.

    One unit of the painter is 1/96 inch.
    """
    inks = paper_inks()
    columns = columns_of(days, [person.id for person in people])
    layout = lay_out_days(columns, entries, lanes=LANES)
    ruler = max(inks.px(SCALE), inks.note.width(_("All day")) + 14)
    head = inks.px(HEAD) + (inks.px(PERSON) if people else 0)
    first, last = _hours(layout, options)
    lane, lanes = inks.chip_height, max(1, layout.lanes)
    hour = (area.height() - head - lane * lanes - LINE) * 60 / (last - first)
    frame = TimeFrame(
        area=area,
        columns=len(columns),
        ruler=ruler,
        head=head,
        lane=lane,
        lanes=lanes,
        hour=hour,
        column=(area.width() - ruler) / len(columns),
        scroll=round(first * hour / 60),
    )
    least = round(inks.title.height * 60 / hour)
    layout = lay_out_days(columns, entries, least=least, lanes=LANES)
    facts = tuple(facts_of(column.day, options.weekend, options.own_days) for column in columns)
    scene = TimeScene(layout, facts, options, NEVER, tuple(people))
    TimePainter(painter, frame, scene, inks).paint()


def _hours(layout: DayLayout, options: Options) -> tuple[int, int]:
    """Return the first and last minute that are printed: full hours around work and entries."""
    first = min([options.work_start, *(block.top for block in layout.blocks)])
    last = max([options.work_end, *(block.bottom for block in layout.blocks)])
    return first // 60 * 60, min(DAY_MINUTES, -(-last // 60) * 60)


def paint_month(
    painter: QPainter,
    area: QRect,
    month: date,
    entries: Sequence[Entry],
    *,
    options: Options,
) -> None:
    """Paint the weeks of a month into an area, as many as it touches.

    One unit of the painter is 1/96 inch.
    """
    inks = paper_inks()
    first = month.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    after = (first + timedelta(days=31)).replace(day=1)
    weeks = -(-(after - monday).days // WEEK)
    frame = MonthFrame(
        area=area,
        weeks=weeks,
        side=inks.px(SIDE) if options.shows_weeks else 0,
        head=inks.label.height + 6,
        number=inks.strong.height + 4,
        chip=inks.chip_height,
    )
    layout = lay_out_month(monday, weeks, entries, frame.capacity)
    facts = tuple(
        facts_of(layout.day(place), options.weekend, options.own_days)
        for place in range(weeks * WEEK)
    )
    MonthPainter(painter, frame, MonthScene(layout, month, facts, options, NEVER), inks).paint()
