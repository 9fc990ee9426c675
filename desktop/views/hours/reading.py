"""Reading the working hours of the company and its people, for a reader's thread."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Final

from desktop.core.entities import is_entity
from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.scheduling.company_hours import (
    WORKING_HOURS,
    CompanyHours,
    Week,
    week_from_json,
    week_id,
)
from desktop.views.all_rows import read_rows

HOURS_SHOWN_BY: Final = frozenset({WORKING_HOURS, "day_off"})
_WEEKS: Final = ListQuery(WORKING_HOURS, ("user_id", "week"))
_DAYS: Final = ListQuery("day_off", ("day", "is_working"))


def read_hours(reads: Reads) -> CompanyHours:
    """Return the working hours; those of most offices where nobody said any."""
    if not is_entity(WORKING_HOURS):
        return CompanyHours()
    own: dict[uuid.UUID, Week] = {}
    company: Week | None = None
    for row in read_rows(reads, _WEEKS).rows:
        user, said = row.values
        week = week_from_json(said)
        if week is None:
            continue
        person = uuid.UUID(str(user)) if user else None
        if row.id != week_id(person):
            continue  # nobody's hours
        if person is None:
            company = week
        else:
            own[person] = week
    days = dict(_day(row) for row in read_rows(reads, _DAYS).rows)
    usual = CompanyHours().week
    return CompanyHours(company or usual, own, days, is_said=company is not None)


def _day(row: Row) -> tuple[date, bool]:
    day, is_worked = row.values
    return day if isinstance(day, date) else date.fromisoformat(str(day)), bool(is_worked)
