"""Cards that save: what becomes of what was typed, also when the card is closed meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.core.entities import Entity
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Card
from desktop.views.jobs import Jobs
from desktop.views.records.card_details import CardDetails
from desktop.views.records.card_tabs import CardTabs
from desktop.views.records.draft_bar import DraftBar
from desktop.views.records.record_form import RecordForm
from desktop.views.records.record_saving import create, save
from desktop.views.records.rights_bar import is_open
from desktop.views.records.save_bar import SaveBar

Values = Mapping[str, Json]


class SavingCard(QWidget):
    """The part of a card that keeps, saves and throws away what was typed.

    Signals:
        saved: the id of the record, after the first save and every other.
        refused: what was typed could not be saved; the reason is told.
        close_requested: the person is done with the record.
    """

    saved = Signal(object)
    refused = Signal()
    close_requested = Signal()

    entity: Entity
    record_id: uuid.UUID | None
    _jobs: Jobs
    _card: Card | None
    _main: CardDetails
    _tabs: CardTabs
    _drafts: DraftBar
    _saving: SaveBar

    def open(self, record_id: uuid.UUID) -> None:
        """Show a record."""
        raise NotImplementedError

    def begin(self, values: Values, draft_id: str = "") -> None:
        """Show an empty form for a new record."""
        raise NotImplementedError

    @property
    def _form(self) -> RecordForm | None:
        return self._main.form

    def is_dirty(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return bool(self._form and self._card and (self.record_id is None or self._edits()))

    @Slot()
    def save(self) -> None:
        """Save what was typed; problems are shown at their fields."""
        if self._may_save():
            self._jobs.start(self._save(), name=_("Saving"))

    def save_and_close(self) -> None:
        """Save, and be done with the record."""
        if not self.is_dirty():
            self.close_requested.emit()
        elif self._may_save():
            self._jobs.start(self._save(self.close_requested.emit), name=_("Saving"))

    def save_and_new(self) -> None:
        """Save, and begin another record."""
        if self._may_save():
            self._jobs.start(self._save(self._begin_another), name=_("Saving"))

    def keep_typed(self) -> None:
        """Write the draft at once: the card goes, or the program."""
        self._drafts.flush()

    def can_save(self) -> bool:
        """Tell whether there is something to save, and the right to."""
        return self.is_dirty() and self._card is not None and is_open(self._card)

    def can_discard(self) -> bool:
        """Tell whether there is something to throw away."""
        return self.is_dirty()

    def _may_save(self) -> bool:
        if self._card is not None and not is_open(self._card):
            self.refused.emit()  # the card says why
            return False
        if self._form is None or not self._form.problems():
            return self._form is not None
        self._tabs.setCurrentWidget(self._main)
        self._form.show_problems()
        self.refused.emit()
        return False

    def _begin_another(self) -> None:
        self.begin({})

    @Slot()
    def discard(self) -> None:
        """Throw away what was typed."""
        self._drafts.drop()
        if self._card is not None and self._form is not None:
            self._form.load(self._card.values)
            self._saving.show_dirty(False)

    async def _save(self, then: Callable[[], object] | None = None) -> None:
        if self._form is None or self._card is None:
            return
        self._drafts.flush()
        record_id, given = self._card.id, self._form.values()
        is_new, edits = self.record_id is None, self._form.edits()
        typed = {name: new for name, (_base, new) in edits.items()}
        settle = self._drafts.dropper() if is_new else self._drafts.settler(typed)
        try:
            if is_new:
                await create(self._jobs, self.entity, record_id, given)
            elif edits:
                await save(self._jobs, self, self.entity, record_id, edits)
        except AppError:
            if isValid(self):
                self.refused.emit()
            raise
        settle()
        if not isValid(self):
            return
        if self._shows(record_id):
            self._go_on(record_id, given, then)
        else:
            self.saved.emit(record_id)

    def _shows(self, record_id: uuid.UUID) -> bool:
        """Tell whether a record is in the form still: another may have been opened meanwhile."""
        is_read = self._card is not None and self._card.id == record_id
        return is_read and self.record_id in {None, record_id}

    def _go_on(
        self, record_id: uuid.UUID, given: Values, then: Callable[[], object] | None
    ) -> None:
        """Show what was saved, or go on with what was typed meanwhile."""
        self.record_id = record_id
        if self._form is not None:
            self._form.rebase(given)
        self.saved.emit(record_id)
        if self._edits():
            self._drafts.begin(self.entity.key, record_id, f"{self.entity.key}/{record_id}")
            self._drafts.touch()
        elif then is None:
            self.open(record_id)
        else:
            then()

    def _edits(self) -> dict[str, list[Json]]:
        if self._form is None:
            return {}
        if self.record_id is None:
            return {n: [None, v] for n, v in self._form.values().items() if v is not None}
        return self._form.edits()
