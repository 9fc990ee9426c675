"""What entities declare of reminders."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.clock import local_zone
from desktop.core.entities import get_entity, iter_entities
from desktop.core.reminders.declared import remindings
from desktop.core.reminders.occasions import (
    Occasion,
    attention_id,
    day_alarms,
    moment_alarms,
    morning_of,
    record_of,
)
from desktop.core.reminders.quiet_hours import QuietHours, quiet_from_json
from desktop.core.reminders.snoozing import BEFORE_START, SNOOZES, TOMORROW, snoozes_for, until
from desktop.models import load_all

load_all()
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
REMINDING = [entity for entity in iter_entities() if entity.reminds]


@pytest.mark.parametrize("entity", REMINDING, ids=lambda one: one.key)
def test_every_declaration_names_fields_and_states_that_there_are(entity):
    for one in remindings(entity):
        people = [entity.field(name) for name in one.people]
        assert {field.target for field in people} == {"app_user"}
        for name in (one.minutes, one.days, one.without):
            assert not name or entity.field(name)
        known = (
            {option.value for option in entity.field(entity.status).options}
            if entity.status
            else set()
        )
        assert set(one.states) <= known


def test_events_tasks_calls_and_anniversaries_remind_of_their_times():
    found = {(one.entity, one.field) for entity in REMINDING for one in remindings(entity)}
    assert {
        ("event", "starts_at"),
        ("task", "due_at"),
        ("call", "called_at"),
        ("call", "next_at"),
        ("anniversary", "next_on"),
        ("contact", "birth_on"),
    } <= found


@pytest.mark.parametrize("line", ["title", "starts_at soon", "starts_at"])
def test_a_line_that_says_nothing_sensible_is_refused(line):
    entity = replace(get_entity("event"), reminds=(line,))
    if line == "starts_at":
        assert len(list(remindings(entity))) == 1
        return
    with pytest.raises(ValueError, match="reminds of"):
        list(remindings(entity))


def test_a_day_is_told_of_in_the_morning_where_the_person_is():
    day = date(2026, 11, 22)
    assert morning_of(day).astimezone(local_zone()).hour == 8
    assert [alarm.name for alarm in day_alarms(day, [0, 7])] == ["7d", "0d"]


def test_a_key_says_what_it_is_about_and_gives_one_id_on_every_computer():
    record, me = uuid.UUID(int=7), uuid.UUID(int=9)
    one = Occasion("event", record, "starts_at", NOW, moment_alarms(NOW, [15]), "20261122T150000")
    key = one.key(one.alarms[0])
    assert record_of(key) == ("event", record)
    assert len(key) <= 160
    assert attention_id(me, key) == attention_id(me, str(key))
    assert attention_id(me, key) != attention_id(record, key)


def test_before_the_start_is_offered_only_while_something_has_not_begun():
    ahead = [one.key for one in snoozes_for([NOW + timedelta(hours=1)], NOW)]
    over = [one.key for one in snoozes_for([NOW - timedelta(hours=1)], NOW)]
    assert BEFORE_START in ahead
    assert BEFORE_START not in over
    assert over == [one.key for one in SNOOZES if one.key != BEFORE_START]


def test_putting_off_leads_to_the_moment_that_its_words_say():
    by_key = {one.key: one for one in SNOOZES}
    start = NOW + timedelta(hours=1)
    assert until(by_key["10"], start, NOW) == NOW + timedelta(minutes=10)
    assert until(by_key[BEFORE_START], start, NOW) == start - timedelta(minutes=5)
    assert until(by_key[BEFORE_START], NOW, NOW) > NOW
    tomorrow = until(by_key[TOMORROW], start, NOW).astimezone(local_zone())
    assert (tomorrow.date() - NOW.astimezone(local_zone()).date()).days == 1
    assert tomorrow.hour == 8


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=local_zone())


def test_quiet_hours_go_over_midnight_and_end_in_the_morning():
    quiet = QuietHours(22 * 60, 7 * 60)
    assert quiet.holds(at(23, 23))
    assert quiet.holds(at(23, 3))
    assert not quiet.holds(at(23, 7))
    assert quiet.ends(at(23, 23)) == at(24, 7)


def test_a_quiet_weekend_ends_on_monday_morning():
    quiet = QuietHours(22 * 60, 7 * 60, weekends=True)
    assert quiet.ends(at(21, 12)) == at(23, 7)  # Saturday


def test_what_is_kept_badly_means_no_quiet_hours():
    for data in (None, {}, {"first": "x"}, {"first": 5000, "last": 3}):
        assert not quiet_from_json(data).holds(at(23, 3))
    quiet = QuietHours(60, 120, weekends=True)
    assert quiet_from_json(quiet.to_json()) == quiet
