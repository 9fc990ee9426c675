"""Does at random what can be done on every screen: actions, clicks, keys and letters."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.targets import HOME, LIST, Target, new_record, record
from tests.journeys import moving

PAUSE_MS = 12
STEPS_AT_A_PLACE = 8
# These end the program, leave it, or ask the system for another one.
LEFT_ALONE = frozenset(
    "app.quit help.logs view.full_screen tools.demo edit.paste tools.encryption tools.profiles "
    "window.new "
    "window.close window.next window.previous record.own_window".split()
)
LEAVING = ("http", "https", "file", "tel", "mailto")
# They put another database into the place of this one; journeys of their own do that.
STARTING_ANEW = ("RestoreDialog",)
KEYS = ("Up", "Down", "Home", "End", "Tab", "Shift+Tab", "Return", "Left", "Right", "Space", "F2",
        "PgDown", "Ctrl+A", "Ctrl+Z", "Menu")  # fmt: skip
LETTERS = "nguyễn văn đức 0912 @#:,.\"'"
CLICKED = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
LEFT, RIGHT, NONE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.KeyboardModifier.NoModifier,
)


class Monkey(QObject):
    """Acts every few milliseconds until its steps are done; goes from place to place meanwhile.

    `cards` gives records by their entities; of two monkeys that divide the places by `share`, the
    first goes to every other one.
    """

    def __init__(
        self,
        window: MainWindow,
        seed: int,
        steps: int,
        cards: Mapping[str, str],
        share: Sequence[int],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._random = random.Random(seed)
        self._left = steps
        self._trail: list[str] = []
        self._seen: set[str] = set()
        self._places = self._all_places(cards)[share[0] :: share[1]]
        self._random.shuffle(self._places)
        self._run = window.commands.run
        vars(window.commands)["run"] = self._run_allowed
        for scheme in LEAVING:
            QDesktopServices.setUrlHandler(scheme, self, "stay")
        self._act_soon()

    def report(self) -> dict[str, object]:
        """Return whether it is done, what it did, and how many places it has not seen."""
        return {"done": self._left <= 0, "trail": self._trail, "unseen": len(self._places)}

    @Slot(QUrl)
    def stay(self, url: QUrl) -> None:
        """Go nowhere outside of the program."""
        self._trail.append(url.toString())

    def _all_places(self, cards: Mapping[str, str]) -> list[Target]:
        entities = [entity.key for entity in self._window.register.entities()]
        return [
            Target(HOME),
            *(Target(LIST, key) for key in entities),
            *(Target(LIST, key, bin=True) for key in entities),
            *(new_record(key) for key in entities),
            *(record(key, uuid.UUID(one)) for key, one in cards.items()),
        ]

    def _run_allowed(self, key: str) -> bool:
        return key not in LEFT_ALONE and self._run(key)

    def _act_soon(self) -> None:
        # A new timer for each step: a button with a menu runs a loop of Qt's own inside the step.
        if self._left > 0:
            QTimer.singleShot(PAUSE_MS, self, self._do_step)

    def _do_step(self) -> None:
        self._left -= 1
        self._act_soon()
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            self._one_of((4, self._escape), (3, self._click), (3, self._type))
        elif self._places and self._left % STEPS_AT_A_PLACE == 0:
            self._go()
        else:
            self._one_of((4, self._act), (3, self._click), (3, self._type))

    def _one_of(self, *choices: tuple[int, Callable[[], None]]) -> None:
        weights, acts = zip(*choices, strict=True)
        self._random.choices(acts, weights)[0]()

    def _go(self) -> None:
        place = self._places.pop()
        self._trail.append(f"to {place.page}")
        self._window.navigate(place)

    def _act(self) -> None:
        commands = self._window.commands
        keys = [action.key for action in commands if action.key not in LEFT_ALONE]
        possible = [key for key in keys if commands.is_enabled(key)]
        key = self._random.choice(possible)
        self._trail.append(key)
        commands.run(key)

    def _escape(self) -> None:
        self._trail.append("Esc")
        moving.press("Esc")

    def _click(self) -> None:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window
        if isinstance(front, QFileDialog) or type(front).__name__ in STARTING_ANEW:
            self._escape()
            return
        parts = [front, *front.findChildren(QWidget)]
        shown = [w for w in parts if isinstance(w, CLICKED) and w.isVisible() and w.isEnabled()]
        if not shown:
            self._escape()
            return
        widget = self._random.choice(shown)
        self._trail.append(f"click {type(widget).__name__} {widget.accessibleName()}".strip())
        target = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
        at = QPoint(
            self._random.randrange(1 + target.width()), self._random.randrange(1 + target.height())
        )
        button = self._random.choices((LEFT, RIGHT), (9, 1))[0]
        QTest.mouseClick(target, button, NONE, at)

    def _type(self) -> None:
        if self._random.random() < 0.7:
            key = self._random.choice(KEYS)
            self._trail.append(key)
            moving.press(key)
        else:
            letter = self._random.choice(LETTERS)
            self._trail.append(letter)
            moving.type_text(letter)
