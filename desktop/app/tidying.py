"""What the worker does while nobody waits: at the start, and when another day has begun.

A window may stay open for weeks; anniversaries move on and backups are made nevertheless.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.core.clock import SystemClock, local_day
from desktop.core.i18n import _
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs
from desktop.views.lent_copies import forget_left_copies
from desktop.views.patience import until_free
from desktop.views.shell.main_window import MainWindow

LOOK_MS: Final = 15 * 60_000


def _forget_left_copies(_reads: Reads) -> None:
    forget_left_copies()


class Tidying(QObject):
    """Asks for maintenance once a day."""

    def __init__(self, jobs: Jobs, window: MainWindow | None, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._window = window
        self._day = local_day(SystemClock().now())
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def begin(self, *, makes_demo: bool) -> None:
        """Tidy up now, after the demo company was made if that is wanted."""
        self._jobs.cards.submit(_forget_left_copies)
        self._jobs.start(self._tidy(makes_demo=makes_demo), name=_("Tidying up"))

    async def _tidy(self, *, makes_demo: bool) -> None:
        if makes_demo and self._window is not None:
            title = _("Making the demo company")
            await self._window.running.ask(self._jobs, title, "demo.fill", {})
            await self._window.running.ask(self._jobs, title, "mail.demo", {})
        for work in ("maintenance.run", "mail.upkeep"):
            await until_free(partial(self._jobs.ask, work, {}))

    @Slot()
    def _on_timer_timeout(self) -> None:
        today = local_day(SystemClock().now())
        if today != self._day:
            self._day = today
            self.begin(makes_demo=False)
