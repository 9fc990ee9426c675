"""Calendars of others become events of ours, and ours theirs."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from desktop.core.icalendar.entries import entries_of_text
from desktop.core.permissions import Actor
from desktop.models.base import record_class
from desktop.services.event_exchange.giving import entries_of_events, events_of_calendars
from desktop.services.event_exchange.taking import take_entries

ME = Actor(uuid.UUID(int=1))
ZONE = "Asia/Ho_Chi_Minh"


def text(*lines, uid="1", summary="Giao ban"):
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//X//Y//EN",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20261101T000000Z",
            "DTSTART;TZID=Asia/Ho_Chi_Minh:20261123T090000",
            "DTEND;TZID=Asia/Ho_Chi_Minh:20261123T100000",
            f"SUMMARY:{summary}",
            *lines,
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


@pytest.fixture
def calendar(store):
    with store.work(ME, "calendar.create") as work:
        work.session.add(made := record_class("calendar")(name="Của tôi"))
    return made.id


@pytest.fixture
def people(store):
    user, contact = record_class("app_user"), record_class("contact")
    with store.work(ME, "app_user.create") as work:
        work.session.add_all(
            [
                an := user(full_name="Nguyễn Văn An", emails=["an@congty.vn"]),
                ha := contact(full_name="Trần Thị Hà", emails=["ha@khach.vn"]),
            ]
        )
    return an.id, ha.id


def take(store, calendar, *texts):
    entries = [entry for one in texts for entry in entries_of_text(one, ZONE)]
    with store.work(ME, "calendar.import") as work:
        return take_entries(work, calendar, entries)


def events(store, calendar):
    kind = record_class("event")
    with store.work(ME, "look") as work:
        asked = sa.select(kind).where(kind.calendar_id == calendar, kind.deleted_at.is_(None))
        return work.session.scalars(asked).all()


def given(store, calendar):
    with store.work(ME, "look") as work:
        return [e.text for e in entries_of_events(work, events_of_calendars(work, [calendar]))]


def test_an_entry_becomes_an_event(store, calendar):
    take(store, calendar, text("LOCATION:Phòng 2", "CATEGORIES:Họp"))
    (event,) = events(store, calendar)
    assert (event.title, event.place, event.zone) == ("Giao ban", "Phòng 2", ZONE)
    assert event.starts_at == dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)
    assert event.category_id is not None


def test_what_came_goes_out_as_it_came(store, calendar):
    came = text(
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Asia/Ho_Chi_Minh:20261130T090000",
        "X-CRM-ID:7",
        "ATTENDEE;CN=An;PARTSTAT=ACCEPTED;X-N=1:mailto:an@congty.vn",
        "ATTENDEE;CUTYPE=ROOM:urn:uuid:1",
    )
    (entry,) = entries_of_text(came, ZONE)
    take(store, calendar, came)
    assert given(store, calendar) == [entry.text]


def test_the_same_file_twice_makes_nothing_twice(store, calendar):
    assert len(take(store, calendar, text()).new) == 1
    again = take(store, calendar, text())
    assert (len(again.new), len(again.changed), len(again.same)) == (0, 0, 1)


def test_a_newer_state_changes_the_event_and_keeps_what_is_ours(store, calendar):
    (one,) = take(store, calendar, text()).new
    with store.work(ME, "event.save") as work:
        work.session.get_one(record_class("event"), one).result = "Khách đồng ý"
    assert take(store, calendar, text(summary="Giao ban sớm")).changed == [one]
    (event,) = events(store, calendar)
    assert (event.title, event.result) == ("Giao ban sớm", "Khách đồng ý")


def test_colleagues_and_contact_persons_are_known_by_their_addresses(store, calendar, people):
    an, ha = people
    take(
        store,
        calendar,
        text(
            "ATTENDEE;CN=An:mailto:AN@congty.vn",
            "ATTENDEE;PARTSTAT=DECLINED:mailto:ha@khach.vn",
            "ATTENDEE:mailto:la@khac.vn",
        ),
    )
    kind = record_class("attendee")
    with store.work(ME, "look") as work:
        found = {one.email: one for one in work.session.scalars(sa.select(kind))}
    assert found["AN@congty.vn"].user_id == an
    assert (found["ha@khach.vn"].contact_id, found["ha@khach.vn"].answer) == (ha, "declined")
    assert found["la@khac.vn"].user_id is None


def test_who_is_not_named_any_more_takes_no_part_any_more(store, calendar):
    take(store, calendar, text("ATTENDEE:mailto:a@b.vn", "ATTENDEE:mailto:c@b.vn"))
    take(store, calendar, text("ATTENDEE:mailto:c@b.vn"))
    (entry,) = [one for told in given(store, calendar) for one in entries_of_text(told, ZONE)]
    assert [one.key for one in entry.items[0].attendees] == ["c@b.vn"]


def test_a_varied_time_that_is_usual_again_is_usual(store, calendar):
    left = "EXDATE;TZID=Asia/Ho_Chi_Minh:20261130T090000"
    take(store, calendar, text("RRULE:FREQ=WEEKLY;COUNT=4", left))
    take(store, calendar, text("RRULE:FREQ=WEEKLY;COUNT=4"))
    assert "EXDATE" not in given(store, calendar)[0]


def test_an_endless_rule_is_refused_with_its_reason(store, calendar):
    taken = take(store, calendar, text("RRULE:FREQ=SECONDLY", uid="2"), text())
    assert len(taken.new) == 1
    ((title, why),) = taken.refused
    assert title == "Giao ban"
    assert why


def test_an_event_of_ours_has_an_id_that_stays(store, calendar):
    start = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)
    with store.work(ME, "event.create") as work:
        work.session.add(
            record_class("event")(title="Mới", starts_at=start, calendar_id=calendar, zone=ZONE)
        )
    (first,) = given(store, calendar)
    (entry,) = entries_of_text(first, ZONE)
    assert entry.uid.endswith("@lienhe")
    assert entry.items[0].summary == "Mới"
