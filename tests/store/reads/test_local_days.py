"""The day of a moment, as the database finds it, is that on the person's clock."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core.clock import find_zone, from_micros, local_day, to_micros, use_local_zone
from desktop.store.local_days import day_of_number, local_day_number


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/St_Johns"])
def test_days_begin_at_midnight_where_the_person_is(zone, reads):
    use_local_zone(zone)
    try:
        day = dt.datetime(2026, 3, 1, tzinfo=find_zone(zone))
        moments = [day + dt.timedelta(minutes=187 * step) for step in range(500)]
        moments += [from_micros(-1), from_micros(0), dt.datetime(1950, 1, 1, tzinfo=dt.UTC)]
        for moment in moments:
            sql = f"SELECT {local_day_number('x')} FROM (SELECT {to_micros(moment)} AS x)"
            (number,) = reads._reader.row(sql)
            assert day_of_number(number) == local_day(moment)
    finally:
        use_local_zone("Asia/Ho_Chi_Minh")
