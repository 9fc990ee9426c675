"""Keeps a letter while it is written: two seconds after the last change, and when it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.mail.letters import Letter, Letters
from desktop.views.jobs import Jobs

PAUSE_MS: Final = 2_000


class LetterKeeper(QObject):
    """Writes the letter into the profile.

    Signals:
        kept: it is on the disk as it is on the screen.
    """

    kept = Signal()

    def __init__(self, jobs: Jobs, written: Callable[[], Letter], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._written = written
        self._is_ended = False
        self._last: Letter | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    @Slot()
    def touch(self) -> None:
        """Keep it in a moment."""
        if not self._timer.isActive() and not self._is_ended:
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Keep it now."""
        self._timer.stop()
        if self._is_ended:
            return
        letter = self._written()
        if letter != self._last:
            self._last = letter
            self._jobs.letters.submit(partial(_keep, letter=letter), self._on_kept)

    def end(self) -> None:
        """Keep nothing more: it was sent or thrown away."""
        self._timer.stop()
        self._is_ended = True

    def go_on(self) -> None:
        """Keep it again: it was not sent after all."""
        self._is_ended = False

    def _on_kept(self, _nothing: object) -> None:
        self.kept.emit()


def _keep(letters: Letters, letter: Letter) -> None:
    letters.keep(letter)
