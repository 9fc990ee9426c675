"""The heads between the days of a list."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from datetime import date, timedelta, tzinfo

from desktop.core.clock import day_start
from desktop.core.mail.places import OrderGroup
from desktop.mail.boxes.threads import MOMENT_BITS


def day_groups(ids: array[int], pinned: int, today: date, zone: tzinfo) -> tuple[OrderGroup, ...]:
    """Return the heads between the days, of ids that fall behind those that are pinned."""
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    earlier = (month - timedelta(days=1)).replace(day=1)
    begins = (
        ("future", today + timedelta(days=1)),
        ("today", today),
        ("yesterday", today - timedelta(days=1)),
        ("this_week", monday),
        ("last_week", monday - timedelta(days=7)),
        ("this_month", month),
        ("last_month", earlier),
    )
    groups = [OrderGroup("pinned", 0, pinned)] if pinned else []
    first = pinned
    bound = None
    for key, day in begins:
        at = int(day_start(day, zone).timestamp()) << MOMENT_BITS
        if bound is not None and at >= bound:
            continue  # that span lies within one that was told
        bound = at
        last = bisect_left(ids, 1 - at, lo=first, key=lambda number: -number)
        if last > first:
            groups.append(OrderGroup(key, first, last - first))
        first = last
    if first < len(ids):
        groups.append(OrderGroup("older", first, len(ids) - first))
    return tuple(groups)
