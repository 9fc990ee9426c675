"""Keeps calendars elsewhere up to date: now and then, and soon after something was changed here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.errors import AppError, CancelledError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.jobs import Jobs

EVERY_MS: Final = 15 * 60_000
SOON_MS: Final = 20_000  # after a change here: several come together
NOW_MS: Final = 500
_OURS: Final = frozenset({"event", "event_variation", "attendee"})
_OWN_COMMAND: Final = "calendar.exchange"


class ExchangeWatch(QObject):
    """Asks the worker; without a calendar elsewhere it costs one question in a quarter of an hour.

    Signals:
        exchanged: what the worker tells of each calendar (see `calendars.exchange`).
    """

    exchanged = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._is_running = False
        self._has_links = False
        self._regular = QTimer(self)
        self._regular.setInterval(EVERY_MS)
        self._regular.timeout.connect(self.exchange)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.exchange)

    def begin(self) -> None:
        """Exchange from now on; the first time soon."""
        self._regular.start()
        self._soon.start()
        self._jobs.changes.changed.connect(self._on_changed)

    @Slot()
    def exchange(self) -> None:
        """Exchange now; returns at once."""
        if not self._is_running:
            self._is_running = True
            self._jobs.start(self._exchange(), name=_("Calendars elsewhere"))

    async def _exchange(self) -> None:
        try:
            told = await self._jobs.ask("calendars.exchange", {})
        except CancelledError:
            raise
        except AppError:
            return  # the worker starts anew; the next time comes
        finally:
            self._is_running = False
        found: list[Json] = told if isinstance(told, list) else []
        self._has_links = bool(found)
        self.exchanged.emit(found)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        is_ours = self._has_links and any(entity in changes.ids for entity in _OURS)
        if (is_ours or "calendar" in changes.ids) and changes.command != _OWN_COMMAND:
            # A calendar that was just subscribed to is read at once.
            self._soon.start(NOW_MS if "calendar" in changes.ids else SOON_MS)
