"""The fixtures of the screens' tests do what the tests rely on."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtWidgets import QLineEdit

from desktop.core.errors import RuleBrokenError
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs


def test_coroutines_run_in_qts_loop(run_async):
    async def work():
        await asyncio.sleep(0.01)
        return asyncio.get_running_loop().is_running()

    assert run_async(work()) is True


def test_the_error_of_a_coroutine_reaches_the_test(run_async):
    async def work():
        raise RuleBrokenError("no")

    with pytest.raises(RuleBrokenError):
        run_async(work())


def test_jobs_start_from_a_slot(qt_loop, qtbot):
    jobs = Jobs(ChangeSignal())
    done = []

    async def work():
        await asyncio.sleep(0)
        done.append(1)

    jobs.start(work(), name="trial")
    qtbot.waitUntil(lambda: done == [1])
    assert done == [1]


def test_vietnamese_can_be_typed(qtbot, vi_type):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    vi_type(edit, "Đặng Thị Hường")
    assert edit.text() == "Đặng Thị Hường"
