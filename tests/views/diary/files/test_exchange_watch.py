"""Calendars elsewhere are brought up to date now and then, and soon after something changed."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import QObject

from desktop.core.changes import Changes
from desktop.views.change_signal import ChangeSignal
from desktop.views.diary.files import exchange_watch
from desktop.views.diary.files.exchange_watch import ExchangeWatch
from desktop.views.jobs import Jobs

ONE = frozenset({uuid.UUID(int=1)})


class Asked:
    """A worker that notes what it is asked, and tells of so many calendars."""

    def __init__(self, calendars):
        self.requests = []
        self.calendars = calendars

    async def ask(self, request, arguments, progress=None):
        self.requests.append(request)
        return [{"calendar": str(n)} for n in range(self.calendars)]


@pytest.fixture
def watch(qapp, qt_loop, monkeypatch):
    """Return a function that makes a watch over so many calendars, and its worker."""
    monkeypatch.setattr(exchange_watch, "SOON_MS", 0)
    made = []

    def make(calendars):
        jobs, owner = Jobs(ChangeSignal()), QObject()
        jobs.worker = Asked(calendars)
        made.append((jobs, owner))
        return ExchangeWatch(jobs, owner), jobs

    yield make
    for jobs, owner in made:
        jobs.cancel_all()
        owner.deleteLater()
        jobs.deleteLater()


def begun(qtbot, watch, calendars):
    one, jobs = watch(calendars)
    with qtbot.waitSignal(one.exchanged, timeout=10_000):
        one.begin()
    return one, jobs


def test_it_exchanges_soon_after_it_begins(qtbot, watch):
    _one, jobs = begun(qtbot, watch, 0)
    assert jobs.worker.requests == ["calendars.exchange"]


def test_a_changed_event_goes_out_where_there_is_a_calendar_elsewhere(qtbot, watch):
    one, jobs = begun(qtbot, watch, 1)
    with qtbot.waitSignal(one.exchanged, timeout=10_000):
        jobs.changes.changed.emit(Changes({"event": ONE}, 1, "event.save"))
    assert len(jobs.worker.requests) == 2


def test_a_calendar_that_was_just_subscribed_to_is_read(qtbot, watch):
    one, jobs = begun(qtbot, watch, 0)
    with qtbot.waitSignal(one.exchanged, timeout=10_000):
        jobs.changes.changed.emit(Changes({"calendar": ONE}, 1, "calendar.create"))
    assert len(jobs.worker.requests) == 2


@pytest.mark.parametrize(
    "changes",
    [
        Changes({"event": ONE}, 1, "calendar.exchange"),
        Changes({"account": ONE}, 1, "account.save"),
    ],
)
def test_what_it_did_itself_or_concerns_no_calendar_begins_nothing(qtbot, watch, changes):
    one, jobs = begun(qtbot, watch, 1)
    with qtbot.assertNotEmitted(one.exchanged, wait=50):
        jobs.changes.changed.emit(changes)
    assert len(jobs.worker.requests) == 1
