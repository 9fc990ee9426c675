"""Lets the blocks read one after the other, so that what a person goes to meanwhile comes first.

A block's question may take long among a million records; one that is under way can be stopped when
the page goes out of view, eight that wait in a row would each begin first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.views.home.feed import Feed


class ReadingOrder(QObject):
    """Asks each feed when the one before has answered.

    Signals:
        finished: nobody waits any more.
    """

    finished = Signal()

    def __init__(self, feeds: Iterable[Feed], parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Feed] = []
        self._reading: Feed | None = None
        self._today = dt.date.min
        for feed in feeds:
            feed.answered.connect(self._on_feed_answered)

    def ask(self, feeds: Iterable[Feed], today: dt.date) -> None:
        """Let feeds read for a day; one that waits already waits on."""
        self._today = today
        self._waiting += [feed for feed in feeds if feed not in self._waiting]
        if self._reading is None:
            self._go_on()

    def stop(self) -> list[Feed]:
        """Let nobody read any more; return those who have not answered."""
        left = [self._reading] if self._reading else []
        left += [feed for feed in self._waiting if feed is not self._reading]
        self._waiting, self._reading = [], None
        return left

    def _go_on(self) -> None:
        if not self._waiting:
            self._reading = None
            self.finished.emit()
            return
        self._reading = self._waiting.pop(0)
        self._reading.read(self._today)

    @Slot()
    def _on_feed_answered(self) -> None:
        if self.sender() is self._reading:
            self._go_on()
