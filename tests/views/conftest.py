"""What every test of a screen gets: an offscreen window system, no stalls, nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core import i18n
from desktop.views.appearance import apply_theme
from desktop.views.watchdog import StallWatchdog

STALL_MS = 200
LOOPS = ("exec", "_process_events")  # of pytest-qt
PATIENCE_MS = 20_000  # what a busy machine may take for what an idle one does at once

for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    wait.__kwdefaults__["timeout"] = PATIENCE_MS


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "stall(ms): how long the window may stand still in this test"
    )


def runs_an_event_loop(frame: FrameType | None) -> bool:
    """Tell whether pytest-qt turns an event loop somewhere below this frame.

    What a fixture prepares in the test's thread is no work of the window.
    """
    while frame is not None:
        if frame.f_code.co_name == "pytest_fixture_setup":
            return False
        if frame.f_code.co_name in LOOPS and "pytestqt" in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def waited_for_processor() -> Callable[[], float] | None:
    """Return a function that tells how long our threads were ready without a processor.

    All threads count: one that was taken off the processor while it ran Python holds up the
    window's thread, too. On a machine that does nothing else the sum stands still.
    """
    threads = Path("/proc/self/task")
    if not (threads / str(threading.get_native_id()) / "schedstat").exists():
        return None
    ended: dict[str, float] = {}

    def waited() -> float:
        for thread in threads.iterdir():
            with suppress(OSError, IndexError):  # it ended just now
                found = (thread / "schedstat").read_text("ascii").split()[1]
                ended[thread.name] = max(ended.get(thread.name, 0.0), int(found) / 1e9)
        return sum(ended.values())

    return waited


class Collecting:
    """Tells for how many seconds the collector held everything up.

    After thousands of tests a whole collection takes a third of a second; the program collects by
    a timer of its own, over what it has frozen.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._began = 0.0
        gc.callbacks.append(self._note)

    def _note(self, phase: str, _info: object) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        else:
            self.seconds += time.perf_counter() - self._began


_collecting = Collecting()


def excused() -> Callable[[], float]:
    """Return a function that tells how long nothing could be done that a test is to blame for."""
    waited = waited_for_processor()
    return lambda: (waited() if waited else 0.0) + _collecting.seconds


@pytest.fixture(autouse=True)
def _no_stall(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """Fail a test in which one turn of the event loop takes longer than a person accepts."""
    marker = request.node.get_closest_marker("stall")
    limit = marker.args[0] if marker else STALL_MS
    watchdog = StallWatchdog(limit, concerns=runs_an_event_loop, waited=excused())
    yield
    watchdog.stop()
    if watchdog.stalls:
        told = "\n".join(f"{s.milliseconds:.0f} ms at\n{s.stack}" for s in watchdog.stalls)
        pytest.fail(f"the window stood still for {told}")


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window open or a thread running."""
    threads = set(threading.enumerate())
    before = set(qapp.topLevelWidgets())
    yield
    _deliver_deletions(qapp)
    left = [w for w in qapp.topLevelWidgets() if w not in before]
    assert not left, f"windows left behind: {left}"
    running = _threads_beside(threads)
    assert not running, f"threads left behind: {running}"


@pytest.fixture(autouse=True)
def _no_button_held(qapp: QApplication) -> Iterator[None]:
    """Let go of the mouse: QTest goes on holding what a double click or a test pressed last."""
    yield
    nowhere = QWidget()
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        QTest.mouseRelease(nowhere, button)


@pytest.fixture(autouse=True)
def _plain_look(qapp: QApplication) -> None:
    """Begin with the light look and English texts, whatever the test before left."""
    if i18n.language() != "en":
        i18n.set_language("en")
    apply_theme(qapp, "light")


@pytest.fixture
def vietnamese() -> Iterator[None]:
    """Show Vietnamese while the test runs."""
    i18n.set_language("vi")
    yield
    i18n.set_language("en")


@pytest.fixture
def qt_loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """Run coroutines inside Qt's own loop, as the program does; `qtbot.waitUntil` turns it."""
    import qasync

    loop = qasync.QEventLoop(qapp, already_running=True)
    asyncio.set_event_loop(loop)
    yield loop
    for task in asyncio.all_tasks(loop):
        task.cancel()
    qapp.sendPostedEvents()
    # `stop` would call QCoreApplication.exit, after which no event loop of Qt runs any more.
    loop._QEventLoop__is_running = False
    qapp.aboutToQuit.disconnect(loop._after_run_forever)
    loop._after_run_forever()
    asyncio.events._set_running_loop(None)
    loop.close()
    asyncio.set_event_loop(None)


@pytest.fixture
def run_async(qt_loop, qtbot) -> Callable[..., Any]:
    """Return a function that runs a coroutine to its end and returns its result."""

    def run(work: Coroutine[Any, Any, Any], timeout: int = 10_000) -> Any:
        task = qt_loop.create_task(work)
        qtbot.waitUntil(task.done, timeout=timeout)
        return task.result()

    return run


@pytest.fixture
def vi_type() -> Callable[[QWidget, str], None]:
    """Return a function that types a text as an input method does.

    `QTest.keyClicks` aborts the process on letters outside ASCII; Unikey and ibus commit text.
    """

    def type_text(widget: QObject, text: str) -> None:
        for letter in text:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QCoreApplication.sendEvent(widget, event)

    return type_text


def _deliver_deletions(app: QApplication) -> None:
    # Outside a running loop nobody carries out `deleteLater`; children follow their parents.
    for _round in range(3):
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect(1)
    if any(isinstance(w, QWidget) for w in app.topLevelWidgets()):
        gc.collect()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _threads_beside(known: set[threading.Thread], seconds: float = 1.0) -> list[str]:
    """Return the names of further threads that are not about to end."""
    end = time.monotonic() + seconds
    while (more := [t.name for t in threading.enumerate() if t not in known]) and (
        time.monotonic() < end
    ):
        time.sleep(0.01)
    return more
