"""The window tells that its first page shows what it has read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.screens import HandMade
from desktop.views.shell.targets import HOME, Target
from desktop.views.shell.window_state import StateKeeper
from tests.views.shell.stand_ins import make_register


class SlowPage(QWidget):
    """A page that says itself when it can be seen."""

    first_shown = Signal()


def window_on(page, backstage, profile, settings, qtbot):
    register = make_register(HandMade(HOME, N_("Today"), "house", HOME, lambda _context: page))
    window = MainWindow(backstage.jobs, register, StateKeeper(profile), settings)
    qtbot.addWidget(window, before_close_func=MainWindow.close_for_good)
    window.show_modules()
    window.show()
    return window


def test_it_waits_for_a_page_that_says_so_itself(backstage, profile, settings, qtbot):
    page = SlowPage()
    window = window_on(page, backstage, profile, settings, qtbot)
    with qtbot.assertNotEmitted(window.page_shown, wait=100):
        window.show_first_page(Target(HOME))
    with qtbot.waitSignal(window.page_shown):
        page.first_shown.emit()


def test_for_other_pages_it_waits_for_the_reader(backstage, profile, settings, qtbot):
    window = window_on(QWidget(), backstage, profile, settings, qtbot)
    with qtbot.waitSignal(window.page_shown):
        window.show_first_page(Target(HOME))


def test_a_window_closed_before_its_first_page_keeps_its_tabs(backstage, profile, settings, qtbot):
    keeper = StateKeeper(profile)
    keeper.state.main = Target("list", "account")
    window = MainWindow(backstage.jobs, make_register(), keeper, settings)
    qtbot.addWidget(window)
    window.show_modules()
    window.show()
    window.close()
    assert StateKeeper(profile).state.main == Target("list", "account")
