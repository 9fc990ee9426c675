"""Times of series remind as single appointments do, also those that others asked me to."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.clock import local_zone, to_micros
from desktop.core.recurrence.addressing import variation_id
from desktop.core.reminders.reading import read_waiting
from desktop.core.reminders.wheel import turn
from desktop.store.reads import LocalReads

MORNING = datetime(2026, 3, 2, 9, tzinfo=local_zone())  # a Monday
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class StandingClock:
    def now(self):
        return MORNING.astimezone(UTC)


@pytest.fixture
def ringing(opened, owner):
    """Returns what waits at a wall time: titles with the days they are of."""
    reads = LocalReads(opened.store.path, StandingClock())

    def read(at):
        now = at.astimezone(UTC)
        found = read_waiting(reads, owner.user_id, now)
        dues = turn(found.occasions, found.deeds, now).dues
        return [(due.occasion.title, due.occasion.at.astimezone(local_zone()).day) for due in dues]

    yield read
    reads.close()


@pytest.fixture
def plan(commands, store, owner):
    """Makes an event that was planned long before its first time."""

    def make(title, start=MORNING, **values):
        said = {
            "title": title,
            "starts_at": to_micros(start),
            "ends_at": to_micros(start + 30 * MINUTE),
            "reminders": ["15"],
            "zone": "Asia/Ho_Chi_Minh",
            **values,
        }
        made = commands.run("event.create", {"values": said}).value
        long_ago = to_micros(MORNING - 300 * DAY)
        store.driver.execute(f"UPDATE event SET created_at = {long_ago}")
        return made

    return make


def test_each_time_of_a_series_rings_but_of_those_missed_only_the_last(ringing, plan):
    plan("Giao ban", rule="FREQ=DAILY")
    assert ringing(MORNING - 14 * MINUTE) == [("Giao ban", 2)]
    assert ringing(MORNING + 5 * DAY) == [("Giao ban", 7)]
    assert ringing(MORNING + 5 * DAY - 10 * MINUTE) == [("Giao ban", 7), ("Giao ban", 6)]


def test_a_time_that_is_called_off_does_not_ring(ringing, plan, commands):
    event = plan("Giao ban", rule="FREQ=DAILY")
    off = MORNING + DAY
    said = {"event_id": event, "original": f"{off:%Y%m%dT%H%M%S}", "is_cancelled": True}
    one = str(variation_id(uuid.UUID(event), off.replace(tzinfo=None)))
    commands.run("event_variation.create", {"values": said, "id": one})
    assert ringing(off) == [("Giao ban", 2)]


def test_a_whole_day_rings_in_the_morning_before_the_hours_it_says(ringing, plan):
    midnight = MORNING.replace(hour=0)
    plan("Hội thảo", midnight, ends_at=to_micros(midnight + DAY), is_all_day=True, reminders=["60"])
    assert ringing(MORNING.replace(hour=6, minute=59)) == []
    assert ringing(MORNING.replace(hour=7)) == [("Hội thảo", 2)]


@pytest.mark.parametrize(
    ("answer", "expected"), [("accepted", 1), ("needs_action", 1), ("declined", 0)]
)
def test_who_is_asked_to_an_appointment_is_reminded_unless_they_declined(
    ringing, plan, commands, owner, answer, expected
):
    lan = commands.run("app_user.create", {"values": {"full_name": "Lan", "login": "lan"}}).value
    event = plan("Họp của Lan", owner_id=lan)
    assert ringing(MORNING) == []
    said = {"event_id": event, "user_id": str(owner.user_id), "name": "An", "answer": answer}
    commands.run("attendee.create", {"values": said})
    assert len(ringing(MORNING)) == expected
