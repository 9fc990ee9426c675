"""Conversations: the same whatever order mail comes in."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mail.boxes.conftest import NOON, raw_message
from tests.mail.boxes.tables import insert, tables

PEOPLE = ("An <an@x.example>", "Bình <binh@y.example>", "Chi <chi@z.example>")
SUBJECTS = ("Báo giá máy in", "Re: Báo giá máy in", "TL: Báo giá máy in", "Lịch họp")


@st.composite
def exchanges(draw):
    """Draw messages: whom they name before them, who writes to whom under which subject."""
    count = draw(st.integers(2, 8))
    return [
        (
            number,
            draw(st.lists(st.integers(0, count + 1), max_size=2)),
            draw(st.sampled_from(SUBJECTS)),
            draw(st.sampled_from(PEOPLE)),
            draw(st.sampled_from(PEOPLE)),
            draw(st.integers(0, 60)),
        )
        for number in range(count)
    ]


def partition(messages):
    """Store messages in their order; return which belong together."""
    connection = tables()
    ids = {}
    for number, after, subject, sender, to, day in messages:
        raw = raw_message(number, subject=subject, sender=sender, to=to, after=after)
        ids[insert(connection, raw, number + 1, NOON - timedelta(days=day))] = number
    groups = {}
    for message, thread in connection.execute("SELECT id, thread FROM message"):
        groups.setdefault(thread, set()).add(ids[message])
    connection.close()
    return {frozenset(group) for group in groups.values()}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_threads_do_not_depend_on_the_order_of_arrival(data):
    messages = data.draw(exchanges())
    assert partition(data.draw(st.permutations(messages))) == partition(messages)


def test_an_answer_joins_what_it_names_though_that_never_came():
    one = (1, [9], "A", PEOPLE[0], PEOPLE[1], 1)
    other = (2, [9], "B", PEOPLE[2], PEOPLE[0], 2)
    assert partition([one, other]) == {frozenset({1, 2})}


def test_a_loose_answer_joins_its_subject_among_the_same_people_within_a_month():
    asked = (1, [], "Báo giá máy in", PEOPLE[0], PEOPLE[1], 20)
    answer = (2, [], "Re: Báo giá máy in", PEOPLE[1], PEOPLE[0], 10)
    stranger = (3, [], "Re: Báo giá máy in", PEOPLE[2], PEOPLE[1], 10)
    late = (4, [], "Báo giá máy in", PEOPLE[0], PEOPLE[1], 55)
    apart = {frozenset({1, 2}), frozenset({3}), frozenset({4})}
    assert partition([asked, answer, stranger, late]) == apart


def test_a_short_subject_ties_nothing_together():
    asked = (1, [], "Hi", PEOPLE[0], PEOPLE[1], 2)
    answer = (2, [], "Re: Hi", PEOPLE[1], PEOPLE[0], 1)
    assert partition([asked, answer]) == {frozenset({1}), frozenset({2})}
