"""The diary as screens read it: what repeats, varies, is broken, private, or hidden in a room."""

from __future__ import annotations

import datetime as dt
import uuid
from contextlib import closing

import pytest

from desktop.core.clock import FrozenClock
from desktop.core.recurrence.addressing import variation_id
from desktop.models.base import record_class
from desktop.store.diary.filling import window_at
from desktop.store.reads import LocalReads
from tests.store.conftest import NOON

ZONE = "Asia/Ho_Chi_Minh"
at = dt.datetime.fromisoformat
day = dt.date.fromisoformat


def utc(text):
    return at(text).replace(tzinfo=dt.UTC)


@pytest.fixture
def reads(store):
    with closing(LocalReads(store.path, FrozenClock(NOON))) as opened:
        yield opened


def make(store, entity, **values):
    one = values.pop("id", None) or uuid.uuid4()
    with store.work(store.owner(), f"{entity}.create") as work:
        work.session.add(record_class(entity)(id=one, **values))
    return one


def change(store, entity, record, **values):
    with store.work(store.owner(), f"{entity}.change") as work:
        work.bulk_update(entity, [record], values)
    return work.changes.group


def meeting(store, title="Giao ban", **values):
    values = {
        "starts_at": utc("2026-11-23T01:00"),
        "ends_at": utc("2026-11-23T02:00"),
        "zone": ZONE,
        **values,
    }
    return make(store, "event", title=title, **values)


def vary(store, event, original, **values):
    return make(
        store,
        "event_variation",
        id=variation_id(event, at(original)),
        event_id=event,
        original=original.replace("-", "").replace(":", ""),
        **values,
    )


def week(reads, first="2026-11-23", last="2026-11-29", calendars=None):
    return reads.diary(day(first), day(last), ZONE, calendars)


def starts(entries):
    return [one.start.isoformat(timespec="minutes") for one in entries]


def test_a_single_event_stands_at_its_local_time(store, reads):
    meeting(store, place="Phòng họp 2")
    (one,) = week(reads)
    assert (one.title, one.start, one.end) == (
        "Giao ban",
        at("2026-11-23T08:00"),
        at("2026-11-23T09:00"),
    )
    assert (one.original, one.is_recurring, one.place) == ("", False, "Phòng họp 2")
    assert one.may_edit


def test_another_zone_sees_the_same_moment_elsewhere(store, reads):
    meeting(store)
    (one,) = reads.diary(day("2026-11-23"), day("2026-11-23"), "Europe/Berlin")
    assert one.start == at("2026-11-23T02:00")


def test_a_series_comes_each_time_and_its_variations_where_they_were_put(store, reads):
    event = meeting(store, rule="FREQ=DAILY")
    vary(store, event, "2026-11-24T08:00:00", is_cancelled=True)
    vary(
        store,
        event,
        "2026-11-25T08:00:00",
        starts_at=utc("2026-11-25T07:00"),
        ends_at=utc("2026-11-25T07:30"),
        title="Giao ban ngắn",
    )
    found = week(reads, last="2026-11-26")
    assert starts(found) == ["2026-11-23T08:00", "2026-11-25T14:00", "2026-11-26T08:00"]
    assert [one.title for one in found] == ["Giao ban", "Giao ban ngắn", "Giao ban"]
    assert [one.is_varied for one in found] == [False, True, False]
    assert found[1].original == "20261125T080000"
    assert found[1].end == at("2026-11-25T14:30")


def test_whole_days_end_at_the_midnight_after_the_last(store, reads):
    meeting(
        store,
        starts_at=utc("2026-11-23T17:00"),
        ends_at=utc("2026-11-25T17:00"),
        is_all_day=True,
    )
    (one,) = week(reads)
    assert (one.start, one.end) == (at("2026-11-24T00:00"), at("2026-11-26T00:00"))
    assert reads.diary_days(day("2026-11-23"), day("2026-11-29"), ZONE) == {
        day("2026-11-24"): 1,
        day("2026-11-25"): 1,
    }


def test_a_lunar_anniversary_comes_on_its_lunar_day(store, reads):
    meeting(
        store,
        title="Giỗ tổ",
        starts_at=utc("2026-04-25T17:00"),
        ends_at=utc("2026-04-26T17:00"),
        is_all_day=True,
        rule="RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10",
    )
    found = week(reads, "2026-01-01", "2028-12-31")
    assert [one.start.date() for one in found] == [
        day("2026-04-26"),
        day("2027-04-16"),
        day("2028-04-04"),
    ]


@pytest.mark.parametrize(
    ("first", "last"), [("1999-03-01", "1999-03-31"), ("2045-03-01", "2045-03-31")]
)
def test_what_lies_outside_the_filled_window_still_shows(store, reads, first, last):
    meeting(store, starts_at=utc("1998-01-05T01:00"), ends_at=None, rule="FREQ=WEEKLY")
    assert len(week(reads, first, last)) in (4, 5)
    assert len(week(reads, "2026-11-01", "2026-11-30")) == 5
    high = window_at(NOON.date()).to_moment
    edge = dt.datetime.fromtimestamp(high / 1e6, dt.UTC).date()
    around = week(reads, str(edge - dt.timedelta(20)), str(edge + dt.timedelta(20)))
    assert len(around) == len({one.start for one in around}) >= 5


