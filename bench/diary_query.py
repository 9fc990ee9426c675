"""C1: what a month or week of a diary asks of the database: 2,000 times out of 10,000 series."""

from __future__ import annotations

import datetime as dt
import tempfile
import uuid
from contextlib import closing
from pathlib import Path

from bench.figures import Conditions, Figure, bench, median_of
from bench.lists import milliseconds
from desktop.core.clock import DEFAULT_ZONE, SystemClock, local_day
from desktop.services.opening import declare
from desktop.store.diary_upkeep import fill_times
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.store.reads import LocalReads
from desktop.store.work import Store

CALENDARS = 30
MONTH_SERIES = 333  # in one calendar: six weeks of them are 2,000 times
WEEKS = 6


@bench(
    Figure("C1.query", "month of 2,000 events of 10,000 series: asked and built", "ms", 80, 30),
    Figure("C1.days", "the same for a small calendar: how much on each day", "ms", 80, 30),
    Figure("C1.beyond", "the same five years ahead, where nothing is filled in", "ms", 300, 120),
)
def measure_query(conditions: Conditions) -> dict[str, float]:
    """Ask for six weeks of one calendar among thirty."""
    declare()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        profile = Path(folder) / "profile"
        profile.mkdir()
        with closing(open_profile(profile, SystemClock(), Role.WORKER, owner_name="An")) as store:
            calendars = _fill(store, max(1, CALENDARS * conditions.rows // 1_000_000))
            fill_times(store)
            store.checkpoint()
            path = store.path
        with closing(LocalReads(path, SystemClock())) as reads:
            return _measure(reads, calendars[0], max(5, conditions.repeats))


def _measure(reads: LocalReads, calendar: uuid.UUID, repeats: int) -> dict[str, float]:
    first = local_day(SystemClock().now()) - dt.timedelta(21)
    last = first + dt.timedelta(days=7 * WEEKS - 1)
    far = dt.timedelta(days=5 * 365)
    asked = [calendar]

    def timed(shift: dt.timedelta) -> list[float]:
        span = (first + shift, last + shift, DEFAULT_ZONE, asked)
        return [milliseconds(lambda: reads.diary(*span)) for _repeat in range(repeats)]

    reads.diary(first, last, DEFAULT_ZONE, asked)
    days = [
        milliseconds(lambda: reads.diary_days(first, last, DEFAULT_ZONE, asked))
        for _repeat in range(repeats)
    ]
    return {
        "C1.query": median_of(timed(dt.timedelta())),
        "C1.days": median_of(days),
        "C1.beyond": median_of(timed(far)),
    }


def _fill(store: Store, count: int) -> list[uuid.UUID]:
    """Make calendars with weekly series; return their ids."""
    begins = (SystemClock().now() - dt.timedelta(400)).replace(minute=0, second=0, microsecond=0)
    made = []
    for number in range(count):
        calendar = uuid.uuid4()
        rows = [
            {
                "title": f"Giao ban {number}.{one}",
                "calendar_id": calendar,
                "starts_at": begins + dt.timedelta(days=one % 7, minutes=15 * (one % 40)),
                "ends_at": begins + dt.timedelta(days=one % 7, minutes=15 * (one % 40) + 45),
                "zone": DEFAULT_ZONE,
                "rule": "FREQ=WEEKLY",
                "place": "Phòng họp",
            }
            for one in range(MONTH_SERIES)
        ]
        facts = {"id": calendar, "name": f"Lịch {number}", "calendar_type": "group"}
        with store.work(store.owner(), "bench", captured=False) as work:
            work.bulk_insert("calendar", [facts])
            work.bulk_insert("event", rows)
        made.append(calendar)
    return made
