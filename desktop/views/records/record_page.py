"""The card of one record: its head, its form with the timeline beside it, what hangs on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, get_entity
from desktop.core.errors import RecordGoneError
from desktop.core.filters import Json
from desktop.core.ids import new_id
from desktop.core.pages import Card, Draft
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs
from desktop.views.records.card_design import design_of
from desktop.views.records.card_details import CardDetails
from desktop.views.records.card_header import CardHeader, facts_of
from desktop.views.records.card_logging import LogsOnCard
from desktop.views.records.card_saving import SavingCard
from desktop.views.records.card_tabs import CardTabs, MakeList
from desktop.views.records.draft_bar import DraftBar
from desktop.views.records.gone_notice import GoneNotice
from desktop.views.records.presence_hint import PresenceHint
from desktop.views.records.record_form import MakeEditor
from desktop.views.records.record_saving import blank_card
from desktop.views.records.rights_bar import RightsBar, is_open, locked_fields
from desktop.views.records.save_bar import SaveBar
from desktop.views.records.timeline_view import TimelineView, has_timeline
from desktop.views.theme import look

LOW = 360  # logical pixels of height below which the head is kept to one line less


class RecordPage(LogsOnCard, SavingCard):
    """Shows, edits and makes one record of an entity at a time.

    Signals:
        title_changed: what a tab should be called; "" once the record is not here any more.
        record_opened: entity key and id of another record.
        create_requested: entity key, and values of the new record in JSON form.
        command_requested: command key, and the ids it is to act on.
        dirty_changed: there is something to save now, or no more.
    """

    title_changed = Signal(str)
    record_opened = Signal(str, object)
    create_requested = Signal(str, object)
    command_requested = Signal(str, object)
    dirty_changed = Signal(bool)

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
        self._presence = PresenceHint(entity.key, jobs, self)
        self._rights = RightsBar(self)
        self._saving = SaveBar(self)
        self._main = CardDetails(entity, design, make_editor, self)
        self._timeline = TimelineView(jobs, entity, self) if has_timeline(entity) else None
        self._tabs = CardTabs(
            entity, jobs, self._main, make_list, design.tabs, self, me=me, timeline=self._timeline
        )
        self._gone = GoneNotice(self)
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        lines = (self._presence, self._rights, self._drafts)
        for part in (self._header, *lines, self._tabs, self._saving):
            layout.addWidget(part, 1 if part is self._tabs else 0)
        layout.addWidget(self._gone, 1)
        jobs.changes.changed.connect(self._on_changed)

    def _connect(self) -> None:
        self._saving.save_requested.connect(self.save)
        self._saving.discard_requested.connect(self.discard)
        self._saving.turned.connect(self.dirty_changed)
        self._saving.turned.connect(self._presence.show_editing)
        self._header.command_requested.connect(self._on_command_requested)
        self._header.create_requested.connect(self._on_create_requested)
        self._drafts.restored.connect(self._on_draft_restored)
        self._main.edited.connect(self._on_form_edited)
        self._tabs.restore_requested.connect(self._on_restore_requested)
        if self._timeline:
            self._timeline.entry_opened.connect(self.record_opened)

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
        """Put the cursor into the form, as soon as there is one."""
        self._wants_focus = self._form is None
        if self._form and self.record_id is None:
            self._form.focus_first(empty=True)
        elif self._form:
            self._form.focus_text()

    def can_run_command(self, key: str) -> bool:
        """Tell whether a command fits the record as it was read."""
        return self.record_id is not None and self._header.fits(key)

    def show_history(self) -> None:
        """Show who changed what."""
        self._tabs.show_history()

    def _read(self, done: Callable[[Card], None]) -> None:
        entity, record_id = self.entity.key, self.record_id
        if record_id is None:
            return

        def ask(reads: Reads) -> Card:
            return reads.card(entity, record_id)

        self._jobs.cards.submit(ask, done, self._on_read_failed, topic=f"card {id(self)}")

    def _on_read_failed(self, error: Exception) -> None:
        if isinstance(error, RecordGoneError):
            self._show_gone()
        else:
            self._jobs.report(error)

    def _show_gone(self) -> None:
        """Keep nothing of the record on the screen, nor of what was typed into it."""
        if self._card is not None and self._card.id == self.record_id:
            self._drafts.forget()
        self._card = None
        self._drafts.hide()
        self._rights.hide()
        self._main.show_values({})
        self._header.show_record("", (), self.entity.icon)
        self._header.show_actions(None)
        self._saving.show_dirty(False)
        self._show_hanging(None)
        self._show_parts(is_here=False)
        self.title_changed.emit("")

    def _show_parts(self, *, is_here: bool) -> None:
        for part in (self._header, self._tabs):
            part.setVisible(is_here)
        self._gone.setHidden(is_here)

    def _on_card_read(self, card: Card) -> None:
        self._show(card)
        self._drafts.begin(self.entity.key, card.id, f"{self.entity.key}/{card.id}")

    def _show(self, card: Card) -> None:
        self._show_parts(is_here=True)
        self._main.setEnabled(not card.deleted)
        self._card = card
        self._main.show_values(card.values)
        self._show_rights(card)
        facts = facts_of(self.entity, card, self._design.subtitle)
        self._header.show_record(card.title, facts, self.picture())
        self._header.show_actions(card if self.record_id is not None else None)
        self._saving.show_dirty(self.record_id is None)
        self._show_hanging(self.record_id)
        self.title_changed.emit(card.title)
        if self._wants_focus and not self._is_typed_in():
            self.focus_first()
        self._wants_focus = False

    def _show_rights(self, card: Card) -> None:
        """Let the form be edited as far as the person may; what was typed stays to be copied."""
        self._rights.show_card(card)
        self._main.lock(locked_fields(card))
        self._saving.allow_saving(is_allowed=is_open(card))

    def _is_typed_in(self) -> bool:
        """Tell whether the cursor stands in a text of this page already: there it stays."""
        at = QApplication.focusWidget()
        return isinstance(at, (QLineEdit, QPlainTextEdit, QTextEdit)) and self.isAncestorOf(at)

    def _show_hanging(self, record_id: uuid.UUID | None) -> None:
        self._presence.show_record(record_id)
        self._tabs.show_record(record_id)
        if self._timeline:
            self._timeline.show_record(record_id)

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
        if self.is_dirty():
            self._card = replace(self._card or card, level=card.level, may_save=card.may_save)
            self._show_rights(card)
        else:
            self._on_card_read(card)

    @Slot(object)
    def _on_draft_restored(self, draft: Draft) -> None:
        form = None
        while form is not self._form:  # a value may turn the card to another form
            form = self._form
            if form is not None:
                form.apply(draft.values, draft.base)

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
