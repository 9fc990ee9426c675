"""Entries for the tests of the diary."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import midnight


def moment(day: int, hour: float = 0) -> datetime:
    """Return a naive moment in November 2026."""
    return midnight(date(2026, 11, day)) + timedelta(hours=hour)


def at(hour: float, minutes: int = 60, *, day: int = 23, title: str = "Meeting", **more: Any):
    """Return an entry of some hours in November 2026."""
    start = moment(day, hour)
    end = start + timedelta(minutes=minutes)
    return Entry(uuid.uuid4(), "", title, start, end, **{"may_edit": True, **more})


def days(first: int, count: int = 1, *, title: str = "Fair", **more: Any):
    """Return an entry of whole days in November 2026."""
    start = moment(first)
    end = start + timedelta(days=count)
    return Entry(uuid.uuid4(), "", title, start, end, is_all_day=True, **{"may_edit": True, **more})
