"""When the worker is asked for a round, and when it is left alone."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from desktop.core.changes import Changes
from desktop.core.errors import RetryError
from desktop.core.sync_status import NEWS, SyncState
from desktop.views.sync import sync_watch
from desktop.views.sync.sync_watch import PAUSED_MS, SyncWatch
from tests.views.sync.conftest import JOINED

EDIT = Changes({"account": frozenset({uuid.uuid4()})}, 7, "account.change")
PULLED = Changes({"account": frozenset()}, 0, "sync")


@pytest.fixture
def watch(qt_loop, backstage, worker, monkeypatch):
    monkeypatch.setattr(sync_watch, "SOON_MS", 20)
    made = SyncWatch(backstage.jobs, backstage.jobs)
    yield made
    made.stop()


@pytest.fixture
def joined(watch, worker, qtbot):
    worker.tell()
    watch.begin()
    qtbot.waitUntil(lambda: worker.requests() == ["sync.status", "sync.round"])
    qtbot.waitUntil(lambda: not watch._is_asking)
    return watch


def test_used_alone_one_question_is_all(watch, worker, backstage, qtbot):
    watch.begin()
    qtbot.waitUntil(lambda: worker.requests() == ["sync.status"])
    qtbot.waitUntil(lambda: watch.is_known and not watch._is_asking)
    backstage.jobs.changes.changed.emit(EDIT)
    assert not watch._timer.isActive()
    assert worker.requests() == ["sync.status"]


def test_a_joined_profile_begins_with_a_round(joined):
    assert joined.status.state is SyncState.OK
    assert 0 < joined._timer.remainingTime() < sync_watch.OFFLINE_MS


def test_what_is_saved_is_sent_soon(joined, worker, backstage, qtbot):
    backstage.jobs.changes.changed.emit(EDIT)
    qtbot.waitUntil(lambda: worker.requests().count("sync.round") == 2)


def test_what_a_round_brought_begins_no_other(joined, backstage):
    backstage.jobs.changes.changed.emit(PULLED)
    assert joined._timer.remainingTime() > sync_watch.IDLE_MS // 2


def test_what_is_saved_during_a_round_is_sent_after_it(joined, worker, backstage, qtbot):
    gate = asyncio.Event()
    answer = worker.ask

    async def slow(request, arguments, progress=None):
        await gate.wait()
        return await answer(request, arguments, progress)

    worker.ask = slow
    joined.ask_now()
    qtbot.waitUntil(lambda: joined._is_asking)
    backstage.jobs.changes.changed.emit(EDIT)
    gate.set()
    qtbot.waitUntil(lambda: worker.requests().count("sync.round") == 3)


def test_a_server_that_is_gone_is_asked_less_often(joined, worker, qtbot):
    worker.tell(state="offline", waiting=3)
    joined.ask_now()
    qtbot.waitUntil(lambda: joined.status.state is SyncState.OFFLINE)
    assert joined._timer.remainingTime() > sync_watch.IDLE_MS


def test_a_worker_that_cannot_answer_leaves_what_was_known(joined, worker, qtbot):
    worker.answers["sync.round"] = RetryError("busy")
    joined.ask_now()
    qtbot.waitUntil(lambda: joined.status.state is SyncState.OFFLINE)
    assert (joined.status.host, joined.status.sentence) == ("may-chu.example.vn", "busy")
    assert joined.status.is_stuck  # a full disk is no server that is away
    assert joined._timer.isActive()
    worker.tell()
    joined.ask_now()
    qtbot.waitUntil(lambda: joined.status.state is SyncState.OK)
    assert not joined.status.is_stuck


def test_a_bug_of_ours_stops_nothing(joined, worker, qtbot):
    worker.answers["sync.round"] = ValueError("a bug")
    told = []
    joined._jobs.broken.connect(told.append)
    joined.ask_now()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(joined._timer.isActive)


def test_paused_it_is_only_asked_now_and_then_for_orders(joined, worker, backstage, qtbot):
    worker.tell(state="paused")
    joined.ask_now()
    qtbot.waitUntil(lambda: joined.status.state is SyncState.PAUSED)
    qtbot.waitUntil(lambda: not joined._is_asking)
    worker.answers["sync.status"] = {**JOINED, "state": "paused", "waiting": 1}
    backstage.jobs.changes.changed.emit(EDIT)
    qtbot.waitUntil(lambda: joined.status.waiting == 1, timeout=10_000)
    assert (joined._timer.isActive(), joined._timer.interval()) == (True, PAUSED_MS)
    worker.answers["sync.round"] = RetryError("The worker died.")
    joined.ask_now()
    qtbot.waitUntil(lambda: not joined._is_asking)
    assert joined.status.state is SyncState.PAUSED


def test_news_of_the_centre_are_fetched_at_once(joined, worker, backstage, qtbot):
    backstage.jobs.changes.changed.emit(Changes({NEWS: frozenset()}))
    qtbot.waitUntil(lambda: worker.requests().count("sync.round") == 2)


def test_news_of_the_centre_begin_nothing_while_it_is_paused(joined, worker, backstage):
    joined.take({**JOINED, "state": "paused"})
    backstage.jobs.changes.changed.emit(Changes({NEWS: frozenset()}))
    assert joined._timer.interval() == PAUSED_MS
    assert worker.requests().count("sync.round") == 1


def test_what_was_saved_is_said_to_wait_while_no_answer_comes(
    joined, worker, backstage, qtbot, monkeypatch
):
    monkeypatch.setattr(sync_watch, "SLOW_MS", 50)
    gate = asyncio.Event()
    answer, told = worker.ask, []

    async def silent(request, arguments, progress=None):
        await gate.wait()
        return await answer(request, arguments, progress)

    worker.ask = silent
    joined.changed.connect(told.append)
    backstage.jobs.changes.changed.emit(EDIT)
    qtbot.waitUntil(lambda: [one.waiting for one in told] == [1], timeout=10_000)
    gate.set()
    qtbot.waitUntil(lambda: told[-1].waiting == 0, timeout=10_000)
    assert not joined._slow.isActive()
