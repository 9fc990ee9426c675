"""Reminders and notices of people with several machines, worked on without a connection."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from desktop.core.clock import to_micros
from desktop.core.notices.reading import read_notices
from desktop.core.reminders.reading import read_waiting
from desktop.core.reminders.wheel import turn
from desktop.services.commands import LocalCommands, load_commands
from desktop.store.reads import LocalReads

load_commands()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def laptop(desk, an):
    """The second machine of the same person."""
    return desk(login=an.address.user)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


def run(one, key, **arguments):
    return LocalCommands(one.store, one.me).run(key, arguments).value


def sync(*desks):
    for _time in range(2):
        for one in desks:
            one.sync()


def waiting(one, minutes=0):
    """Return what waits at a machine some minutes from now: titles and keys."""
    now = one.clock.now() + minutes * MINUTE
    with closing(LocalReads(one.store.path, one.clock)) as reads:
        found = read_waiting(reads, one.me.user_id, now)
    return turn(found.occasions, found.deeds, now).dues


def keys(dues):
    return [key for due in dues for key in due.keys]


def problems(one):
    return one.asked("SELECT kind, tbl, col, code FROM sync_problem WHERE solved_at IS NULL")


@pytest.fixture
def meeting(an, laptop):
    at = to_micros(an.clock.now() + 10 * MINUTE)
    run(an, "event.create", values={"title": "Gặp ABC", "starts_at": at, "reminders": ["15"]})
    sync(an, laptop)


def test_what_is_dismissed_on_one_machine_never_comes_on_the_other(an, laptop, meeting):
    assert [due.occasion.title for due in waiting(an)] == ["Gặp ABC"]
    assert [due.occasion.title for due in waiting(laptop)] == ["Gặp ABC"]
    run(an, "attention.dismiss", keys=keys(waiting(an)))
    sync(an, laptop)
    for minutes in (0, 5, 60):
        assert not waiting(laptop, minutes)


def test_both_dismiss_without_a_connection_and_nobody_is_asked(an, laptop, meeting):
    for one in (an, laptop):
        run(one, "attention.dismiss", keys=keys(waiting(one)))
    sync(an, laptop)
    for one in (an, laptop):
        assert not problems(one)
        assert not waiting(one)
        assert one.asked("SELECT count(*) FROM attention") == [(1,)]


def test_who_dismisses_wins_over_who_puts_off(an, laptop, meeting):
    found = keys(waiting(an))
    run(laptop, "attention.snooze", until=dict.fromkeys(found, to_micros(an.clock.now() + MINUTE)))
    run(an, "attention.dismiss", keys=found)
    sync(an, laptop)
    for one in (an, laptop):
        assert not problems(one)
        assert not waiting(one, 5)


def test_what_somebody_did_about_reminders_stays_theirs(an, desk, meeting):
    run(an, "attention.dismiss", keys=keys(waiting(an)))
    other = desk()
    sync(an, other)
    assert other.asked("SELECT count(*) FROM attention") == [(0,)]


def test_a_notice_reaches_whom_it_tells_and_is_read_on_all_machines(an, laptop, binh):
    sync(an, binh)  # they know of each other
    assigned = [str(an.me.user_id)]
    run(binh, "task.create", values={"title": "Soạn hợp đồng", "assignees": assigned})
    sync(binh, an, laptop)

    def told(one):
        with closing(LocalReads(one.store.path, one.clock)) as reads:
            return read_notices(reads, one.me.user_id)

    assert not problems(binh)
    for one in (an, laptop):
        assert [(each.kind, each.title) for each in told(one)] == [("assigned", "Soạn hợp đồng")]
    run(an, "notice.mark_read", ids=[str(told(an)[0].id)])
    sync(an, laptop)
    assert [each.is_read for each in told(laptop)] == [True]
