"""What the program does by itself waits for a database that is in use; nobody is told of it."""

from __future__ import annotations

import pytest

from desktop.app.tidying import Tidying
from desktop.core.errors import RetryError
from desktop.views import patience
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs

BUSY = RetryError("The database is in use elsewhere.")


class BusyWorker:
    """Answers only when it was asked often enough."""

    def __init__(self, refusals):
        self.refusals = refusals
        self.asked = []

    async def ask(self, request, arguments, progress=None):
        self.asked.append(request)
        if len(self.asked) <= self.refusals:
            raise BUSY


@pytest.fixture
def jobs(qt_loop, monkeypatch):
    monkeypatch.setattr(patience, "PAUSE_SECONDS", 0.01)
    made = Jobs(ChangeSignal())
    made.told = []
    made.failed.connect(made.told.append)
    yield made
    made.finish(5)


def test_tidying_begins_again_without_a_word(jobs, qtbot):
    jobs.worker = worker = BusyWorker(refusals=2)
    Tidying(jobs, None, jobs).begin(makes_demo=False)
    qtbot.waitUntil(lambda: len(worker.asked) == 4 and not jobs.busy(), timeout=15_000)
    assert jobs.told == []


def test_what_is_in_the_way_for_minutes_is_told(jobs, qtbot):
    jobs.worker = worker = BusyWorker(refusals=100)
    Tidying(jobs, None, jobs).begin(makes_demo=False)
    qtbot.waitUntil(lambda: bool(jobs.told), timeout=15_000)
    assert jobs.told == [str(BUSY)]
    assert len(worker.asked) == patience.TRIES
