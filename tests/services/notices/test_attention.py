"""What a person did about reminders stays done."""

from datetime import timedelta

import pytest

from desktop.core.clock import SystemClock, from_micros, to_micros
from desktop.core.reminders.occasions import attention_id
from desktop.core.reminders.reading import read_waiting
from desktop.core.reminders.wheel import turn
from desktop.models.notices import Attention
from desktop.store.reads import LocalReads

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return SystemClock().now()


@pytest.fixture
def reads(opened):
    made = LocalReads(opened.store.path, SystemClock())
    yield made
    made.close()


@pytest.fixture
def waiting(reads, owner):
    """Returns what waits at a moment."""

    def read(at):
        found = read_waiting(reads, owner.user_id, at)
        return turn(found.occasions, found.deeds, at)

    return read


@pytest.fixture
def meeting(commands, now):
    """An appointment in ten minutes, of which is reminded now."""
    said = {
        "title": "Gặp ABC",
        "place": "Phòng 2",
        "starts_at": to_micros(now + 10 * MINUTE),
        "reminders": ["15"],
    }
    return commands.run("event.create", {"values": said}).value


def keys(turned):
    return [key for due in turned.dues for key in due.keys]


def test_an_appointment_rings_as_many_minutes_before_as_it_says(waiting, meeting, now):
    assert waiting(now - 10 * MINUTE).dues == ()
    (due,) = waiting(now).dues
    assert str(due.occasion.record) == meeting
    assert due.occasion.title == "Gặp ABC"
    assert due.occasion.details == ("Phòng 2",)


def test_what_was_dismissed_never_waits_again(commands, waiting, meeting, now):
    commands.run("attention.dismiss", {"keys": keys(waiting(now))})
    for minutes in (0, 1, 30, 60 * 24):
        assert waiting(now + minutes * MINUTE).dues == ()


def test_what_is_put_off_waits_again_then_and_not_before(commands, waiting, meeting, now):
    later = to_micros(now + 5 * MINUTE)
    commands.run("attention.snooze", {"until": dict.fromkeys(keys(waiting(now)), later)})
    assert waiting(now + 4 * MINUTE).dues == ()
    assert waiting(now + 4 * MINUTE).next_at == from_micros(later)
    assert len(waiting(now + 5 * MINUTE).dues) == 1


def test_what_was_dismissed_is_not_brought_back_by_putting_it_off(commands, waiting, meeting, now):
    found = keys(waiting(now))
    commands.run("attention.dismiss", {"keys": found})
    commands.run("attention.snooze", {"until": dict.fromkeys(found, to_micros(now))})
    assert waiting(now + MINUTE).dues == ()


def test_a_dismissal_is_undone_like_everything(commands, waiting, meeting, now):
    done = commands.run("attention.dismiss", {"keys": keys(waiting(now))})
    commands.run("undo.group", {"group": done.changes.group})
    assert len(waiting(now).dues) == 1


def test_what_was_seen_waits_on_but_is_known_as_seen(commands, waiting, meeting, now):
    commands.run("attention.see", {"keys": keys(waiting(now))})
    (due,) = waiting(now).dues
    assert due.is_seen


def test_two_computers_write_the_same_record_of_one_key(
    commands, store, owner, waiting, meeting, now
):
    (key,) = keys(waiting(now))
    commands.run("attention.dismiss", {"keys": [key]})
    with store.work(owner, "test") as work:
        assert work.session.get_one(Attention, attention_id(owner.user_id, key)).key == key


def test_nobody_is_reminded_of_what_was_over_when_it_was_written_down(commands, waiting, now):
    said = {"subject": "Đã gọi", "called_at": to_micros(now - 60 * MINUTE)}
    commands.run("call.create", {"values": said})
    assert waiting(now + MINUTE).dues == ()


def test_a_task_rings_when_it_is_due_until_it_is_done(commands, waiting, now):
    said = {"title": "Gửi báo giá", "due_at": to_micros(now + MINUTE)}
    task = commands.run("task.create", {"values": said}).value
    assert waiting(now).dues == ()
    assert [str(due.occasion.record) for due in waiting(now + MINUTE).dues] == [task]


def test_the_next_call_and_the_call_planned_for_it_ring_once(commands, waiting, now):
    account = commands.run("account.create", {"values": {"name": "ABC"}}).value
    said = {"subject": "Gọi", "account_id": account, "called_at": to_micros(now + MINUTE)}
    call = commands.run("call.create", {"values": said}).value
    again = to_micros(now + 5 * MINUTE)
    commands.run("call.hold", {"ids": [call], "next_at": again})
    assert len(waiting(now + 6 * MINUTE).dues) == 1


def test_of_what_a_colleague_is_in_charge_only_they_are_reminded(commands, waiting, now):
    other = commands.run("app_user.create", {"values": {"full_name": "Lan", "login": "lan"}}).value
    said = {"title": "Việc của Lan", "due_at": to_micros(now + MINUTE), "owner_id": other}
    commands.run("task.create", {"values": said})
    assert waiting(now + MINUTE).dues == ()
    mine = {**said, "title": "Giao cho tôi", "assignees": [str(commands._actor.user_id)]}
    commands.run("task.create", {"values": mine})
    assert [due.occasion.title for due in waiting(now + MINUTE).dues] == ["Giao cho tôi"]
