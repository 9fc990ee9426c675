"""Does at random what can be done: any action that is enabled, keys and letters in between."""

from __future__ import annotations

import random

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.views.shell.main_window import MainWindow
from tests.journeys import moving

PAUSE_MS = 20
# These end the program, leave it, or ask the system for another one.
LEFT_ALONE = frozenset({"app.quit", "help.logs", "view.full_screen", "tools.demo", "edit.paste"})
KEYS = ("Up", "Down", "Home", "End", "Tab", "Shift+Tab", "Return", "Left", "Right", "Space", "F2")
LETTERS = "nguyễn văn đức 0912"


class Monkey(QObject):
    """Acts every few milliseconds until its steps are done; dialogs are left by Esc sometimes."""

    def __init__(self, window: MainWindow, seed: int, steps: int) -> None:
        super().__init__(window)
        self._window = window
        self._random = random.Random(seed)
        self._left = steps
        self._trail: list[str] = []
        self._act_soon()

    def report(self) -> dict[str, object]:
        """Return whether it is done, and what it did."""
        return {"done": self._left <= 0, "trail": self._trail}

    def _act_soon(self) -> None:
        # A new timer for each step: a button with a menu runs a loop of Qt's own inside the step.
        if self._left > 0:
            QTimer.singleShot(PAUSE_MS, self, self._do_step)

    def _do_step(self) -> None:
        self._left -= 1
        self._act_soon()
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            self._in_front()
        elif self._random.random() < 0.6:
            self._act()
        else:
            self._type()

    def _act(self) -> None:
        commands = self._window.commands
        keys = [action.key for action in commands if action.key not in LEFT_ALONE]
        possible = [key for key in keys if commands.is_enabled(key)]
        key = self._random.choice(possible)
        self._trail.append(key)
        commands.run(key)

    def _in_front(self) -> None:
        if self._random.random() < 0.5:
            self._trail.append("Esc")
            moving.press("Esc")
        else:
            self._type()

    def _type(self) -> None:
        if self._random.random() < 0.7:
            key = self._random.choice(KEYS)
            self._trail.append(key)
            moving.press(key)
        else:
            letter = self._random.choice(LETTERS)
            self._trail.append(letter)
            moving.type_text(letter)
