"""What a drag of a bar means: the row as it would be after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop.core.gantt.axis import Axis
from desktop.core.gantt.parts import Part
from desktop.core.scheduling.minutes import Minute, from_minute
from desktop.core.scheduling.plan import WHOLE
from desktop.core.scheduling.working_time import WorkingTime
from desktop.core.work.planning import span_of
from desktop.core.work.rows import PlanRow

SHORTEST: Final = 15  # working minutes that a bar keeps however short it is drawn
PERCENT_STEP: Final = 5


def snapped(minutes: float, step: Minute) -> Minute:
    """Return the whole number of steps nearest to a distance."""
    return round(minutes / step) * step


def dragged(row: PlanRow, time: WorkingTime, part: Part, by: Minute) -> PlanRow:
    """Return a row of which the bar or an edge of it was dragged by so many minutes.

    The bar as a whole takes as long as before and starts at a working minute; an edge changes how
    long it takes. A milestone has no hours and stands where it was put.
    """
    start, duration = span_of(row, time)
    if start is None or not by:
        return row
    if part is Part.BODY:
        return _moved(row, time, start + by, duration)
    return _resized(row, time, part, by)


def percent_at(axis: Axis, span: tuple[Minute, Minute], x: float) -> int:
    """Return the progress that a mark at a pixel means, in steps of 5 per cent."""
    left, right = axis.x(span[0]), axis.x(span[1])
    share = (x - left) / (right - left) if right > left else 0.0
    steps = round(share * WHOLE / PERCENT_STEP) * PERCENT_STEP
    return min(max(steps, 0), WHOLE)


def _moved(row: PlanRow, time: WorkingTime, start: Minute, duration: int) -> PlanRow:
    if not duration:
        at = from_minute(start)
        return replace(row, starts_at=None if row.starts_at is None else at, due_at=at)
    start = time.start_of(time.index(start))
    return _placed(row, time, start, duration)


def _resized(row: PlanRow, time: WorkingTime, part: Part, by: Minute) -> PlanRow:
    start, duration = span_of(row, time)
    if start is None or row.is_milestone:
        return row
    if part is Part.FINISH:
        finish = time.finish(start, duration) + by
        return _placed(row, time, start, max(SHORTEST, time.between(start, finish)))
    last = time.index(start) + duration
    first = min(time.index(start + by), last - SHORTEST)
    return _placed(row, time, time.start_of(first), last - first)


def _placed(row: PlanRow, time: WorkingTime, start: Minute, duration: int) -> PlanRow:
    due = from_minute(time.finish(start, duration))
    return replace(row, starts_at=from_minute(start), due_at=due, duration=duration)
