"""Puts the windows of a run together, once the first of them is there."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.app.notices_switch import NoticesSwitch
from desktop.app.own_process import start_program
from desktop.app.tray_switch import TraySwitch
from desktop.core.manifest import Manifest
from desktop.views.jobs import Jobs
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.recents import Recents
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.window_state import StateKeeper
from desktop.views.shell.windows import Windows
from desktop.views.wiring import make_window

TRAY_MS: Final = 3_000  # whoever works in the window comes first


def gather_windows(
    jobs: Jobs, facts: Manifest, settings: SettingsKeeper, first: MainWindow, parent: QObject
) -> Windows:
    """Return the windows of this run: the first, and whatever is opened beside it."""

    def make(own_jobs: Jobs, keeper: StateKeeper, recents: Recents) -> MainWindow:
        return make_window(own_jobs, facts, keeper, settings, recents)

    settings.start_profile = _start_profile
    windows = Windows(jobs, make, parent)
    windows.take(first)
    windows.gone.connect(_collect)
    switch = TraySwitch(windows, jobs, settings, windows)
    QTimer.singleShot(TRAY_MS, switch, switch.follow)
    NoticesSwitch(windows, jobs, facts, switch)
    return windows


def _start_profile(folder: Path) -> None:
    start_program("--profile", str(folder))


def _collect(was_first: bool) -> None:
    """Let go of Python's side of closed windows; the first was made before the freeze."""
    if was_first and gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
        gc.freeze()
    else:
        gc.collect()
