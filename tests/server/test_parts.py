"""Who may only look at a record adds no part to it; who may edit it does."""

from __future__ import annotations

import uuid

import pytest

from tests.server.company import group, insert
from tests.server.test_escalation import give


@pytest.fixture
def an(company):
    return company.client()


@pytest.fixture
def binh(company):
    return company.client()


@pytest.fixture
def event(an):
    made = insert("event", title="Giao ban", starts_at="2026-11-23T02:00:00.000000Z")
    assert an.one(group(made))["why"] is None
    return made["id"]


def parts(event):
    return [
        insert("event_variation", event_id=event, original="20261123T090000", is_cancelled=True),
        insert("attendee", event_id=event, name="Hà", email="ha@khach.vn"),
    ]


def test_who_may_only_look_cannot_call_a_time_off_or_invite(an, binh, event):
    give(an, event, binh, 1, "event")
    for part in parts(event):
        assert binh.one(group(part))["why"]["code"] == "denied"


def test_who_may_edit_can(an, binh, event):
    give(an, event, binh, 2, "event")
    for part in parts(event):
        assert binh.one(group(part))["why"] is None


def test_who_may_only_look_can_still_comment(an, binh, event):
    give(an, event, binh, 1, "event")
    said = insert("comment", title="Tốt", body="Tốt", record_type="event", record_id=event)
    assert binh.one(group(said))["why"] is None


def test_a_part_of_nothing_known_is_refused(binh):
    for part in parts(str(uuid.uuid4())):
        assert binh.one(group(part))["why"]["code"] == "link_missing"
