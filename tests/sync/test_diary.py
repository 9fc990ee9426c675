"""Two people at two machines work on one diary without a connection, and both count."""

from __future__ import annotations

import datetime as dt
import uuid
from contextlib import closing

import pytest

from desktop.core.diary.own_calendar import own_calendar_id
from desktop.core.permissions import Visibility
from desktop.services.commands import LocalCommands, load_commands
from desktop.services.diary.publishing import publish_busy_times
from desktop.store.reads import LocalReads
from tests.sync.faults import checks

load_commands()
ZONE = "Asia/Ho_Chi_Minh"
THIRD = "20261207T080000"
WEEKLY = ["23/11 08:00", "30/11 08:00", "07/12 08:00", "14/12 08:00", "21/12 08:00", "28/12 08:00"]


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


def run(one, key, **arguments):
    return LocalCommands(one.store, one.me).run(key, arguments).value


def sync(*desks):
    """Do rounds until each has seen what the others did."""
    for _time in range(2):
        for one in desks:
            one.sync()


def look(one, calendars=None):
    day = dt.date.fromisoformat
    with closing(LocalReads(one.store.path, one.clock)) as reads:
        return reads.diary(day("2026-11-01"), day("2026-12-31"), ZONE, calendars)


def starts(one):
    return [f"{entry.start:%d/%m %H:%M}" for entry in look(one)]


def problems(one):
    query = "SELECT kind, tbl, col, code FROM sync_problem WHERE solved_at IS NULL"
    return one.asked(query)


@pytest.fixture
def team(an, binh):
    """Return a calendar that both may write in."""
    values = {"name": "Nhóm", "calendar_type": "group"}
    made = run(an, "calendar.create", values=values)
    an.change("calendar", uuid.UUID(made), visibility=Visibility.PUBLIC)
    run(
        an,
        "share.set",
        entity="calendar",
        ids=[made],
        kind="user",
        who=str(binh.me.user_id),
        level="edit",
    )
    return made


@pytest.fixture
def series(an, binh, team):
    made = run(
        an,
        "event.enter",
        values={"title": "Giao ban", "rule": "FREQ=WEEKLY", "calendar_id": team},
        start="2026-11-23T08:00",
        end="2026-11-23T09:00",
        zone=ZONE,
    )
    sync(an, binh)
    assert starts(binh) == starts(an) == WEEKLY
    return made


def vary(one, series, original=THIRD, **values):
    run(one, "event.vary", id=series, original=original, scope="this", values=values)


def move(one, series, start, scope="this", original=THIRD):
    end = (dt.datetime.fromisoformat(start) + dt.timedelta(hours=1)).isoformat(timespec="minutes")
    times = {"start": start, "end": end, "zone": ZONE}
    return run(one, "event.reschedule", id=series, original=original, scope=scope, **times)


def agree(an, binh):
    sync(an, binh)
    assert look(an) != ()
    told = [
        [(one.event, one.original, one.title, one.start, one.place) for one in look(desk)]
        for desk in (an, binh)
    ]
    assert told[0] == told[1]
    for one in (an, binh):
        assert not list(checks.what_differs(one))


def test_different_times_of_one_series_are_changed_by_two(an, binh, series):
    move(an, series, "2026-12-08T10:00")
    run(binh, "event.call_off", id=series, original="20261214T080000", scope="this")
    agree(an, binh)
    assert starts(an) == [*WEEKLY[:2], "08/12 10:00", *WEEKLY[4:]]
    assert problems(an) == problems(binh) == []


def test_one_time_is_moved_by_one_and_renamed_by_the_other(an, binh, series):
    move(an, series, "2026-12-08T10:00")
    vary(binh, series, title="Tổng kết quý", place="Phòng 2")
    agree(an, binh)
    (one,) = (entry for entry in look(binh) if entry.is_varied)
    assert (one.title, one.place, f"{one.start:%d/%m %H:%M}") == (
        "Tổng kết quý",
        "Phòng 2",
        "08/12 10:00",
    )
    assert problems(an) == problems(binh) == []


def test_who_renames_the_same_time_otherwise_is_asked(an, binh, series):
    vary(an, series, title="Của An")
    vary(binh, series, title="Của Bình")
    agree(an, binh)
    assert ("conflict", "event_variation", "title", None) in problems(binh)


def test_the_rule_and_the_title_change_apart(an, binh, series):
    values = {"rule": "FREQ=WEEKLY;INTERVAL=2"}
    run(an, "event.vary", id=series, original=THIRD, scope="all", values=values)
    run(binh, "event.change", ids=[series], values={"title": "Giao ban tuần"})
    agree(an, binh)
    assert starts(binh) == WEEKLY[::2]
    assert {one.title for one in look(an)} == {"Giao ban tuần"}


def test_two_who_cut_a_series_at_the_same_time_make_one_rest_of_it(an, binh, series):
    move(an, series, "2026-12-07T10:00", scope="following")
    run(
        binh,
        "event.vary",
        id=series,
        original=THIRD,
        scope="following",
        values={"place": "Phòng 9"},
    )
    agree(an, binh)
    rest = [one for one in look(an) if str(one.event) != series]
    assert len({one.event for one in rest}) == 1
    assert len(look(an)) == len(WEEKLY)
    assert {one.place for one in rest} == {"Phòng 9"}


