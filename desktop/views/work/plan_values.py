"""The values of a row of a plan as the fields of its record hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from desktop.core.clock import from_micros, local_zone, to_micros
from desktop.core.filters import Json
from desktop.core.work.rows import PROJECT, PlanRow

_SUMMED: Final = frozenset(
    {"starts_at", "due_at", "starts_on", "due_on", "percent", "duration", "effort"}
)


def is_summed(row: PlanRow, field: str) -> bool:
    """Tell whether a row shows here the sum of what is below it, not a value of its own."""
    return row.has_children and row.kind != PROJECT and field in _SUMMED


def value_of(row: PlanRow, field: str) -> Json:
    """Return the value of a field in JSON form."""
    get = _GETTERS.get(field)
    return None if get is None else get(row)


def _title(row: PlanRow) -> Json:
    return row.title


def _assignees(row: PlanRow) -> Json:
    return [str(one) for one in row.assignees] or None


def _starts_at(row: PlanRow) -> Json:
    return moment_to_json(row.starts_at)


def _due_at(row: PlanRow) -> Json:
    return moment_to_json(row.due_at)


def _starts_on(row: PlanRow) -> Json:
    return row.starts_at.date().isoformat() if row.starts_at else None


def _due_on(row: PlanRow) -> Json:
    return row.due_at.date().isoformat() if row.due_at else None


def _percent(row: PlanRow) -> Json:
    return str(row.percent)


def _duration(row: PlanRow) -> Json:
    return row.duration or None


def _effort(row: PlanRow) -> Json:
    return row.effort or None


def _account(row: PlanRow) -> Json:
    return str(row.account.id) if row.account else None


def _stage(row: PlanRow) -> Json:
    return str(row.stage.id) if row.stage else None


def _priority(row: PlanRow) -> Json:
    return row.priority


def _status(row: PlanRow) -> Json:
    return row.status


_GETTERS: Final[Mapping[str, Callable[[PlanRow], Json]]] = {
    "title": _title,
    "name": _title,
    "assignees": _assignees,
    "starts_at": _starts_at,
    "due_at": _due_at,
    "starts_on": _starts_on,
    "due_on": _due_on,
    "percent": _percent,
    "duration": _duration,
    "effort": _effort,
    "account_id": _account,
    "stage_id": _stage,
    "priority": _priority,
    "status": _status,
}


def moment_to_json(wall: dt.datetime | None) -> Json:
    """Return a wall time of the person as fields hold moments."""
    return None if wall is None else to_micros(wall.replace(tzinfo=local_zone()))


def moment_from_json(value: Json) -> dt.datetime | None:
    """Return the wall time of a moment as fields hold it."""
    if not isinstance(value, int):
        return None
    return from_micros(value).astimezone(local_zone()).replace(tzinfo=None)


def with_value(row: PlanRow, field: str, value: Json) -> PlanRow:
    """Return the row as it will look when a value is saved, as far as that is known here."""
    if field in {"title", "name"}:
        return replace(row, title=str(value or ""))
    if field == "starts_at":
        return replace(row, starts_at=moment_from_json(value))
    if field == "due_at":
        return replace(row, due_at=moment_from_json(value))
    if field == "percent":
        return replace(row, percent=_whole(value))
    if field == "priority":
        return replace(row, priority=str(value or ""))
    return row


def _whole(value: Json) -> int:
    try:
        return round(float(str(value)))
    except ValueError:
        return 0
