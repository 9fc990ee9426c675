"""Inviting, answering, booking rooms, and what came of an appointment."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest

from desktop.core.clock import FrozenClock
from desktop.core.diary.own_calendar import attendee_id
from desktop.core.errors import InputError, RuleBrokenError
from desktop.core.permissions import Visibility
from desktop.services.diary.publishing import roll_bookings
from tests.services.diary.hands import ZONE


@pytest.fixture
def binh(hands):
    return hands.run("app_user.create", values={"full_name": "Trần Thị Bình", "login": "binh"})


@pytest.fixture
def room(hands):
    values = {"name": "Phòng họp A", "calendar_type": "resource", "resource_type": "room"}
    return hands.run("calendar.create", values=values)


def row(hands, guest):
    return hands.reads.card("attendee", uuid.UUID(guest)).values


def rows(hands, entity):
    with hands.opened.store.reading() as connection:
        query = f'SELECT id FROM "{entity}" WHERE deleted_at IS NULL'
        return [uuid.UUID(bytes=one) for (one,) in connection.execute(query).fetchall()]


def test_colleagues_contacts_and_addresses_are_invited_once(hands, series, binh):
    contact = hands.run("contact.create", values={"full_name": "Lê Văn Cường"})
    people = [
        {"user_id": binh},
        {"contact_id": contact},
        {"email": "Lan@HoaSen.vn", "role": "optional"},
    ]
    first = hands.run("event.invite", id=series, people=people)
    again = hands.run("event.invite", id=series, people=people)
    assert first == again
    assert str(attendee_id(uuid.UUID(series), uuid.UUID(binh))) == first[0]
    assert [row(hands, one)["name"] for one in first] == [
        "Trần Thị Bình",
        "Lê Văn Cường",
        "Lan@hoasen.vn",
    ]
    assert row(hands, first[2])["role"] == "optional"
    assert row(hands, first[0])["owner_id"] == binh
    assert len(rows(hands, "attendee")) == 4  # with the one who invites


def test_the_invited_colleague_may_see_the_event(hands, series, binh):
    hands.run("event.invite", id=series, people=[{"user_id": binh}])
    shares = [hands.reads.card("share", one).values for one in rows(hands, "share")]
    assert {(one["record_id"], one["user_id"]) for one in shares} == {(series, binh)}
    hands.run(
        "event.uninvite",
        id=series,
        guests=hands.run("event.invite", id=series, people=[{"user_id": binh}]),
    )
    assert rows(hands, "share") == []


def test_who_names_nobody_or_no_address_is_told(hands, series):
    for guest in ({}, {"name": "Ai đó"}, {"email": "không phải địa chỉ"}):
        with pytest.raises(InputError):
            hands.run("event.invite", id=series, people=[guest])


def test_an_answer_is_noted_and_only_the_invited_answer(hands, series, binh):
    with pytest.raises(RuleBrokenError):
        hands.run("event.answer", id=series, answer="accepted")
    hands.run("event.invite", id=series, people=[{"user_id": binh}])
    hands.run("event.answer", id=series, answer="tentative", remark="Có thể đến muộn")
    assert hands.look("2026-11-23", "2026-11-23")[0].answer == "tentative"
    with pytest.raises(InputError):
        hands.run("event.answer", id=series, answer="yes")


def test_a_room_is_booked_once(hands, series, room):
    hands.run("event.invite", id=series, people=[{"resource_id": room}])
    other = hands.enter("Khách đến", "2026-12-07T08:30", "2026-12-07T10:00")
    with pytest.raises(RuleBrokenError, match="Giao ban"):
        hands.run("event.invite", id=other, people=[{"resource_id": room}])
    free = hands.enter("Khách đến", "2026-12-07T09:00", "2026-12-07T10:00")
    hands.run("event.invite", id=free, people=[{"resource_id": room}])
    assert "Khách đến" in {one.title for one in hands.look(calendars=[uuid.UUID(room)])}


def test_a_booked_event_cannot_move_into_another_booking(hands, series, room):
    hands.run("event.invite", id=series, people=[{"resource_id": room}])
    other = hands.enter("Khách đến", "2026-12-08T08:30", "2026-12-08T10:00")
    hands.run("event.invite", id=other, people=[{"resource_id": room}])
    with pytest.raises(RuleBrokenError):
        hands.run(
            "event.reschedule",
            id=other,
            start="2026-12-14T08:30",
            end="2026-12-14T09:00",
            zone=ZONE,
        )
    assert hands.look("2026-12-08", "2026-12-08")[0].title == "Khách đến"
    hands.run("event.call_off", id=series, original="20261214T080000", scope="this")
    hands.run(
        "event.reschedule", id=other, start="2026-12-14T08:30", end="2026-12-14T09:00", zone=ZONE
    )
    with pytest.raises(RuleBrokenError):
        hands.run("event.reschedule", id=series, original="20261221T080000", scope="this",
                  start="2026-12-14T08:00", end="2026-12-14T09:00", zone=ZONE)  # fmt: skip


def test_a_cancelled_or_deleted_booking_gives_the_room_back(hands, room):
    first = hands.enter("Một", "2026-12-07T08:00", "2026-12-07T09:00")
    hands.run("event.invite", id=first, people=[{"resource_id": room}])
    second = hands.enter("Hai", "2026-12-07T08:00", "2026-12-07T09:00")
    hands.run("event.cancel", ids=[first])
    hands.run("event.invite", id=second, people=[{"resource_id": room}])
    hands.run("event.delete", ids=[second])
    third = hands.enter("Ba", "2026-12-07T08:00", "2026-12-07T09:00")
    hands.run("event.invite", id=third, people=[{"resource_id": room}])
    seen = hands.look(calendars=[uuid.UUID(room)])
    assert sorted(one.status for one in seen) == ["cancelled", "planned"]


def test_everybody_sees_what_can_be_booked_and_nobody_an_own_calendar(hands, room):
    hands.enter("Một", "2026-12-07T08:00")
    with hands.opened.store.reading() as connection:
        seen = dict(connection.execute("SELECT calendar_type, visibility FROM calendar").fetchall())
    assert seen == {"resource": Visibility.PUBLIC, "own": Visibility.PRIVATE}


def test_a_held_appointment_stands_in_the_customers_timeline_and_the_next_is_planned(hands):
    customer = hands.run("account.create", values={"name": "Công ty Hoa Sen"})
    event = hands.enter("Gặp khách", "2026-11-23T14:00", "2026-11-23T15:00", account_id=customer)
    hands.run(
        "event.hold",
        ids=[event],
        result="Khách muốn báo giá",
        minutes=70,
        next_at=1_796_000_400_000_000,
    )
    (note,) = hands.reads.timeline("account", uuid.UUID(customer), ["meeting"], 2**62, 10)
    assert note.ref.title == "Gặp khách"
    assert hands.value("event", uuid.UUID(event), "status") == "held"
    again = [one.title for one in hands.look()]
    assert again[0] == "Gặp khách"
    assert len(again) == 2
    hands.undo()
    assert hands.reads.timeline("account", uuid.UUID(customer), ["meeting"], 2**62, 10) == []
    assert len(hands.look()) == 1


def test_one_time_of_a_series_is_held_and_another_called_off(hands, series):
    with pytest.raises(RuleBrokenError):
        hands.run("event.hold", ids=[series], result="Xong")
    hands.run("event.hold", ids=[series], result="Xong", original="20261123T080000")
    hands.run("event.cancel", ids=[series], original="20261130T080000")
    assert [one.status for one in hands.look("2026-11-01", "2026-12-07")] == [
        "held",
        "cancelled",
        "planned",
    ]


def test_new_events_go_into_the_calendar_that_was_chosen_and_into_no_other(hands):
    mine = [hands.run("calendar.create", values={"name": name}) for name in ("Một", "Hai")]
    for chosen in (*mine, mine[0]):
        hands.run("calendar.make_default", ids=[chosen])
        marked = [one for one in rows(hands, "calendar") if card(hands, one)["is_default"]]
        assert marked == [uuid.UUID(chosen)]


def card(hands, calendar):
    return hands.reads.card("calendar", calendar).values


def booked_until(hands) -> int:
    with hands.opened.store.reading() as connection:
        query = "SELECT booked FROM attendee WHERE resource_id IS NOT NULL"
        (told,) = connection.execute(query).fetchone()
    return json.loads(told)[-1][1]


def test_bookings_of_a_series_go_on_with_the_months(hands, series, room):
    hands.run("event.invite", id=series, people=[{"resource_id": room}])
    store, actor = hands.opened.store, hands.opened.actor
    before = booked_until(hands)
    store.clock = FrozenClock(store.clock.now() + dt.timedelta(365))
    assert roll_bookings(store, actor)
    year = 365 * 24 * 60
    assert before + year - 7 * 24 * 60 <= booked_until(hands) <= before + year + 7 * 24 * 60
    assert not roll_bookings(store, actor)  # once a month
    store.clock.advance(dt.timedelta(32))
    assert roll_bookings(store, actor)
