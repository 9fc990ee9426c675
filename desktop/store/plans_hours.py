"""When a company works: its week, public holidays, and the days that it said otherwise."""

from __future__ import annotations

import datetime as dt

from desktop.core.scheduling.hours import OFFICE_DAY, OFFICE_WEEK, Hours, WeekHours
from desktop.core.scheduling.public_hours import PublicHours
from desktop.store.engine import Connection


def company_hours(connection: Connection) -> Hours:
    """Return the working hours of plans; days off of the company come before the law's."""
    query = "SELECT day, is_working FROM day_off WHERE deleted_at IS NULL AND day IS NOT NULL"
    said = {
        dt.date.fromisoformat(day): OFFICE_DAY if is_working else ()
        for day, is_working in connection.execute(query).fetchall()
    }
    return PublicHours(WeekHours(OFFICE_WEEK.week, said))
