"""The watchdog notices a window that stands still, and tells where."""

from __future__ import annotations

import gc
import time
import weakref

import pytest
from PySide6.QtCore import QTimer

from desktop.views.watchdog import StallWatchdog
from tests.views.conftest import runs_an_event_loop


def busy(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        time.sleep(0.001)


@pytest.mark.stall(5000)
def test_a_slow_slot_is_noted_with_its_name(qapp, qtbot, caplog):
    watchdog = StallWatchdog(50, concerns=runs_an_event_loop)

    def a_slow_slot() -> None:
        busy(0.15)

    QTimer.singleShot(0, a_slow_slot)
    qtbot.waitUntil(lambda: bool(watchdog.stalls))
    watchdog.stop()
    assert "a_slow_slot" in watchdog.stalls[0].stack
    assert "stood still" in caplog.text


def test_a_quiet_loop_has_no_stall(qapp, qtbot):
    watchdog = StallWatchdog(100)
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(5)
    qtbot.waitUntil(lambda: len(ticks) > 20)
    timer.stop()
    watchdog.stop()
    assert watchdog.stalls == []


def test_work_outside_the_loop_of_a_test_is_no_stall(qapp, qtbot):
    watchdog = StallWatchdog(50, concerns=runs_an_event_loop)
    ticks = []
    watchdog._timer.timeout.connect(lambda: ticks.append(1))
    busy(0.1)
    qtbot.waitUntil(lambda: len(ticks) > 1)
    watchdog.stop()
    assert watchdog.stalls == []


@pytest.mark.stall(5000)
def test_a_noted_stall_keeps_nothing_of_the_window_alive(qapp, qtbot):
    """Python's side of what Qt deletes must go with it, not when a collection comes by chance."""
    watchdog = StallWatchdog(50, concerns=runs_an_event_loop)
    seen = []

    class Something:
        pass

    def a_slow_slot() -> None:
        held = Something()
        seen.append(weakref.ref(held))
        busy(0.15)

    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()  # what went before the event loop is none of the window's
        qtbot.waitUntil(lambda: watchdog._beat_at > began)
        QTimer.singleShot(0, a_slow_slot)
        qtbot.waitUntil(lambda: bool(watchdog.stalls))
        watchdog.stop()
        assert watchdog.stalls[0].stack
        assert seen[0]() is None
    finally:
        gc.enable()
