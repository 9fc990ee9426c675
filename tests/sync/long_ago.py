"""A customer who was called long ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from desktop.core.clock import SystemClock
from tests.sync.desk import Desk

YEAR = dt.timedelta(days=365)


def ago(years: float) -> dt.datetime:
    """Return the moment so many years ago."""
    return SystemClock().now() - years * YEAR


def with_calls(desk: Callable[..., Desk]) -> Any:
    """Make somebody whose customer was called last year, two years ago, and ten years ago."""
    one: Any = desk(is_administrator=True)
    one.customer = one.make("account", name="Hoa Sen", is_shared=True)
    one.calls = {
        years: one.make("call", subject=f"{years}", account_id=one.customer, called_at=ago(years))
        for years in (1, 2, 10)
    }
    one.sync()
    return one


def calls(desk: Desk) -> set[str]:
    """Return the calls that are on the computer."""
    return {subject for (subject,) in desk.asked("SELECT subject FROM call")}
