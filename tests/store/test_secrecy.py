"""What is marked as private is its owner's alone, whatever wrote it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from desktop.core.permissions import Actor, Visibility
from desktop.models.base import record_class

ME = Actor(uuid.UUID(int=1))
DAY = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)


def visibility(store, record):
    (seen,) = store.driver.execute(
        "SELECT visibility FROM event WHERE id = ?", (record.bytes,)
    ).fetchone()
    return seen


@pytest.fixture
def event(store):
    one = uuid.uuid4()
    made = record_class("event")(id=one, title="Khám bệnh", starts_at=DAY, is_private=True)
    with store.work(ME, "event.create") as work:
        work.session.add(made)
    return one


def test_a_private_event_is_its_owner_s_alone(store, event):
    assert visibility(store, event) == Visibility.PRIVATE


def test_one_that_is_not_private_any_more_is_seen_as_its_calendar(store, event):
    with store.work(ME, "event.save") as work:
        work.session.get_one(record_class("event"), event).is_private = False
    assert visibility(store, event) is None


def test_many_are_made_private_at_once(store):
    rows = [{"title": f"Họp {n}", "starts_at": DAY} for n in range(3)]
    with store.work(ME, "event.import") as work:
        ids = work.bulk_insert("event", rows)
    assert {visibility(store, one) for one in ids} == {None}
    with store.work(ME, "event.change") as work:
        work.bulk_update("event", ids, {"is_private": True})
    assert {visibility(store, one) for one in ids} == {Visibility.PRIVATE}


def test_taking_it_back_shows_it_again(store, event):
    with store.work(ME, "event.save") as work:
        work.session.get_one(record_class("event"), event).is_private = False
    store.undo(work.changes.group, ME)
    assert visibility(store, event) == Visibility.PRIVATE


def test_a_note_for_me_is_mine_alone(store, event):
    mine, ours = uuid.uuid4(), uuid.uuid4()
    about = {"title": "a", "body": "a", "record_type": "event", "record_id": str(event)}
    note = record_class("own_note")
    with store.work(ME, "own_note.create") as work:
        work.session.add_all([note(id=mine, audience="me", **about), note(id=ours, **about)])
    query = "SELECT visibility FROM own_note WHERE id = ?"
    assert store.driver.execute(query, (mine.bytes,)).fetchone() == (Visibility.PRIVATE,)
    assert store.driver.execute(query, (ours.bytes,)).fetchone() == (None,)
