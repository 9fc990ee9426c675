"""How plans read stored values: local time for thousands of moments, ids, sums of what is below."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import replace
from typing import Final

from desktop.core.clock import from_micros, local_zone
from desktop.core.work.planning import OVER
from desktop.core.work.rows import PROJECT, TASK, PlanRow, Totals

PERCENT: Final = 10_000  # of the stored number
NEW, BEGUN = "new", "in_progress"
_QUARTER: Final = 900_000_000  # microseconds; zones change their offset at quarters of an hour
_EPOCH: Final = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - wall time, as plans have it
_MICROSECOND: Final = dt.timedelta(microseconds=1)


def summed(row: PlanRow, totals: Totals | None) -> PlanRow:
    """Return the row of a summary with what it sums up.

    A project keeps days that were said; a task below which something has begun has begun.
    """
    if totals is None:
        return row
    own = row.kind == PROJECT
    has_begun = row.kind == TASK and row.status == NEW and (totals.percent or totals.finished)
    return replace(
        row,
        status=BEGUN if has_begun else row.status,
        starts_at=totals.starts_at or (row.starts_at if own else None),
        due_at=totals.due_at or (row.due_at if own else None),
        duration=totals.duration,
        effort=totals.effort,
        spent=totals.spent,
        percent=totals.percent,
        overdue=totals.late and row.status not in OVER,
        is_milestone=False,
    )


class WallTime:
    """Turns stored moments into the wall time of the person at the screen, thousands at a time."""

    def __init__(self) -> None:
        self._zone = local_zone()
        self._offsets: dict[int, dt.datetime] = {}

    def of(self, micros: int | None) -> dt.datetime | None:
        """Return the wall time of a moment, without zone."""
        if micros is None:
            return None
        quarter = micros // _QUARTER
        epoch = self._offsets.get(quarter)
        if epoch is None:
            offset = from_micros(quarter * _QUARTER).astimezone(self._zone).utcoffset()
            epoch = self._offsets[quarter] = _EPOCH + (offset or dt.timedelta())
        return epoch + micros * _MICROSECOND

    def now_day(self, micros: int) -> dt.date:
        """Return the day of a moment."""
        return from_micros(micros).astimezone(self._zone).date()


def ids_in(stored: str | None) -> tuple[uuid.UUID, ...]:
    """Return the ids of a stored list."""
    return tuple(map(uuid.UUID, json.loads(stored))) if stored else ()


def id_in(stored: bytes | None) -> uuid.UUID | None:
    """Return the id of a stored link."""
    return None if stored is None else uuid.UUID(bytes=stored)
