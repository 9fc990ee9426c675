"""Looks for duplicates while a form is typed in and after it is saved, beside everything else."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.core.entities import Entity
from desktop.core.errors import CancelledError
from desktop.core.filters import Json
from desktop.core.likeness import LIKELY, Duplicate, compared_fields
from desktop.core.pages import Card, Ref
from desktop.core.ports import Reads
from desktop.core.record_merge import is_mergeable
from desktop.views.jobs import Jobs
from desktop.views.records.form_dialog import QuickCreateDialog
from desktop.views.records.merge.duplicate_bar import DuplicateBar
from desktop.views.records.merge.merging import Merging
from desktop.views.records.record_form import RecordForm
from desktop.views.records.record_page import RecordPage

_WATCHED: Final = "watched for duplicates"
PAUSE: Final = 500  # ms without a key until the store is asked

Answer = tuple[uuid.UUID | None, list[Duplicate]]


class DuplicateWatch(QObject):
    """Asks the store about the values of one form, and lets a bar say what it found."""

    def __init__(self, entity: Entity, jobs: Jobs, bar: DuplicateBar, parent: QObject) -> None:
        super().__init__(parent)
        self._entity = entity
        self._jobs = jobs
        self._bar = bar
        self._fields = frozenset(compared_fields(entity))
        self._values: Mapping[str, Json] = {}
        self._record_id: uuid.UUID | None = None
        self._dismissed: frozenset[uuid.UUID] = frozenset()
        self._shown: frozenset[uuid.UUID] = frozenset()
        self._least = 0
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._ask)
        bar.dismissed.connect(self._on_dismissed)

    def typed(self, name: str, values: Mapping[str, Json], record_id: uuid.UUID | None) -> None:
        """Ask soon, if the field says who the record is."""
        if name in self._fields:
            self._note(values, record_id, least=0)
            self._timer.start()

    def check(
        self, values: Mapping[str, Json], record_id: uuid.UUID | None, *, least: int = 0
    ) -> None:
        """Ask now; what is less alike than `least` percent is not told."""
        self._timer.stop()
        self._note(values, record_id, least=least)
        self._ask()

    def forget(self) -> None:
        """Another record is shown: what was said of the one before does not hold."""
        self._timer.stop()
        self._dismissed = frozenset()
        self._bar.hide()

    def _note(self, values: Mapping[str, Json], record_id: uuid.UUID | None, *, least: int) -> None:
        self._values = {name: values.get(name) for name in self._fields}
        self._record_id = record_id
        self._least = least

    @Slot()
    def _ask(self) -> None:
        entity, values, own = self._entity.key, dict(self._values), self._record_id

        def ask(reads: Reads) -> Answer:
            return own, reads.duplicates(entity, values, own)

        self._jobs.cards.submit(
            ask, self._on_answered, self._on_failed, topic=f"duplicates {id(self)}"
        )

    def _on_answered(self, answer: Answer) -> None:
        own, found = answer
        told = [one for one in found if one.likeness.score >= self._least]
        ids = frozenset(one.hit.ref.id for one in told)
        if own == self._record_id and not (ids and ids <= self._dismissed):
            self._shown = ids
            self._bar.show_found(told, is_saved=own is not None)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, CancelledError):
            self._bar.hide()
            self._jobs.report(error)

    @Slot()
    def _on_dismissed(self) -> None:
        self._dismissed |= self._shown


class CardWatch(QObject):
    """Puts the bar above a card's form and keeps it up to date."""

    def __init__(self, card: RecordPage, jobs: Jobs, merging: Merging) -> None:
        super().__init__(card)
        self._card = card
        self._jobs = jobs
        self._merging = merging
        self._known: uuid.UUID | None = None
        self._bar = DuplicateBar(card.entity, card)
        self._watch = DuplicateWatch(card.entity, jobs, self._bar, self)
        layout = card.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(1, self._bar)
        card.title_changed.connect(self._on_shown)
        card.saved.connect(self._on_saved)
        self._bar.opened.connect(self._on_opened)
        self._bar.compare_requested.connect(self._on_compare_requested)
        self._bar.refused.connect(self._on_refused)

    @Slot(str)
    def _on_shown(self, title: str) -> None:
        if not title:  # the record is not here any more
            self._known = None
            self._watch.forget()
            return
        for form in self._card.findChildren(RecordForm):
            if not form.property(_WATCHED):  # it is made anew where a card changes its kind
                form.setProperty(_WATCHED, True)
                form.edited.connect(self._on_edited)
        if self._card.record_id == self._known and self._known is not None:
            return
        self._known = self._card.record_id
        self._watch.forget()
        if self._known is not None:
            self._read(self._known)

    def _read(self, record_id: uuid.UUID) -> None:
        entity = self._card.entity.key

        def ask(reads: Reads) -> tuple[Card, Ref | None]:
            card = reads.card(entity, record_id)
            return card, reads.merged_into(entity, record_id) if card.deleted else None

        self._jobs.cards.submit(ask, self._on_read, _quiet, topic=f"heir {id(self)}")

    def _on_read(self, answer: tuple[Card, Ref | None]) -> None:
        card, heir = answer
        if card.id != self._card.record_id:
            return
        if heir is not None:
            self._bar.show_heir(heir)
        elif not card.deleted:
            self._watch.check(card.values, card.id, least=LIKELY)

    @Slot(str)
    def _on_edited(self, name: str) -> None:
        form = self.sender()
        if isinstance(form, RecordForm):
            self._watch.typed(name, form.values(), self._card.record_id)

    @Slot(object)
    def _on_saved(self, record_id: uuid.UUID) -> None:
        self._known = record_id
        for form in self._card.findChildren(RecordForm):
            if form.isVisibleTo(self._card):
                self._watch.check(form.values(), record_id)

    @Slot(object)
    def _on_opened(self, ref: Ref) -> None:
        self._card.record_opened.emit(ref.entity, ref.id)

    @Slot(object)
    def _on_compare_requested(self, ids: list[uuid.UUID]) -> None:
        own = self._card.record_id
        if own is not None:
            self._merging.compare(self._card.entity, [own, *ids])

    @Slot(object)
    def _on_refused(self, ids: list[uuid.UUID]) -> None:
        own = self._card.record_id
        if own is not None:
            self._merging.keep_apart(self._card.entity, own, ids)


