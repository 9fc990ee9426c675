"""Work that the window started: who hears of its end."""

from __future__ import annotations

import asyncio
import gc

import pytest
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from desktop.core.errors import RuleBrokenError
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs


@pytest.fixture
def jobs(qapp, qt_loop):
    made = Jobs(ChangeSignal())
    yield made
    made.deleteLater()


@pytest.fixture
def told(jobs) -> list[object]:
    """What reaches the person or the error report."""
    found: list[object] = []
    jobs.broken.connect(found.append)
    jobs.failed.connect(found.append)
    return found


class Answered(QLabel):
    """Shows an answer that comes later."""

    async def show_later(self, answer):
        self.setText(await answer)


def end(qtbot, task):
    qtbot.waitUntil(task.done)


def test_an_answer_for_a_dialog_that_is_closed_is_nobodys(jobs, told, qtbot, qt_loop):
    answer: asyncio.Future[str] = qt_loop.create_future()
    shown = Answered()
    task = jobs.start(shown.show_later(answer), name="asking")
    delete(shown)
    answer.set_result("Xong")
    end(qtbot, task)
    assert told == []


def test_a_refusal_is_told_though_its_dialog_is_closed(jobs, told, qtbot, qt_loop):
    answer: asyncio.Future[str] = qt_loop.create_future()
    shown = Answered()
    task = jobs.start(shown.show_later(answer), name="asking")
    delete(shown)
    answer.set_exception(RuleBrokenError("This cannot be done."))
    end(qtbot, task)
    assert told == ["This cannot be done."]


def test_a_fault_of_a_window_that_stands_is_told(jobs, told, qtbot, qt_loop):
    answer: asyncio.Future[str] = qt_loop.create_future()
    shown = Answered()
    qtbot.addWidget(shown)
    task = jobs.start(shown.show_later(answer), name="asking")
    answer.set_exception(RuntimeError("a fault"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("desktop.views.jobs.log.error", lambda *_a, **_k: None)
        end(qtbot, task)
    assert len(told) == 2


def test_work_cancelled_before_its_first_turn_is_not_forgotten(jobs, qtbot, recwarn):
    async def work():
        raise AssertionError("it was cancelled")

    jobs.start(work(), name="work").cancel()
    qtbot.waitUntil(lambda: not jobs.busy())
    gc.collect()
    assert [str(one.message) for one in recwarn if "never awaited" in str(one.message)] == []
