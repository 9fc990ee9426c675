"""Knows the notices of the person in this run: read when they change, marked as read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _
from desktop.core.notices.reading import ATTENTION, NOTICE, Told, read_notices
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs

TOPIC: Final = "notices"
SOON_MS: Final = 400
_READ: Final = N_("Mark as read")


class NoticeHub(QObject):
    """All notices of one person.

    Signals:
        changed: the notices were read anew.
        came: notices that came while the program ran.
    """

    changed = Signal()
    came = Signal(object)

    def __init__(self, jobs: Jobs, me: uuid.UUID, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._me = me
        self.told: tuple[Told, ...] = ()
        self._known: set[uuid.UUID] | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.read)
        jobs.changes.changed.connect(self._on_changed)

    @property
    def unread(self) -> list[Told]:
        """What was not read yet."""
        return [one for one in self.told if not one.is_read]

    @Slot()
    def read(self) -> None:
        """Read the notices again; returns at once."""
        me = self._me

        def ask(reads: Reads) -> tuple[Told, ...]:
            return read_notices(reads, me)

        self._jobs.cards.submit(ask, self._on_read, topic=TOPIC, asker=self)

    def mark_read(self, told: Sequence[Told]) -> None:
        """Note that notices were read."""
        ids = [str(one.id) for one in told if not one.is_read]
        if ids:
            self._jobs.start(self._mark(ids), name=_(_READ))

    async def _mark(self, ids: list[str]) -> None:
        await self._jobs.command("notice.mark_read", ids=ids)

    def _on_read(self, told: tuple[Told, ...]) -> None:
        known = self._known
        self.told = told
        self._known = {one.id for one in told} | (known or set())
        self.changed.emit()
        new = [one for one in self.unread if known is not None and one.id not in known]
        if new:
            self.came.emit(new)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(NOTICE) or changes.touches(ATTENTION):
            self._soon.start()
