"""“An is editing this record”: a line on a card, while there is a company and somebody does."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.jobs import Jobs

EVERY_MS: Final = 20_000
SOON_MS: Final = 400  # after something was typed, or another record was opened
MOST: Final = 3  # names


class PresenceHint(QLabel):
    """Hidden unless somebody else edits the record; asks the worker while its card is shown."""

    def __init__(self, entity: str, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._entity = entity
        self._jobs = jobs
        self._record: uuid.UUID | None = None
        self._edits = False
        self._asks = True  # until the worker says that it makes no sense
        self._is_asking = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(24, 6, 24, 6)
        self.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.hide()

    def show_record(self, record_id: uuid.UUID | None) -> None:
        """Ask about a record from now on; None: one that is being made."""
        if record_id != self._record:
            self.hide()
        self._record = record_id
        self._ask_soon()

    @Slot(bool)
    def show_editing(self, edits: bool) -> None:
        """Note whether something was typed that is not saved."""
        if edits != self._edits:
            self._edits = edits
            self._ask_soon()

    def _ask_soon(self) -> None:
        if self._asks and self._record is not None:
            self._timer.start(SOON_MS)

    @Slot()
    def _on_timeout(self) -> None:
        card = self.parentWidget()
        if self._record is None:
            return
        if self._is_asking or self._jobs.worker is None or card is None or not card.isVisible():
            self._timer.start(EVERY_MS)  # a card that nobody sees tells nothing
            return
        self._is_asking = True
        self._jobs.start(self._ask(self._record), name=_("Syncing"))

    async def _ask(self, record: uuid.UUID) -> None:
        told: Json = None
        about: dict[str, Json] = {"entity": self._entity, "record": str(record)}
        try:
            told = await self._jobs.ask("sync.presence", {**about, "edits": self._edits})
        except AppError:
            told = {"asks": True, "names": None}  # the worker is starting, or was started anew
        finally:
            if isValid(self):
                self._take(record, told)

    def _take(self, record: uuid.UUID, told: Json) -> None:
        self._is_asking = False
        found = told if isinstance(told, dict) else {}
        self._asks = bool(found.get("asks"))
        names = found.get("names")
        if record == self._record and isinstance(names, list):
            self.setText(sentence_of([str(name) for name in names]))
            self.setVisible(bool(names))
        if self._asks:
            self._timer.start(EVERY_MS)
        else:
            self.hide()


def sentence_of(names: list[str]) -> str:
    """Return who edits the record, as people read it."""
    if len(names) == 1:
        return _("{name} is editing this record.").format(name=names[0])
    told = ", ".join(names[:MOST]) + (" …" if len(names) > MOST else "")
    return _("{names} are editing this record.").format(names=told)