def test_a_rule_of_somebody_elses_that_makes_no_sense_shows_its_first_time(store, reads):
    with store.work(store.owner(), "load", captured=False) as work:
        work.session.add(
            record_class("event")(
                title="Hỏng",
                starts_at=utc("2026-11-23T01:00"),
                zone=ZONE,
                rule="FREQ=SECONDLY",
            )
        )
    (one,) = week(reads)
    assert (one.is_broken, one.is_recurring) == (True, False)


def test_an_event_in_the_bin_is_gone_and_comes_back(store, reads):
    event = meeting(store)
    with store.work(store.owner(), "event.delete") as work:
        work.delete("event", [event])
    assert week(reads) == ()
    store.undo(work.changes.group, store.owner())
    assert len(week(reads)) == 1


def test_undo_of_a_moved_time_brings_the_old_one_back(store, reads):
    event = meeting(store, rule="FREQ=WEEKLY")
    group = change(store, "event", event, starts_at=utc("2026-11-24T01:00"), ends_at=None)
    assert starts(week(reads)) == ["2026-11-24T08:00"]
    store.undo(group, store.owner())
    assert starts(week(reads)) == ["2026-11-23T08:00"]


def test_a_calendar_that_is_not_chosen_is_not_shown(store, reads):
    team = make(store, "calendar", name="Nhóm bán hàng", calendar_type="group", colour="purple")
    meeting(store, calendar_id=team)
    meeting(store, title="Riêng")
    assert [one.title for one in week(reads, calendars=[team])] == ["Giao ban"]
    assert week(reads, calendars=[team])[0].colour == "purple"
    assert len(week(reads)) == 2
    assert week(reads, calendars=[]) == ()


def test_what_i_take_part_in_stands_in_my_own_calendar(store, reads):
    me = store.owner().user_id
    team = make(store, "calendar", name="Nhóm", calendar_type="group")
    event = meeting(store, calendar_id=team)
    make(store, "attendee", event_id=event, user_id=me, answer="accepted")
    mine = next(one for one in reads.calendars() if one.is_default)
    (one,) = week(reads, calendars=[mine.id])
    assert (one.calendar, one.person, one.answer) == (mine.id, me, "accepted")
    assert len(week(reads)) == 1


def test_a_room_shows_what_books_it_and_is_busy(store, reads):
    room = make(store, "calendar", name="Phòng A", calendar_type="resource")
    event = meeting(store)
    make(store, "attendee", event_id=event, resource_id=room, role="resource")
    (one,) = week(reads, calendars=[room])
    assert (one.calendar, one.title) == (room, "Giao ban")
    (taken,) = reads.busy_times([room], day("2026-11-23"), day("2026-11-23"), ZONE)
    assert (taken.who, taken.start) == (room, at("2026-11-23T08:00"))


def test_a_colleague_is_busy_at_published_times_and_nothing_else_is_known(store, reads):
    other = make(store, "app_user", full_name="Trần Thị Bình", login="binh")
    make(store, "busy_time", user_id=other, month="2026-11", intervals=[[31800, 31860]])
    (one,) = week(reads, calendars=[other])
    assert (one.only_busy, one.person, one.title) == (True, other, "")
    assert one.start == at("2026-11-23T09:00")
    assert reads.busy_times([other], day("2026-11-23"), day("2026-11-23"), ZONE)[0].who == other


def test_calendars_of_colleagues_are_told_apart_and_keep_a_colour_that_was_chosen(store, reads):
    others = [
        make(store, "calendar", id=uuid.UUID(int=one), name="Lịch", owner_id=uuid.UUID(int=one))
        for one in (1, 2)
    ]
    chosen = make(store, "calendar", name="Lịch", owner_id=uuid.UUID(int=3), colour="grey")
    mine = make(store, "calendar", name="Lịch", owner_id=store.owner().user_id)
    seen = {one.id: one.colour for one in reads.calendars()}
    assert len({seen[one] for one in (*others, mine)}) == 3
    assert (seen[mine], seen[chosen]) == ("blue", "grey")


def test_free_and_cancelled_events_take_nobodys_time(store, reads):
    me = store.owner().user_id
    meeting(store, show_as="free")
    meeting(store, status="cancelled")
    assert reads.busy_times([me], day("2026-11-23"), day("2026-11-23"), ZONE) == ()
    assert len(week(reads)) == 2


def test_people_and_customer_are_named(store, reads):
    customer = make(store, "account", name="Công ty Hoa Sen")
    event = meeting(store, account_id=customer)
    make(store, "attendee", event_id=event, user_id=store.owner().user_id)
    make(store, "attendee", event_id=event, name="Chị Lan")
    (one,) = week(reads)
    assert one.people == "An, Chị Lan"
    assert (one.customer.entity, one.customer.title) == ("account", "Công ty Hoa Sen")
