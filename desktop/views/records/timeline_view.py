"""The timeline of a record: all that happened, newest first, with the line that logs more."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Kind
from desktop.core.i18n import N_, _
from desktop.core.pages import Card, Ref, TimelineEntry
from desktop.core.ports import Reads
from desktop.views.activities.log_line import LINKS, LogLine
from desktop.views.activities.older_line import OlderLine
from desktop.views.activities.timeline_rows import TimelineRows
from desktop.views.icons import icon
from desktop.views.items.timeline_model import TimelineModel
from desktop.views.jobs import Jobs
from desktop.views.theme import look

EMPTY: Final = N_("Nothing has happened yet. Write a note, or log a call.")
LOW: Final = 190  # logical pixels below which line and entries take all the room
EMPTY_PLACE: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class TimelineView(QWidget):
    """Shows and filters the timeline of a customer, contact person or lead.

    Signals:
        entry_opened: entity key and id of the record behind an entry.
    """

    entry_opened = Signal(str, object)

    def __init__(self, jobs: Jobs, entity: Entity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._entity = entity
        self._record_id: uuid.UUID | None = None
        self._model = TimelineModel(jobs)
        self._model.setParent(self)
        self._model.loaded.connect(self._on_model_loaded)
        self._chips: dict[str, QToolButton] = {}
        self._count = 0
        self.log = LogLine(jobs, self)
        self.log.setVisible(entity.key in LINKS)
        self._empty = QLabel(_(EMPTY), self, alignment=EMPTY_PLACE)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(16, 24, 16, 0)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._list = TimelineRows(self._model, self)
        self._list.activated.connect(self._on_list_activated)
        self._list.close_asked.connect(self._on_list_close_asked)
        histories = [one for one in timeline_entities(entity) if one.history]
        self.older = OlderLine(jobs, histories, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.log)
        self._chip_row = self._make_chips()
        layout.addWidget(self._chip_row)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._list, 1)
        layout.addWidget(self.older)
        jobs.changes.changed.connect(self._on_changed)

    def show_record(self, record_id: uuid.UUID | None) -> None:
        """Show the timeline of one record; nothing while it does not exist yet."""
        self._record_id = record_id
        self.setVisible(record_id is not None)
        if record_id is not None:
            self.log.show_record(self._entity.key, record_id)
            self.older.show_record(self._entity, record_id)
            self._show()

    def _show(self) -> None:
        if self._record_id is not None:
            chosen = tuple(key for key, chip in self._chips.items() if chip.isChecked())
            self._model.show(self._entity.key, self._record_id, chosen)

    def _make_chips(self) -> QWidget:
        row = QWidget(self)
        flow = QHBoxLayout(row)
        flow.setContentsMargins(12, 0, 12, 0)
        flow.setSpacing(2)
        for entity in timeline_entities(self._entity):
            flow.addWidget(self._chip(entity))
        flow.addStretch(1)
        return row

    def _chip(self, entity: Entity) -> QToolButton:
        chip = QToolButton(self)
        chip.setIcon(icon(entity.icon))
        chip.setAccessibleName(_("Show only: {what}").format(what=_(entity.plural)))
        chip.setToolTip(chip.accessibleName())
        chip.setCheckable(True)
        chip.setAutoRaise(True)
        chip.toggled.connect(self._on_chip_toggled)
        self._chips[entity.key] = chip
        return chip

    @Slot()
    def _on_chip_toggled(self) -> None:
        self._show()

    @Slot(object)
    def _on_model_loaded(self, count: int) -> None:
        self._count = count
        self._show_chips()
        self._empty.setVisible(not count)
        self._list.setVisible(bool(count))

    def _show_chips(self) -> None:
        """Show what filters the entries, where there are some and room for both."""
        is_filtered = any(chip.isChecked() for chip in self._chips.values())
        is_low = self.height() < look().px(LOW)
        self._chip_row.setVisible(is_filtered or (bool(self._count) and not is_low))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(key) for key in (*self._chips, self._entity.key)):
            self._model.refresh()

    @Slot(QModelIndex)
    def _on_list_activated(self, index: QModelIndex) -> None:
        ref = self._model.entry(index.row()).ref
        if get_entity(ref.entity).internal:
            self._open_commented(ref)
        else:
            self.entry_opened.emit(ref.entity, ref.id)

    def _open_commented(self, comment: Ref) -> None:
        """Open what a comment is about."""

        def ask(reads: Reads) -> Card:
            return reads.card(comment.entity, comment.id)

        self._jobs.cards.submit(ask, self._on_comment_read, topic="comment")

    def _on_comment_read(self, comment: Card) -> None:
        record_type, record_id = comment.values["record_type"], comment.values["record_id"]
        self.entry_opened.emit(str(record_type), uuid.UUID(str(record_id)))

    @Slot(object)
    def _on_list_close_asked(self, entry: TimelineEntry) -> None:
        self.log.close_planned(entry)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to what was said where there is little."""
        super().resizeEvent(event)
        self._show_chips()


def has_timeline(entity: Entity) -> bool:
    """Tell whether what happens with records of `entity` is shown on their cards."""
    return entity.key in LINKS


def timeline_entities(entity: Entity) -> list[Entity]:
    """Return the entities whose records stand on the timeline of `entity`."""
    return [
        made
        for made in iter_entities()
        if made.timeline
        and any(f.kind is Kind.LINK and f.target == entity.key for f in made.fields)
    ]
