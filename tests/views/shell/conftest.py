"""A window over screens and data in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize

import desktop.models.activities
import desktop.models.contacts  # noqa: F401 - registers the entities
from desktop.core.paths import Profile
from desktop.core.settings import Settings
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.window_state import StateKeeper
from tests.views.shell.desk import Desk
from tests.views.shell.stand_ins import Backstage, make_register

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def backstage() -> Iterator[Backstage]:
    made = Backstage()
    yield made
    made.close()


@pytest.fixture
def profile(tmp_path) -> Profile:
    made = Profile(tmp_path / "profile")
    made.make()
    return made


@pytest.fixture
def settings(profile) -> Iterator[SettingsKeeper]:
    keeper = SettingsKeeper(profile, Settings(language="en", theme="light", start_screen="last"))
    yield keeper
    keeper.close()


@pytest.fixture
def make_window(backstage, profile, settings, qtbot) -> MakeWindow:
    """Return a function that opens a window as the program does."""

    def make(*screens, size=(1400, 900)) -> MainWindow:
        register = make_register(*screens)
        window = MainWindow(backstage.jobs, register, StateKeeper(profile), settings)
        qtbot.addWidget(window, before_close_func=MainWindow.close_for_good)
        window.show_modules()
        if size:
            window.resize(QSize(*size))
        with qtbot.waitSignal(window.first_painted):
            window.show()
        window.show_first_page()
        window.complete()
        window.activateWindow()
        return window

    return make


@pytest.fixture
def window(make_window) -> MainWindow:
    return make_window()


@pytest.fixture
def desk(backstage, profile, settings, qapp):
    return Desk(backstage.jobs, profile, settings)


@pytest.fixture
def windows(desk):
    """All windows of a program, the first of which is open."""
    made = desk.start()
    yield made
    desk.end(made)


@pytest.fixture
def first(windows):
    return windows.active
