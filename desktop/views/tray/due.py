"""What is due today, told once a day beside the clock; it is what the page "Today" shows."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.clock import Clock, SystemClock, local_day
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.views.home.block_reading import read_block
from desktop.views.home.blocks import HomeBlock, fitting_blocks, register_block
from desktop.views.home.contacts_blocks import CONTACTS_BLOCKS
from desktop.views.home.upcoming_feed import Coming, read_coming
from desktop.views.jobs import Jobs
from desktop.views.shell.settings_keeper import SettingsKeeper

DUE: Final = ("calls_today", "calls_overdue")  # blocks in which something waits for this very day
LOOK_MS: Final = 15 * 60_000  # a program that runs for weeks sees each day begin

for _block in CONTACTS_BLOCKS:
    register_block(_block)


@dataclass(frozen=True, slots=True)
class Due:
    """How many records each block holds, and who is to be remembered today."""

    numbers: tuple[tuple[HomeBlock, int], ...]
    coming: tuple[Coming, ...]

    def lines(self) -> list[str]:
        """Return what is said, a line for each thing; nothing where nothing is due."""
        counted = [
            f"{_(block.title)}: {format_number(number, language())}"
            for block, number in self.numbers
            if number
        ]
        return counted + [f"{one.target.title} ({one.detail})" for one in self.coming]


class DueToday(QObject):
    """Asks at the start and when a day has begun.

    Signals:
        found: lines about what is due; at most once a day, and only where something is.
    """

    found = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        settings: SettingsKeeper,
        parent: QObject | None = None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._settings = settings
        self._clock = clock or SystemClock()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Ask, unless it is not wanted or was told today already; returns at once."""
        settings = self._settings.settings
        today = local_day(self._clock.now())
        if not settings.tell_due or settings.due_told == today.isoformat():
            return

        def ask(reads: Reads) -> tuple[dt.date, Due]:
            return today, read_due(reads, today)

        self._jobs.lists.submit(ask, self._on_read, topic="due today")

    def _on_read(self, answer: tuple[dt.date, Due]) -> None:
        today, due = answer
        lines = due.lines()
        if lines and self._settings.settings.due_told != today.isoformat():
            self._settings.change(due_told=today.isoformat())
            self.found.emit(lines)


def read_due(reads: Reads, today: dt.date) -> Due:
    """Return what is due on a day."""
    blocks = [block for block in fitting_blocks() if block.key in DUE]
    numbers = tuple((block, read_block(reads, block.query(today)).number) for block in blocks)
    return Due(numbers, tuple(one for one in read_coming(reads, today).coming if one.day == today))
