"""Who is named in a record gets to see it, for as long as they are named."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from desktop.core.involvement import share_id
from desktop.core.permissions import Actor
from desktop.models.base import record_class

ME = Actor(uuid.UUID(int=1))
AN, BINH = uuid.UUID(int=2), uuid.UUID(int=3)


@pytest.fixture
def task(store):
    one = uuid.uuid4()
    with store.work(ME, "task.create") as work:
        work.session.add(record_class("task")(id=one, title="Gọi khách", assignees=[str(AN)]))
    return one


def shares(store, record):
    share = record_class("share")
    with store.work(ME, "look") as work:
        found = work.session.scalars(
            sa.select(share).where(share.record_id == str(record), share.deleted_at.is_(None))
        ).all()
        return {one.user_id: (one.record_type, one.level) for one in found}


def change(store, record, **values):
    with store.work(ME, "task.save") as work:
        row = work.session.get_one(record_class("task"), record)
        for name, value in values.items():
            setattr(row, name, value)
    return work.changes.group


def test_who_is_assigned_may_edit_the_task(store, task):
    assert shares(store, task) == {AN: ("task", "edit")}


def test_who_watches_may_see_it(store, task):
    change(store, task, watchers=[str(BINH)])
    assert shares(store, task) == {AN: ("task", "edit"), BINH: ("task", "view")}


def test_who_is_assigned_and_watches_may_edit_it(store, task):
    change(store, task, assignees=[str(AN), str(BINH)], watchers=[str(BINH)])
    assert shares(store, task)[BINH] == ("task", "edit")


def test_who_is_named_no_more_sees_it_no_more(store, task):
    change(store, task, assignees=[str(BINH)])
    assert shares(store, task) == {BINH: ("task", "edit")}


def test_who_is_still_named_elsewhere_keeps_the_share(store, task):
    change(store, task, watchers=[str(AN)])
    change(store, task, assignees=[])
    assert AN in shares(store, task)


def test_who_is_named_again_has_the_same_share_again(store, task):
    change(store, task, assignees=[])
    assert shares(store, task) == {}
    change(store, task, assignees=[str(AN)])
    assert shares(store, task) == {AN: ("task", "edit")}


def test_the_share_has_the_same_id_on_every_computer(store, task):
    share = record_class("share")
    with store.work(ME, "look") as work:
        assert work.session.get(share, share_id(task, AN)) is not None


def test_taking_the_assignment_back_takes_the_share_back(store, task):
    group = change(store, task, assignees=[str(AN), str(BINH)])
    store.undo(group, ME)
    assert shares(store, task) == {AN: ("task", "edit")}


def test_the_owner_needs_no_share(store):
    one = uuid.uuid4()
    made = record_class("task")(id=one, title="Của tôi", assignees=[str(ME.user_id)])
    with store.work(ME, "task.create") as work:
        work.session.add(made)
    assert shares(store, one) == {}


def invited(store):
    """Return an event and the colleague who takes part in it."""
    event, guest = uuid.uuid4(), uuid.uuid4()
    day = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)
    with store.work(ME, "event.create") as work:
        work.session.add(record_class("event")(id=event, title="Họp", starts_at=day))
        work.session.flush()
        work.session.add(record_class("attendee")(id=guest, event_id=event, user_id=AN))
    return event, guest


def test_a_participant_sees_the_event(store):
    event, _guest = invited(store)
    assert shares(store, event) == {AN: ("event", "view")}


def test_a_participant_in_the_bin_does_not_see_it_any_more(store):
    event, guest = invited(store)
    with store.work(ME, "attendee.delete") as work:
        work.delete("attendee", [guest])
    assert shares(store, event) == {}
    with store.work(ME, "attendee.restore") as work:
        work.restore("attendee", [guest])
    assert AN in shares(store, event)
