"""A time is found where everybody who must come is free, and only there."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.diary.free_slots import Party, Wish, best_slots, free_slots
from desktop.core.diary.time_spans import TimeSpan, joined_spans, overlap, without_spans

MONDAY = datetime.fromisoformat("2026-11-23")
HOURS = [(8 * 60, 12 * 60), (13 * 60, 17 * 60)]
WITHIN = TimeSpan(MONDAY, MONDAY + timedelta(3))


def hours_of(day):
    return HOURS if day.weekday() < 5 else []


def at(minute):
    return MONDAY + timedelta(minutes=minute)


spans = st.lists(
    st.tuples(st.integers(0, 4320), st.integers(0, 300)).map(
        lambda one: TimeSpan(at(one[0]), at(one[0] + one[1]))
    ),
    max_size=12,
)


def covered(some):
    minute = timedelta(minutes=1)
    return {n for s, e in some for n in range((s - MONDAY) // minute, (e - MONDAY) // minute)}


@given(spans)
def test_joined_spans_cover_the_same_and_lie_apart(some):
    found = joined_spans(some)
    assert covered(found) == covered(some)
    assert all(one.end < other.start for one, other in pairwise(found))


@given(spans, spans)
def test_what_is_left_is_what_nothing_takes(whole, taken):
    assert covered(without_spans(whole, taken)) == covered(whole) - covered(taken)


@given(spans, spans)
def test_two_sets_overlap_where_both_cover(one, other):
    both = covered(one) & covered(other)
    found = overlap(one, other)
    assert (found is None) == (not both)
    assert found is None or found.start == at(min(both))


@given(
    st.lists(st.tuples(spans, st.booleans()), max_size=4),
    st.integers(15, 180),
    st.sampled_from([15, 30, 60]),
)
def test_every_slot_and_no_other_is_free_for_all_who_must_come(people, minutes, step):
    parties = [Party(uuid.UUID(int=n), tuple(some), must) for n, (some, must) in enumerate(people)]
    wish = Wish(WITHIN, timedelta(minutes=minutes), timedelta(minutes=step))
    found = free_slots(parties, wish, hours_of, most=10_000)
    busy = {party.who: covered(party.busy) for party in parties}
    must = set().union(*(busy[one.who] for one in parties if one.is_required))
    expected = []
    for start in range(0, 4320, step):
        taken = range(start, start + minutes)
        in_day = start % 1440
        fits = any(a <= in_day and in_day + minutes <= b for a, b in HOURS)
        if fits and must.isdisjoint(taken):
            others = [one.who for one in parties if not one.is_required]
            expected.append((at(start), tuple(o for o in others if busy[o] & set(taken))))
    assert [(slot.start, slot.missing) for slot in found] == expected


def test_the_best_slot_is_the_first_at_which_the_fewest_are_missing():
    late = Party(uuid.UUID(int=1), (TimeSpan(at(8 * 60), at(10 * 60)),), is_required=False)
    slots = free_slots([late], Wish(WITHIN, timedelta(hours=1)), hours_of)
    assert slots[0].missing == (late.who,)
    assert best_slots(slots)[0].start == at(10 * 60)


def test_a_meeting_without_length_is_our_own_fault():
    with pytest.raises(ValueError, match="no time"):
        Wish(WITHIN, timedelta())
