"""Whoever writes events in whatever order: the table says what the rules say."""

from __future__ import annotations

import datetime as dt
import shutil
import uuid
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.clock import FrozenClock, find_zone
from desktop.core.diary.event_times import EventTimes, VariationTimes
from desktop.core.recurrence.addressing import parse_key, variation_id, variation_key
from desktop.core.recurrence.occurrences import Window, occurrences
from desktop.models.base import record_class
from desktop.store.conditions import EVERYBODY
from desktop.store.diary.reading import Diary, local_of, wall_of
from desktop.store.diary.series_rows import whole_series
from desktop.store.diary_upkeep import fill_times
from desktop.store.engine import Role
from desktop.store.maintenance import rebuild_derived
from desktop.store.work import Store
from tests.store.conftest import NOON

ZONE = "Asia/Ho_Chi_Minh"
FIRST = dt.datetime.fromisoformat("2025-06-01T00:00")
RULES = st.sampled_from(
    [
        None,
        "FREQ=DAILY;COUNT=5",
        "FREQ=WEEKLY;BYDAY=MO,TH",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=YEARLY;UNTIL=20291231",
        "FREQ=HOURLY;INTERVAL=3",
        "FREQ=SECONDLY",
        "RSCALE=X-VIETNAMESE;FREQ=MONTHLY;BYMONTHDAY=15",
        "nonsense",
    ]
)
EVENTS = st.fixed_dictionaries(
    {
        "starts_at": st.integers(0, 900 * 24).map(
            lambda hours: (FIRST + dt.timedelta(hours=hours)).replace(tzinfo=dt.UTC)
        ),
        "hours": st.sampled_from([0, 1, 30, 24 * 12]),
        "is_all_day": st.booleans(),
        "zone": st.sampled_from([None, ZONE, "Europe/Berlin"]),
        "rule": RULES,
    }
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("make"), EVENTS),
        st.tuples(st.just("load"), EVENTS),
        st.tuples(st.just("change"), EVENTS),
        st.tuples(st.just("vary"), st.integers(0, 60)),
        st.tuples(st.just("bin"), st.just(None)),
        st.tuples(st.just("undo"), st.just(None)),
        st.tuples(st.just("fill"), st.just(None)),
        st.tuples(st.just("purge"), st.just(None)),
    ),
    min_size=1,
    max_size=9,
)


class Bench:
    """Writes events as everybody does, and knows what should be seen."""

    def __init__(self, store):
        self.store = store
        self.events: list[uuid.UUID] = []
        self.groups: list[int] = []

    def do(self, step, told, pick):
        getattr(self, step)(told, pick)

    def make(self, told, _pick):
        self.write(told, captured=True)

    def load(self, told, _pick):
        self.write(told, captured=False)

    def write(self, told, *, captured):
        values = self.values(told, is_checked=captured)
        one = uuid.uuid4()
        with self.store.work(self.store.owner(), "event.create", captured=captured) as work:
            work.session.add(record_class("event")(id=one, title="Việc", **values))
        self.events.append(one)
        self.groups.append(work.changes.group)

    def change(self, told, pick):
        if self.events:
            values = self.values(told, is_checked=True)
            with self.store.work(self.store.owner(), "event.change") as work:
                work.bulk_update("event", [self.picked(pick)], values)
            self.groups.append(work.changes.group)

    def vary(self, number, pick):
        found = list(self.expected(dt.date(2025, 1, 1), dt.date(2028, 12, 31)))
        if not found:
            return
        event, key, start, _end = sorted(found)[number * pick % len(found)]
        one = variation_id(event, parse_key(key))
        values = {
            "is_cancelled": number % 3 == 0,
            "starts_at": None
            if number % 3 < 2
            else start.replace(tzinfo=dt.UTC) + dt.timedelta(number),
        }
        with self.store.work(self.store.owner(), "event.vary") as work:
            if work.session.get(record_class("event_variation"), one) is None:
                work.session.add(
                    record_class("event_variation")(id=one, event_id=event, original=key, **values)
                )
            else:
                work.bulk_update("event_variation", [one], values)
        self.groups.append(work.changes.group)

    def bin(self, _told, pick):
        if self.events:
            with self.store.work(self.store.owner(), "event.delete") as work:
                work.delete("event", [self.picked(pick)])
            self.groups.append(work.changes.group)

    def purge(self, _told, pick):
        if self.events:
            with self.store.work(self.store.owner(), "event.purge") as work:
                work.delete("event", [self.picked(pick)])
                work.purge("event", [self.picked(pick)])
            self.events.remove(self.picked(pick))

    def undo(self, _told, _pick):
        if self.groups and (group := self.groups.pop()):
            self.store.undo(group, self.store.owner())

    def fill(self, _told, pick):
        if pick % 2:
            fill_times(self.store)
        else:
            rebuild_derived(self.store)

    def picked(self, pick):
        return self.events[pick % len(self.events)]

    @staticmethod
    def values(told, *, is_checked):
        values = dict(told)
        values["ends_at"] = values["starts_at"] + dt.timedelta(hours=values.pop("hours"))
        if (
            is_checked
            and whole_series(
                EventTimes(
                    values["starts_at"],
                    values["ends_at"],
                    values["is_all_day"],
                    values["zone"] or "",
                ),
                values["rule"] or "",
                (),
            )[1]
        ):
            values["rule"] = None
        return values

    def expected(self, first, last):
        """Yield event, key, start and end of all that touches some days, from the records."""
        zone = find_zone(ZONE)
        event, variation = record_class("event"), record_class("event_variation")
        with self.store.work(self.store.owner(), "look") as work:
            rows = work.session.query(variation).filter(variation.deleted_at.is_(None)).all()
            for one in work.session.query(event).filter(event.deleted_at.is_(None)).all():
                times = EventTimes(one.starts_at, one.ends_at, bool(one.is_all_day), one.zone or "")
                varied = [
                    VariationTimes(row.original, row.starts_at, row.ends_at, bool(row.is_cancelled))
                    for row in rows
                    if row.event_id == one.id
                ]
                series, _broken = whole_series(times, one.rule or "", varied)
                for time in occurrences(series, Window.of_days(first, last, zone)):
                    walls = [
                        wall_of(at) if time.is_wall else local_of(at, zone)
                        for at in (time.begins_at, time.ends_at)
                    ]
                    yield (one.id, variation_key(time.original), *walls)

    def seen(self, first, last):
        with self.store.reading() as connection:
            return Diary(connection, EVERYBODY, first, last, ZONE).entries(None)


@pytest.fixture(scope="module")
def benches(_new_profile, tmp_path_factory):
    def make():
        folder = tmp_path_factory.mktemp("table") / "profile"
        shutil.copytree(_new_profile, folder)
        return closing(Store(folder, FrozenClock(NOON), Role.WORKER))

    return make


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    STEPS,
    st.lists(st.integers(0, 100), min_size=9, max_size=9),
    st.integers(0, 1600),
    st.integers(1, 70),
)
def test_after_any_writes_the_diary_is_what_the_rules_say(benches, steps, picks, from_day, days):
    with benches() as store:
        bench = Bench(store)
        for (step, told), pick in zip(steps, picks, strict=False):
            bench.do(step, told, pick)
        first = FIRST.date() + dt.timedelta(from_day)
        last = first + dt.timedelta(days)
        expected = sorted(
            (one, start, end) for one, _key, start, end in bench.expected(first, last)
        )
        found = sorted((one.event, one.start, one.end) for one in bench.seen(first, last))
        assert found == expected
