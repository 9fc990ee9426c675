"""A desk with all windows of a program on it, and what people do with them."""

from __future__ import annotations

import weakref

import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.core.changes import Changes
from desktop.core.ports import Outcome
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.window_state import StateKeeper
from desktop.views.shell.windows import Windows
from tests.views.shell.stand_ins import id_of, make_register


class Desk:
    """Makes programs on one profile, and clears away their windows."""

    def __init__(self, jobs, profile, settings):
        self.jobs, self.profile, self.settings = jobs, profile, settings
        self.register = make_register()
        self.made = []
        self.keeper = None

    def make(self, jobs, keeper, recents=None):
        window = MainWindow(jobs, self.register, keeper, self.settings, recents)
        self.made.append(weakref.ref(window))
        return window

    def start(self):
        """Start the program; return its windows, of which the first is open."""
        windows = Windows(self.jobs, self.make, self.jobs)
        self.keeper = StateKeeper(self.profile)
        first = self.make(self.jobs.for_window(), self.keeper)
        first.show_modules()
        first.show()
        first.show_first_page()
        windows.take(first)
        first.complete()
        return windows

    def end(self, windows):
        """Quit, and wait until the state is written."""
        windows.end()
        self.keeper.close()
        for made in self.made:
            window = made()
            if window is not None and shiboken6.isValid(window):
                window.deleteLater()
        self.made.clear()


def committed(group: int, command: str, number: int) -> Outcome:
    return Outcome(changes=Changes({"account": frozenset({id_of(number)})}, group, command))


def type_into(window, text="x"):
    page = window.workspace.current_page()
    page.name.setFocus()
    QTest.keyClicks(page.name, text)
    assert page.is_dirty()


def answer(qtbot, words):
    """Press a button of the question that is asked."""

    def asked():
        shown = QApplication.topLevelWidgets()
        return next((w for w in shown if isinstance(w, QMessageBox) and w.isVisible()), None)

    qtbot.waitUntil(lambda: asked() is not None)
    box = asked()
    text = box.informativeText()
    next(b for b in box.buttons() if b.text().replace("&", "") == words).click()
    qtbot.waitUntil(lambda: asked() is None)
    return text
