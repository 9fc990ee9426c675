"""Long work is seen, and can be stopped."""

from __future__ import annotations

import asyncio

import pytest

from desktop.core.errors import CancelledError
from desktop.views.shell.running import RunningWork


class WorkerStandIn:
    """Does work in two steps, and waits between them until it may go on."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()

    async def ask(self, request, arguments, progress=None):
        progress(1, 2, "reading")
        await self.go_on.wait()
        progress(2, 2, "writing")
        return {"rows": 7}


def test_progress_is_shown_in_the_status_bar_until_the_end(window, qt_loop, qtbot):
    worker = window.jobs.worker = WorkerStandIn()
    answers = []

    async def work() -> None:
        answers.append(await window.running.ask(window.jobs, "Import", "import.run", {}))

    window.jobs.start(work(), name="import")
    qtbot.waitUntil(window.status._bar.isVisible)
    assert window.status._work.text() == "Import: reading"
    assert (window.status._bar.value(), window.status._bar.maximum()) == (1, 2)
    worker.go_on.set()
    qtbot.waitUntil(lambda: answers == [{"rows": 7}])
    assert not window.status._bar.isVisible()


def test_the_cross_stops_the_work(window, qt_loop, qtbot):
    window.jobs.worker = WorkerStandIn()
    ended = []

    async def work() -> None:
        try:
            await window.running.ask(window.jobs, "Import", "import.run", {})
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    window.jobs.start(work(), name="import")
    qtbot.waitUntil(window.status._cancel.isVisible)
    window.status._cancel.click()
    qtbot.waitUntil(lambda: ended == ["cancelled"])
    assert window.running.works == ()


def test_several_works_are_counted(window):
    first = window.running.begin("Import")
    window.running.begin("Export")
    assert window.status._work.text() == "Import and 1 more"
    assert not window.status._cancel.isVisible()
    window.running.end(first)
    assert window.status._work.text() == "Export"


def test_work_that_failed_is_shown_no_longer(run_async):
    running = RunningWork()

    class Failing:
        async def ask(self, *_args):
            raise CancelledError

    with pytest.raises(CancelledError):
        run_async(running.ask(Failing(), "Import", "import.run", {}))
    assert running.works == ()
