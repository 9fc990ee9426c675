"""Ids: unique, in the order of their making, whatever the clock does."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.clock import FrozenClock
from desktop.core.ids import _RANDOM_BITS, _Sequence, id_day, id_time, new_id

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7():
    made = new_id()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_an_id_knows_when_it_was_made():
    made = _Sequence().next_id(1_763_726_400_123)
    assert id_time(made) == datetime(2025, 11, 21, 12, 0, 0, 123000, tzinfo=UTC)


def test_an_id_made_late_in_the_evening_utc_belongs_to_the_next_day_in_vietnam():
    made = _Sequence().next_id(int(datetime(2026, 11, 21, 20, tzinfo=UTC).timestamp() * 1000))
    assert id_day(made) == date(2026, 11, 22)


def test_ids_grow_within_one_millisecond():
    clock = FrozenClock(NOON)
    made = [new_id(clock) for _ in range(20_000)]
    assert all(first < second for first, second in itertools.pairwise(made))


def test_ids_grow_when_the_clock_goes_back():
    clock = FrozenClock(datetime.now(UTC))
    before = new_id(clock)
    clock.advance(timedelta(days=-400))
    after = [new_id(clock) for _ in range(100)]
    assert [before, *after] == sorted({before, *after})


@given(st.lists(st.integers(min_value=0, max_value=2**47)))
def test_ids_grow_for_any_course_of_the_clock(course):
    sequence = _Sequence()
    made = [sequence.next_id(millis) for millis in course]
    assert made == sorted(set(made))


def test_ids_grow_when_the_random_part_is_used_up():
    sequence = _Sequence()
    first = sequence.next_id(1000)
    sequence._tail = (1 << _RANDOM_BITS) - 1
    second = sequence.next_id(1000)
    assert second > first
    assert second.version == 7


def test_threads_never_get_the_same_id():
    def make(_):
        return [new_id() for _ in range(2000)]

    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(make, range(8)))
    assert all(batch == sorted(batch) for batch in batches)
    assert len({made for batch in batches for made in batch}) == 16_000


def test_bytes_of_ids_sort_as_the_ids_do():
    made = [new_id() for _ in range(100)]
    assert [UUID(bytes=raw) for raw in sorted(each.bytes for each in made)] == made
