"""The card of one record: its head, its form with the timeline beside it, what hangs on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, get_entity
from desktop.core.errors import RecordGoneError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.pages import Card
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs
from desktop.views.records.card_design import design_of
from desktop.views.records.card_details import CardDetails
from desktop.views.records.card_header import CardHeader, facts_of
from desktop.views.records.card_logging import LogsOnCard
from desktop.views.records.card_tabs import CardTabs, MakeList
from desktop.views.records.draft_bar import DraftBar
from desktop.views.records.record_form import MakeEditor, RecordForm
from desktop.views.records.record_saving import blank_card, create, save
from desktop.views.records.save_bar import SaveBar
from desktop.views.records.timeline_view import TimelineView, has_timeline
from desktop.views.theme import look

LOW = 360  # logical pixels of height below which the head is kept to one line less


class RecordPage(LogsOnCard, QWidget):
    """Shows, edits and makes one record of an entity at a time.

    Signals:
        title_changed: what a tab should be called.
        record_opened: entity key and id of another record.
        create_requested: entity key, and values of the new record in JSON form.
        command_requested: command key, and the ids it is to act on.
        saved: the id of the record, after the first save and every other.
        dirty_changed: there is something to save now, or no more.
        close_requested: the person is done with the record.
    """

    title_changed = Signal(str)
    record_opened = Signal(str, object)
    create_requested = Signal(str, object)
    command_requested = Signal(str, object)
    saved = Signal(object)
    dirty_changed = Signal(bool)
    close_requested = Signal()

    def __init__(
        self,
        entity: Entity,
        jobs: Jobs,
        make_editor: MakeEditor,
        make_list: MakeList,
        commands: Sequence[CommandFacts] = (),
        parent: QWidget | None = None,
        *,
        me: uuid.UUID | None = None,
    ) -> None:
        super().__init__(parent)
        self.entity = entity
        self.record_id: uuid.UUID | None = None
        self._jobs = jobs
        self._wants_focus = False
        self._card: Card | None = None
        self._drafts = DraftBar(jobs, self._edits, self)
        self._design = design = design_of(entity)
        self._header = CardHeader(entity, commands, design.creates, self, banners=design.banners)
        self._saving = SaveBar(self)
        self._main = CardDetails(entity, design, make_editor, self)
        self._timeline = TimelineView(jobs, entity, self) if has_timeline(entity) else None
        self._tabs = CardTabs(
            entity, jobs, self._main, make_list, design.tabs, self, me=me, timeline=self._timeline
        )
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self._header, self._drafts, self._tabs, self._saving):
            layout.addWidget(part, 1 if part is self._tabs else 0)
        jobs.changes.changed.connect(self._on_changed)

    def _connect(self) -> None:
        self._saving.save_requested.connect(self.save)
        self._saving.discard_requested.connect(self.discard)
        self._saving.turned.connect(self.dirty_changed)
        self._header.command_requested.connect(self._on_command_requested)
        self._header.create_requested.connect(self._on_create_requested)
        self._drafts.restored.connect(self._on_draft_restored)
        self._main.edited.connect(self._on_form_edited)
        self._tabs.restore_requested.connect(self._on_restore_requested)
        if self._timeline:
            self._timeline.entry_opened.connect(self.record_opened)

    @property
    def _form(self) -> RecordForm | None:
        return self._main.form

    def picture(self) -> str:
        """Return the icon that stands for the record: a person's is not that of a company."""
        return self._main.picture

    def open(self, record_id: uuid.UUID) -> None:
        """Show a record; what is typed in the one before stays in its draft."""
        self._drafts.flush()
        self.record_id = record_id
        self._read(self._on_card_read)

    def begin(self, values: Mapping[str, Json], draft_id: str = "") -> None:
        """Show an empty form for a new record, with some values given already.

        `draft_id` becomes the record's id, so that a draft saved twice makes one record.
        """
        self._drafts.flush()
        self.record_id = None
        key = draft_id or new_id().hex
        self._show(blank_card(self.entity, uuid.UUID(key), values))
        self._drafts.begin(self.entity.key, None, f"{self.entity.key}/new/{key}")
        if self._form:
            self._form.focus_first(empty=True)

    def focus_first(self) -> None:
        """Put the cursor into the first field, as soon as there is one."""
        self._wants_focus = self._form is None
        if self._form:
            self._form.focus_first()

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

    def can_save(self) -> bool:
        """Tell whether there is something to save."""
        return self.is_dirty()

    can_discard = can_save

    def show_history(self) -> None:
        """Show who changed what."""
        self._tabs.show_history()

    def _may_save(self) -> bool:
        if self._form is None or not self._form.problems():
            return self._form is not None
        self._tabs.setCurrentWidget(self._main)
        self._form.show_problems()
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
        record_id = self._card.id
        if self.record_id is None:
            await create(self._jobs, self.entity, record_id, self._form.values())
        elif edits := self._form.edits():
            await save(self._jobs, self, self.entity, record_id, edits)
        self._drafts.drop()
        self._form.load({**self._card.values, **self._form.values()})
        self.saved.emit(record_id)
        if then is None:
            self.open(record_id)
        else:
            then()

    def _read(self, done: Callable[[Card], None]) -> None:
        entity, record_id = self.entity.key, self.record_id
        if record_id is None:
            return

        def ask(reads: Reads) -> Card:
            return reads.card(entity, record_id)

        self._jobs.cards.submit(ask, done, self._on_read_failed, topic=f"card {id(self)}")

    def _on_read_failed(self, error: Exception) -> None:
        if isinstance(error, RecordGoneError):
            self.setEnabled(False)
        self._jobs.report(error)

    def _on_card_read(self, card: Card) -> None:
        self._show(card)
        self._drafts.begin(self.entity.key, card.id, f"{self.entity.key}/{card.id}")

    def _show(self, card: Card) -> None:
        self.setEnabled(True)
        self._main.setEnabled(not card.deleted)
        self._card = card
        self._main.show_values(card.values)
        facts = facts_of(self.entity, card, self._design.subtitle)
        self._header.show_record(card.title, facts, self.picture())
        self._header.show_actions(card if self.record_id is not None else None)
        self._saving.show_dirty(self.record_id is None)
        self._show_hanging()
        self.title_changed.emit(card.title)
        if self._wants_focus:
            self.focus_first()

    def _show_hanging(self) -> None:
        self._tabs.show_record(self.record_id)
        if self._timeline:
            self._timeline.show_record(self.record_id)

    def _edits(self) -> dict[str, list[Json]]:
        if self._form is None:
            return {}
        if self.record_id is None:
            return {n: [None, v] for n, v in self._form.values().items() if v is not None}
        return self._form.edits()

    @Slot(str)
    def _on_form_edited(self, name: str) -> None:
        if self._card is not None and name == self._design.variant_field:
            self._main.follow_variant(self._card.values)
        self._saving.show_dirty(self.is_dirty())
        self._drafts.touch()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.record_id is None or not changes.touches(self.entity.key, self.record_id):
            return
        self._read(self._on_newer_read)

    def _on_newer_read(self, card: Card) -> None:
        if not self.is_dirty():
            self._on_card_read(card)

    @Slot(object)
    def _on_draft_restored(self, values: Mapping[str, Json]) -> None:
        if self._form is not None:
            self._form.apply(values)

    @Slot(str, object)
    def _on_restore_requested(self, name: str, value: Json) -> None:
        if self._form is not None:
            self._form.apply({name: value})

    @Slot(str)
    def _on_command_requested(self, key: str) -> None:
        if self.record_id is not None:
            self.command_requested.emit(key, [str(self.record_id)])

    @Slot(str)
    def _on_create_requested(self, entity: str) -> None:
        link = get_entity(entity).parent
        self.create_requested.emit(entity, {link: str(self.record_id)})

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the head low where there is little height."""
        super().resizeEvent(event)
        self._header.be_low(is_low=event.size().height() < look().px(LOW))
