"""Writing to the records in view: those selected in a list, or the one of a card."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from desktop.core.entities import Entity
from desktop.core.i18n import _
from desktop.core.mail.values import Address
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.views.dialogs import tell
from desktop.views.mail.compose.opening import LetterDesk
from desktop.views.mail.compose.people_finding import people_of_records

if TYPE_CHECKING:
    from desktop.views.records.lists.table_selection import Selection
    from desktop.views.shell.main_window import MainWindow

EMAILS: Final = "emails"
MOST: Final = 200


@runtime_checkable
class _List(Protocol):
    """A list in view."""

    entity: Entity

    def selection(self) -> Selection: ...


@runtime_checkable
class _Card(Protocol):
    """A card in view."""

    entity: Entity
    record_id: uuid.UUID | None


class Addressees:
    """Finds them, and begins a letter."""

    def __init__(self, window: MainWindow, desk: LetterDesk) -> None:
        self._window = window
        self._desk = desk

    def can_write(self) -> bool:
        """Tell whether records with e-mail addresses are in view."""
        return self._found() is not None

    def write(self) -> None:
        """Begin a letter to them."""
        found = self._found()
        if found is not None:
            self._window.jobs.start(self._write(*found), name=_("New e-mail"))

    async def _write(self, entity: Entity, chosen: Selection | uuid.UUID) -> None:
        jobs = self._window.jobs
        if isinstance(chosen, uuid.UUID):
            ids: Sequence[uuid.UUID] = [chosen]
        else:
            ids = (await jobs.read_list(chosen.read_ids))[:MOST]
        ask = partial(_people, entity=entity.key, ids=ids)
        people, refs = await jobs.read(ask)
        if people:
            self._desk.write(people, links=refs)
        else:
            await tell(self._window, _("None of these records has an e-mail address."))

    def _found(self) -> tuple[Entity, Selection | uuid.UUID] | None:
        for screen in self._window.workspace.screens():
            if not isinstance(screen, _List | _Card) or EMAILS not in screen.entity.by_name:
                continue
            if isinstance(screen, _Card):
                if screen.record_id is not None:
                    return screen.entity, screen.record_id
            elif (chosen := screen.selection()).count:
                return screen.entity, chosen
        return None


def _people(
    reads: Reads, entity: str, ids: Sequence[uuid.UUID]
) -> tuple[tuple[Address, ...], list[Ref]]:
    return people_of_records(reads, entity, ids), reads.refs(entity, ids)
