"""Comparing, merging and telling apart, wherever duplicates are shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.entities import Entity
from desktop.core.i18n import _
from desktop.core.pages import Card, Ref
from desktop.core.ports import Reads
from desktop.views.dialogs import show, tell
from desktop.views.jobs import Jobs
from desktop.views.records.merge.merge_dialog import MergeDialog

OpenRecord = Callable[[str, uuid.UUID], None]


class Merging(QObject):
    """One for each window.

    Signals:
        merged: the id of the record that stays, and the ids of all that were compared.
        kept_apart: the ids of the records that are not the same.
    """

    merged = Signal(object, object)
    kept_apart = Signal(object)

    def __init__(self, jobs: Jobs, open_record: OpenRecord, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._open_record = open_record
        self._window = window

    def open(self, ref: Ref) -> None:
        """Show a record."""
        self._open_record(ref.entity, ref.id)

    def compare(
        self, entity: Entity, ids: Sequence[uuid.UUID], parent: QWidget | None = None
    ) -> None:
        """Show records side by side, and merge them if the person wants to."""
        self._jobs.start(self._compare(entity, list(ids), parent), name=_("Merge"))

    def keep_apart(self, entity: Entity, own: uuid.UUID, others: Sequence[uuid.UUID]) -> None:
        """Remember that a record is none of the others."""
        self._jobs.start(self._keep_apart(entity, own, list(others)), name=_("Not a duplicate"))

    def keep_all_apart(self, entity: Entity, ids: Sequence[uuid.UUID]) -> None:
        """Remember that all these records are different."""
        self._jobs.start(self._keep_all(entity, list(ids)), name=_("Not a duplicate"))

    async def _compare(self, entity: Entity, ids: list[uuid.UUID], parent: QWidget | None) -> None:
        def ask(reads: Reads) -> list[Card]:
            known = {ref.id for ref in reads.refs(entity.key, ids)}
            cards = [reads.card(entity.key, one) for one in dict.fromkeys(ids) if one in known]
            return [card for card in cards if not card.deleted]

        over = parent or self._window
        cards = await self._jobs.read(ask)
        if len(cards) < _TWO:
            await tell(over, _("The other record is not there any more."))
            return
        dialog = MergeDialog(entity, cards, over)
        found = [card.id for card in cards]
        is_wanted = await show(dialog)
        over.activateWindow()  # not every desktop gives it the keyboard back by itself
        if dialog.are_different:
            await self._keep_all(entity, found)
        elif is_wanted:
            master = dialog.master()
            await self._jobs.command(
                f"{entity.key}.merge",
                ids=[str(one) for one in found],
                master=str(master),
                values=dialog.values(),
            )
            self.merged.emit(master, found)

    async def _keep_apart(self, entity: Entity, own: uuid.UUID, others: list[uuid.UUID]) -> None:
        for other in others:
            await self._jobs.command(f"{entity.key}.keep_apart", ids=[str(own), str(other)])
        self.kept_apart.emit([own, *others])

    async def _keep_all(self, entity: Entity, ids: list[uuid.UUID]) -> None:
        await self._jobs.command(f"{entity.key}.keep_apart", ids=[str(one) for one in ids])
        self.kept_apart.emit(ids)


_TWO = 2