class QuickWatch(QObject):
    """Tells in the short form of a new record that there may be one already."""

    def __init__(self, dialog: QuickCreateDialog, jobs: Jobs, merging: Merging) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._room = 0
        self._merging = merging
        self.bar = DuplicateBar(dialog.entity, dialog)
        self._watch = DuplicateWatch(dialog.entity, jobs, self.bar, self)
        layout = dialog.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, self.bar)
        dialog.form.edited.connect(self._on_edited)
        self.bar.opened.connect(self._on_opened)
        self.bar.installEventFilter(self)

    @Slot(str)
    def _on_edited(self, name: str) -> None:
        self._watch.typed(name, self._dialog.form.values(), None)

    @Slot(object)
    def _on_opened(self, ref: Ref) -> None:
        self._dialog.reject()
        self._merging.open(ref)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room for the bar: the fields keep theirs."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            before = self._room
            is_shown = event.type() == QEvent.Type.ShowToParent
            self._room = self.bar.sizeHint().height() if is_shown else 0
            height = self._dialog.height() + self._room - before
            self._dialog.resize(self._dialog.width(), height)
        return super().eventFilter(watched, event)


def watch_card(card: QWidget, jobs: Jobs, merging: Merging) -> None:
    """Look for duplicates of the records of a card, if its entity has any."""
    if isinstance(card, RecordPage) and is_mergeable(card.entity):
        CardWatch(card, jobs, merging)


class FormWatches(QObject):
    """Watches every short form of a window."""

    def __init__(self, jobs: Jobs, merging: Merging) -> None:
        super().__init__(merging)
        self._jobs = jobs
        self._merging = merging

    @Slot(object)
    def watch(self, dialog: QuickCreateDialog) -> None:
        """Look for duplicates of what is typed in a short form."""
        if is_mergeable(dialog.entity):
            QuickWatch(dialog, self._jobs, self._merging)


def _quiet(_error: Exception) -> None:
    """Say nothing: the card, which reads the same record, tells why it cannot."""
