"""Moving, changing, calling off and copying in the diary: one time, the following ones, or all."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.errors import InvalidValueError, RuleBrokenError
from tests.services.diary.hands import ZONE

WEEKLY = ["23/11 08:00", "30/11 08:00", "07/12 08:00", "14/12 08:00", "21/12 08:00", "28/12 08:00"]
THIRD = "20261207T080000"


def move(hands, event, scope, start, end, original=THIRD, **more):
    return hands.run(
        "event.reschedule",
        id=event,
        original=original,
        scope=scope,
        start=start,
        end=end,
        zone=ZONE,
        **more,
    )


def test_what_is_entered_stands_at_its_time_in_the_own_calendar(hands):
    hands.enter("Gặp khách", "2026-11-23T14:00", "2026-11-23T15:30")
    (one,) = hands.look()
    (own,) = hands.reads.calendars()
    assert (one.calendar, one.person) == (own.id, hands.opened.actor.user_id)
    assert own.is_default
    assert hands.starts() == ["23/11 14:00"]


def test_whole_days_are_entered_with_their_last_day(hands):
    hands.enter("Hội chợ", "2026-11-24", "2026-11-26", is_all_day=True)
    (one,) = hands.look()
    assert (one.start.day, one.end.day, one.is_all_day) == (24, 27, True)


def test_a_single_event_moves(hands):
    event = hands.enter("Gặp khách", "2026-11-23T14:00", "2026-11-23T15:30")
    move(hands, event, "all", "2026-11-24T09:00", "2026-11-24T10:00", original="")
    assert hands.starts() == ["24/11 09:00"]
    hands.undo()
    assert hands.starts() == ["23/11 14:00"]


def test_one_time_moves_alone(hands, series):
    assert move(hands, series, "this", "2026-12-08T10:00", "2026-12-08T11:00") == series
    assert hands.starts() == [*WEEKLY[:2], "08/12 10:00", *WEEKLY[3:]]
    hands.undo()
    assert hands.starts() == WEEKLY


def test_this_and_the_following_move_as_a_series_of_their_own(hands, series):
    other = move(hands, series, "following", "2026-12-08T10:00", "2026-12-08T10:30")
    assert other != series
    assert hands.starts() == [
        *WEEKLY[:2], "08/12 10:00", "15/12 10:00", "22/12 10:00", "29/12 10:00",
    ]  # fmt: skip
    hands.undo()
    assert hands.starts() == WEEKLY
    assert {str(one.event) for one in hands.look()} == {series}


def test_the_whole_series_moves(hands, series):
    assert move(hands, series, "all", "2026-12-08T10:00", "2026-12-08T11:00") == series
    assert hands.starts()[:2] == ["24/11 10:00", "01/12 10:00"]


def test_a_time_that_was_moved_before_stays_where_it_was_put(hands, series):
    move(hands, series, "this", "2026-12-09T16:00", "2026-12-09T17:00")
    first = "20261123T080000"
    move(hands, series, "all", "2026-11-23T09:00", "2026-11-23T10:00", original=first)
    assert "09/12 16:00" in hands.starts()
    assert hands.starts()[0] == "23/11 09:00"
    assert len(hands.starts()) == 6


def test_one_time_that_becomes_a_whole_day_is_an_event_by_itself(hands, series):
    alone = move(hands, series, "this", "2026-12-08", "2026-12-08", is_all_day=True)
    assert alone != series
    assert hands.starts() == [*WEEKLY[:2], "08/12", *WEEKLY[3:]]
    hands.undo()
    assert hands.starts() == WEEKLY


def test_a_series_of_days_gets_times_of_day(hands):
    event = hands.enter("Trực", "2026-11-23", is_all_day=True, rule="FREQ=DAILY;COUNT=3")
    move(hands, event, "all", "2026-11-23T18:00", "2026-11-23T20:00", original="20261123")
    assert hands.starts() == ["23/11 18:00", "24/11 18:00", "25/11 18:00"]


def test_a_view_in_another_zone_moves_the_same_moment(hands, series):
    hands.run(
        "event.reschedule",
        id=series,
        original=THIRD,
        scope="this",
        start="2026-12-07T03:00",
        end="2026-12-07T04:00",
        zone="Europe/Berlin",
    )
    assert hands.starts()[2] == "07/12 09:00"


def test_one_time_gets_another_title(hands, series):
    hands.run("event.vary", id=series, original=THIRD, scope="this", values={"title": "Tổng kết"})
    assert hands.titles()[2] == "07/12 Tổng kết"
    assert hands.titles()[3] == "14/12 Giao ban"
    hands.undo()
    assert hands.titles()[2] == "07/12 Giao ban"


def test_this_and_the_following_get_another_title(hands, series):
    hands.run("event.vary", id=series, original=THIRD, scope="following", values={"title": "Mới"})
    assert [one[6:] for one in hands.titles()] == ["Giao ban"] * 2 + ["Mới"] * 4


def test_all_times_get_another_title_and_a_varied_one_keeps_its_own(hands, series):
    hands.run("event.vary", id=series, original=THIRD, scope="this", values={"title": "Tổng kết"})
    hands.run("event.vary", id=series, original=THIRD, scope="all", values={"title": "Mới"})
    assert [one[6:] for one in hands.titles()] == ["Mới"] * 2 + ["Tổng kết"] + ["Mới"] * 3


def test_what_a_time_cannot_differ_in_makes_it_an_event_by_itself(hands, series):
    values = {"is_private": True, "title": "Riêng"}
    alone = hands.run("event.vary", id=series, original=THIRD, scope="this", values=values)
    assert alone != series
    assert hands.starts() == WEEKLY
    assert hands.titles()[2] == "07/12 Riêng"


def test_time_and_title_change_at_once(hands, series):
    values = {"title": "Chiều", "start": "2026-12-07T14:00", "end": "2026-12-07T15:00"}
    hands.run("event.vary", id=series, original=THIRD, scope="following", values=values)
    assert hands.starts()[2:4] == ["07/12 14:00", "14/12 14:00"]
    assert [one[6:] for one in hands.titles()] == ["Giao ban"] * 2 + ["Chiều"] * 4
    hands.undo()
    assert hands.titles()[5] == "28/12 Giao ban"


def test_the_rule_changes_from_one_time_on(hands, series):
    values = {"rule": "FREQ=DAILY;COUNT=3"}
    hands.run("event.vary", id=series, original=THIRD, scope="following", values=values)
    assert hands.starts() == [*WEEKLY[:3], "08/12 08:00", "09/12 08:00"]


def test_one_time_has_no_rule_of_its_own(hands, series):
    with pytest.raises(RuleBrokenError):
        hands.run(
            "event.vary", id=series, original=THIRD, scope="this", values={"rule": "FREQ=DAILY"}
        )


def test_one_time_is_called_off_and_stays_off(hands, series):
    hands.run("event.call_off", id=series, original=THIRD, scope="this")
    assert hands.starts() == WEEKLY[:2] + WEEKLY[3:]
    hands.run("event.call_off", id=series, original="20261214T080000", scope="following")
    assert hands.starts() == WEEKLY[:2]
    hands.run("event.call_off", id=series, original=THIRD, scope="all")
    assert hands.starts() == []
    hands.undo()
    assert hands.starts() == WEEKLY[:2]


def test_a_copy_of_one_time_is_single_and_keeps_its_length(hands, series):
    hands.run("event.vary", id=series, original=THIRD, scope="this", values={"title": "Tổng kết"})
    hands.run("event.copy", id=series, original=THIRD, start="2026-12-10T15:00", zone=ZONE)
    assert "10/12 15:00" in hands.starts()
    (copy,) = hands.look("2026-12-10", "2026-12-10")
    assert (copy.title, copy.is_recurring, copy.end.hour) == ("Tổng kết", False, 16)


def test_each_time_stands_in_exactly_one_half_after_many_cuts(hands, series):
    last = move(hands, series, "following", "2026-12-07T09:00", "2026-12-07T10:00")
    move(hands, last, "following", "2026-12-21T08:00", "2026-12-21T09:00", "20261221T090000")
    assert hands.starts() == [*WEEKLY[:2], "07/12 09:00", "14/12 09:00", *WEEKLY[4:]]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=NEVER", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"]
)
def test_a_rule_that_makes_no_sense_is_refused(hands, series, rule):
    with pytest.raises(InvalidValueError):
        hands.run("event.change", ids=[series], values={"rule": rule})
    with pytest.raises(InvalidValueError):
        hands.enter("Sai", "2026-11-23T08:00", "2026-11-23T09:00", rule=rule)
    assert hands.starts() == WEEKLY


def test_an_end_before_the_start_is_refused(hands):
    with pytest.raises(InvalidValueError):
        hands.enter("Sai", "2026-11-23T08:00", "2026-11-23T07:00")


def test_what_the_invited_are_told_of_is_another_revision(hands, series):
    one = uuid.UUID(series)
    hands.run("event.vary", id=series, values={"reminders": ["5"]})
    assert hands.value("event", one, "sequence") in (None, 0)
    hands.run("event.vary", id=series, values={"place": "Phòng 2"})
    assert hands.value("event", one, "sequence") == 1


def test_undoing_the_first_event_and_making_it_again_leaves_one_calendar(hands):
    hands.enter("Một", "2026-11-23T08:00")
    hands.undo()
    assert hands.look() == ()
    hands.enter("Hai", "2026-11-23T08:00")
    assert len(hands.reads.calendars()) == 1
    assert [one.title for one in hands.look()] == ["Hai"]
