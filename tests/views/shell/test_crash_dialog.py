"""A bug of ours is told once, can be copied, and one can go on."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.views.shell.crash_dialog import MOST, CrashDialog, CrashWatch


@pytest.fixture
def watch(qtbot, tmp_path, window):
    return CrashWatch(tmp_path, ["record.save"], window)


def dialogs() -> list[CrashDialog]:
    return [
        w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog) and w.isVisible()
    ]


def close_all(qtbot) -> None:
    for dialog in dialogs():
        dialog.go_on.click()
    qtbot.waitUntil(lambda: dialogs() == [])


def test_a_bug_shows_its_report(watch, qtbot):
    watch.show_error(ZeroDivisionError())
    (dialog,) = dialogs()
    assert "ZeroDivisionError" in dialog.text.toPlainText()
    assert "record.save" in dialog.text.toPlainText()
    close_all(qtbot)


def test_enter_goes_on(watch, qtbot):
    watch.show_error(ZeroDivisionError())
    (dialog,) = dialogs()
    assert dialog.focusWidget() is dialog.go_on
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialogs() == [], timeout=10_000)


def test_the_report_can_be_copied(watch, qtbot):
    watch.show_error(ZeroDivisionError())
    (dialog,) = dialogs()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    close_all(qtbot)


def test_a_second_bug_waits_until_the_first_is_read(watch, qtbot):
    watch.show_error(ZeroDivisionError())
    watch.show_error(KeyError())
    assert len(dialogs()) == 1
    close_all(qtbot)


def test_a_bug_that_repeats_does_not_fill_the_screen(watch, qtbot):
    for _time in range(MOST + 3):
        watch.show_error(ZeroDivisionError())
        close_all(qtbot)
    watch.show_error(ZeroDivisionError())
    assert dialogs() == []


def test_background_work_that_breaks_is_reported(window, qtbot):
    window.jobs.report(ZeroDivisionError())
    assert len(dialogs()) == 1
    assert "went wrong" in window.snackbar.text
    close_all(qtbot)


def test_a_bug_in_a_thread_reaches_the_window(watch, qtbot, monkeypatch, caplog):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    watch.install()

    def fail() -> None:
        raise KeyError("x")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    assert "KeyError" in dialogs()[0].text.toPlainText()
    close_all(qtbot)


def test_the_program_is_watched_until_the_window_closes(window, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window.watch_over()
    assert sys.excepthook == window.companions.crashes._on_uncaught
    window.close_for_good()
    assert sys.excepthook is sys.__excepthook__
    assert window.companions._watchdog is None