def test_an_invitation_reaches_the_invited_and_the_answer_comes_back(an, binh):
    event = run(
        an,
        "event.enter",
        values={"title": "Họp kín"},
        start="2026-11-24T08:00",
        end="2026-11-24T09:00",
        zone=ZONE,
    )
    sync(an, binh)
    run(an, "event.invite", id=event, people=[{"user_id": str(binh.me.user_id)}])
    sync(an, binh)
    run(binh, "event.answer", id=event, answer="accepted", remark="Sẽ đến")
    sync(an, binh)
    answers = an.asked("SELECT answer FROM attendee WHERE user_id = ?", binh.me.user_id.bytes)
    assert answers == [("accepted",)]
    (mine,) = [one for one in look(binh) if one.title == "Họp kín"]
    assert mine.person == binh.me.user_id
    assert not problems(binh)


def test_one_person_at_two_machines_has_one_own_calendar(an, desk, company):
    other = desk(login=an.address.user)
    for one in (an, other):
        run(one, "event.enter", values={"title": "Một mình"}, start="2026-11-25T08:00", zone=ZONE)
    sync(an, other)
    own = own_calendar_id(an.me.user_id)
    for one in (an, other):
        assert one.asked("SELECT id FROM calendar WHERE calendar_type = 'own'") == [(own.bytes,)]
        assert len(look(one)) == 2
        assert not problems(one)


def test_of_two_bookings_without_a_connection_the_second_is_refused(an, binh):
    values = {"name": "Phòng họp A", "calendar_type": "resource"}
    room = run(an, "calendar.create", values=values)
    sync(an, binh)
    assert binh.has("calendar", uuid.UUID(room))
    events = {}
    for one, title in ((an, "Của An"), (binh, "Của Bình")):
        events[title] = run(
            one,
            "event.enter",
            values={"title": title, "rule": "FREQ=DAILY;COUNT=3"},
            start="2026-11-26T08:00",
            end="2026-11-26T09:00",
            zone=ZONE,
        )
        run(one, "event.invite", id=events[title], people=[{"resource_id": room}])
    an.sync()
    sync(binh, an)
    assert [code for *_what, code in problems(binh)] == ["booked"]
    assert problems(an) == []
    assert an.asked("SELECT count(*) FROM attendee WHERE resource_id IS NOT NULL") == [(1,)]
    assert binh.has("event", uuid.UUID(events["Của Bình"]))
    assert not list(checks.what_differs(binh))


def busy(one, who):
    day = dt.date.fromisoformat
    with closing(LocalReads(one.store.path, one.clock)) as reads:
        found = reads.busy_times([who], day("2026-11-01"), day("2026-12-31"), ZONE)
    return [f"{taken.start:%d/%m %H:%M}-{taken.end:%H:%M}" for taken in found]


def test_colleagues_see_when_somebody_is_busy_and_nothing_else(an, desk):
    binh = desk()
    run(
        an,
        "event.enter",
        values={"title": "Khám bệnh", "rule": "FREQ=WEEKLY;COUNT=2"},
        start="2026-11-30T23:00",
        end="2026-12-01T09:00",
        zone=ZONE,
    )
    assert publish_busy_times(an.store, an.me) > 0
    assert publish_busy_times(an.store, an.me) == 0
    sync(an, binh)
    who = an.me.user_id
    assert busy(binh, who) == busy(an, who) == ["30/11 23:00-09:00", "07/12 23:00-09:00"]
    assert [entry.title for entry in look(binh, [who])] == ["", ""]
    assert binh.asked("SELECT count(*) FROM event") == [(0,)]
    event = an.asked("SELECT id FROM event")[0][0]
    run(an, "event.change", ids=[str(uuid.UUID(bytes=event))], values={"show_as": "free"})
    assert publish_busy_times(an.store, an.me) > 0
    sync(an, binh)
    assert busy(binh, who) == []


def test_a_room_that_somebody_else_booked_is_seen_as_taken(an, binh):
    room = run(an, "calendar.create", values={"name": "Xe 7 chỗ", "calendar_type": "resource"})
    event = run(
        an,
        "event.enter",
        values={"title": "Đi Hải Phòng"},
        start="2026-11-26T07:00",
        end="2026-11-26T18:00",
        zone=ZONE,
    )
    run(an, "event.invite", id=event, people=[{"resource_id": room}])
    publish_busy_times(an.store, an.me)
    sync(an, binh)
    assert busy(binh, uuid.UUID(room)) == ["26/11 07:00-18:00"]


def test_one_person_at_two_machines_publishes_without_a_quarrel(an, desk):
    other = desk(login=an.address.user)
    sync(an, other)
    for one, day in ((an, "2026-11-25"), (other, "2026-11-26")):
        run(
            one,
            "event.enter",
            values={"title": "Bận"},
            start=f"{day}T08:00",
            end=f"{day}T09:00",
            zone=ZONE,
        )
        publish_busy_times(one.store, one.me)
    for _time in range(2):
        sync(an, other)
        for one in (an, other):
            publish_busy_times(one.store, one.me)
    sync(an, other)
    stored = [one.asked("SELECT intervals FROM busy_time") for one in (an, other)]
    assert stored[0] == stored[1] == [("[[34620,34680],[36060,36120]]",)]
    assert problems(an) == problems(other) == []
