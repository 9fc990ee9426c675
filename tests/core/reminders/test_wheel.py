"""The wheel of reminders against brute force: nothing is lost or doubled by any clock."""

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.reminders.bell import Bell
from desktop.core.reminders.occasions import Occasion, moment_alarms
from desktop.core.reminders.wheel import Deed, turn

START = datetime(2026, 11, 22, 8, tzinfo=UTC)
MINUTES = st.integers(-3000, 3000)
moments = MINUTES.map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def occasions(draw):
    at = draw(moments)
    alarms = moment_alarms(at, draw(st.lists(st.sampled_from((0, 5, 15, 60, 1440)), max_size=3)))
    made = draw(st.none() | moments)
    record = uuid.UUID(int=draw(st.integers(1, 5)))
    return Occasion("event", record, "starts_at", at, alarms, title="x", made_at=made)


def lists_of(most):
    return st.lists(occasions(), max_size=most, unique_by=lambda one: one.record)


def deeds_for(draw, found):
    keys = [one.key(alarm) for one in found for alarm in one.alarms]
    deed = st.builds(Deed, st.booleans(), st.none() | moments, st.booleans())
    return {key: draw(deed) for key in keys if draw(st.booleans())}


def waits(occasion, alarm, deeds, now):
    """Say by the plain words of the rule whether one ringing is to be shown at a moment."""
    deed = deeds.get(occasion.key(alarm), Deed())
    if deed.is_dismissed or alarm.rings_at > now:
        return False
    if occasion.made_at and alarm.rings_at < occasion.made_at and occasion.at < occasion.made_at:
        return False
    return deed.snoozed_until is None or deed.snoozed_until <= now


@given(st.data(), lists_of(6), moments)
def test_what_waits_is_what_rang_and_was_not_dismissed_or_put_off(data, found, now):
    deeds = deeds_for(data.draw, found)
    shown = {due.occasion for due in turn(found, deeds, now).dues}
    expected = {one for one in found if any(waits(one, alarm, deeds, now) for alarm in one.alarms)}
    assert shown == expected


@given(st.data(), lists_of(4), moments)
def test_nothing_new_waits_before_the_next_moment_that_the_wheel_names(data, found, now):
    deeds = deeds_for(data.draw, found)
    made = turn(found, deeds, now)
    before = {due.ring for due in made.dues}
    until = made.next_at or now + timedelta(days=10)
    step = (until - now) / 7
    for number in range(1, 7):
        later = turn(found, deeds, now + number * step)
        assert {due.ring for due in later.dues} <= before
    if made.next_at is not None:
        at_it = turn(found, deeds, made.next_at)
        assert {due.ring for due in at_it.dues} != before


clock_moves = st.lists(st.one_of(st.integers(-90, 90), st.integers(-4000, 4000)), max_size=12)
acts = st.sampled_from(("nothing", "dismiss", "snooze"))


@given(st.data(), lists_of(5), clock_moves)
def test_whatever_the_clock_does_each_ringing_is_told_once_and_dismissed_ones_never_again(
    data, found, moves
):
    now, bell, deeds = START, Bell(), {}
    told, dismissed = [], set()
    for minutes in moves:  # sleeps, jumps forward and jumps back alike
        now += timedelta(minutes=minutes)
        made = turn(found, deeds, now)
        new = bell.strike(made)
        told += [due.ring for due in new]
        assert not dismissed & {key for due in made.dues for key in due.keys}
        for due in made.dues:
            act = data.draw(acts)
            for key in due.keys if act != "nothing" else ():
                if act == "dismiss":
                    deeds[key] = Deed(is_dismissed=True)
                    dismissed.add(key)
                else:
                    deeds[key] = Deed(snoozed_until=now + timedelta(minutes=10))
    assert len(told) == len(set(told))


@given(lists_of(5), moments)
def test_what_rang_while_the_program_was_closed_is_told_all_at_once_at_the_start(found, now):
    made = turn(found, {}, now)
    assert Bell().strike(made) == list(made.dues)


def test_what_was_seen_on_another_computer_waits_but_comes_to_the_front_nowhere():
    one = Occasion("call", uuid.UUID(int=1), "called_at", START, moment_alarms(START, [0]))
    made = turn([one], {one.key(one.alarms[0]): Deed(is_seen=True)}, START)
    assert len(made.dues) == 1
    assert Bell().strike(made) == []


def test_in_quiet_hours_nothing_is_told_and_when_they_are_over_everything():
    one = Occasion("call", uuid.UUID(int=1), "called_at", START, moment_alarms(START, [0]))
    made, bell = turn([one], {}, START), Bell()
    assert bell.strike(made, is_quiet=True) == []
    assert bell.strike(made) == list(made.dues)


def test_a_moved_appointment_rings_again_though_it_was_dismissed_at_its_old_time():
    record = uuid.UUID(int=1)
    old = Occasion("event", record, "starts_at", START, moment_alarms(START, [15]))
    done = {old.key(old.alarms[0]): Deed(is_dismissed=True)}
    later = START + timedelta(hours=1)
    new = Occasion("event", record, "starts_at", later, moment_alarms(later, [15]))
    assert turn([old], done, later).dues == ()
    assert len(turn([new], done, later).dues) == 1


def test_the_second_alarm_of_one_time_comes_after_the_first_was_dismissed():
    one = Occasion("event", uuid.UUID(int=1), "starts_at", START, moment_alarms(START, [60, 5]))
    done = {one.key(one.alarms[0]): Deed(is_dismissed=True)}
    assert turn([one], done, START - timedelta(minutes=30)).dues == ()
    assert len(turn([one], done, START - timedelta(minutes=5)).dues) == 1
