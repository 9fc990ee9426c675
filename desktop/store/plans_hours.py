"""When a company and its people work: their weeks, public holidays, and the days said otherwise."""

from __future__ import annotations

import datetime as dt
import json
import uuid

from desktop.core.scheduling.company_hours import CompanyHours, week_from_json, week_id
from desktop.store.engine import Connection


def company_hours(connection: Connection) -> CompanyHours:
    """Return the working hours; days off of the company come before the law's.

    A week that cannot be read is that of most offices.
    """
    days = "SELECT day, is_working FROM day_off WHERE deleted_at IS NULL AND day IS NOT NULL"
    weeks = "SELECT id, user_id, week FROM working_hours WHERE deleted_at IS NULL"
    said = {}
    for one, user, week in connection.execute(weeks).fetchall():
        person = None if user is None else uuid.UUID(bytes=user)
        found = week_from_json(json.loads(week)) if week else None
        if found is not None and one == week_id(person).bytes:
            said[person] = found
    company = said.pop(None, None)
    return CompanyHours(
        company or CompanyHours().week,
        {person: week for person, week in said.items() if person is not None},
        {
            dt.date.fromisoformat(day): bool(is_working)
            for day, is_working in connection.execute(days).fetchall()
        },
        is_said=company is not None,
    )
