"""A list of records on the screen: its head, its table, and what it says when it is empty."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, TypedDict, Unpack

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.clock import Clock, SystemClock, local_day
from desktop.core.entities import Entity
from desktop.core.filters import EVERYTHING, Filter, Json, both
from desktop.core.i18n import _
from desktop.core.json_file import JsonObject
from desktop.core.pages import ListQuery
from desktop.core.quick_filters import values_of
from desktop.core.relative_filters import meant_now
from desktop.core.system_views import at_work
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.jobs import Jobs
from desktop.views.records.lists.early_keys import EarlyKeys
from desktop.views.records.lists.empty_state import ListStack
from desktop.views.records.lists.filter_bar import FilterBar
from desktop.views.records.lists.first_shown import FirstShown
from desktop.views.records.lists.link_titles import LinkTitles
from desktop.views.records.lists.list_columns import ListColumns
from desktop.views.records.lists.list_state import (
    ListState,
    own_state,
    state_from_json,
    state_to_json,
)
from desktop.views.records.lists.list_words import count_words, status_words
from desktop.views.records.lists.place_keeper import PlaceKeeper
from desktop.views.records.lists.row_table import RowTable
from desktop.views.records.lists.saved_views import SavedView
from desktop.views.records.lists.selection_watch import SelectionWatch
from desktop.views.records.lists.table_selection import Selection
from desktop.views.records.lists.top_pill import TopPill

SLOW: Final = 300  # ms until a list that is being made says so


class ListSetting(TypedDict, total=False):
    """Where and for whom a list stands."""

    within: Filter  # what all its records fulfil, as the children of a record do
    in_bin: bool
    me: uuid.UUID | None  # who asks, for "me" in filters
    clock: Clock
    parent: QWidget | None


class ListBase(QWidget):
    """Shows records of one entity, narrowed down, sorted and grouped.

    Signals:
        record_opened: entity key and id.
        create_requested: entity key, and values of the new record in JSON form.
        selection_changed: the Selection.
        status_changed: what the status bar says.
        import_requested: the entity key.
        export_requested: the ListQuery with the columns on the screen, and the Selection.
        noticed: a sentence for the person.
        first_shown: the first records are on the screen, or what is said where there are none.
    """

    record_opened = Signal(str, object)
    create_requested = Signal(str, object)
    selection_changed = Signal(object)
    status_changed = Signal(str)
    import_requested = Signal(str)
    export_requested = Signal(object, object)
    noticed = Signal(str)
    first_shown = Signal()

    def __init__(self, entity: Entity, jobs: Jobs, **setting: Unpack[ListSetting]) -> None:
        super().__init__(setting.get("parent"))
        self.entity = entity
        self.in_bin = setting.get("in_bin", False)
        self._jobs = jobs
        self._within = setting.get("within", EVERYTHING)
        self._me = setting.get("me")
        self._clock = setting.get("clock") or SystemClock()
        self._fixed = frozenset(values_of(self._within))
        self._state = self._own = own_state(entity, self._fixed, in_bin=self.in_bin)
        self._is_begun = False
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self._on_slow)
        self.titles = LinkTitles(jobs, self)
        self.bar = FilterBar(entity, jobs, self.titles, self)
        self.model = RecordTableModel(jobs, self)
        self.table = RowTable(self.model, self)
        self.keeper = PlaceKeeper(self.table, self.model)
        self.watch = SelectionWatch(self.table, self.model, self.keeper)
        self._columns = ListColumns(self.table, self.model)
        self._pill = TopPill(self.table)
        self._stack = ListStack(entity, self.table, self, self.bar, self._within)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        self.bar.show_new(possible=bool(self._within.items) and not self.in_bin)
        self.bar.picker.show_bin(is_bin=self.in_bin)
        self.retranslate()
        self._connect()

    def _connect(self) -> None:
        self.model.state_changed.connect(self._on_model_state_changed)
        EarlyKeys(self.table, self.model)
        FirstShown(self.model, self.table.rows_painted, self).shown.connect(self.first_shown)
        self._pill.listen_to(self.keeper, self._jobs.changes, self.entity.key)
        self.watch.changed.connect(self._on_watch_changed)
        self._columns.arranged.connect(self._on_columns_arranged)
        self.table.activated_row.connect(self._on_table_activated)
        self.table.key_typed.connect(self.bar.line.take_typed)
        self.bar.cleared.connect(self.clear_filter)
        self.bar.cards_asked.connect(self.toggle_cards)
        self.bar.new_asked.connect(self.new_record)
        self.bar.left_downwards.connect(self.focus_first)
        self._stack.create_asked.connect(self.new_record)
        self._stack.import_asked.connect(self.import_file)
        self._stack.clearing_asked.connect(self.clear_filter)
        self._stack.retry_asked.connect(self.refresh)

    def retranslate(self) -> None:
        """Speak the language of now."""
        self.table.setAccessibleName(count_words(self.entity, None, 1).partition(" ")[2])
        if self._is_begun:
            self.model.translate()
            self._on_model_state_changed()

    # --- what is shown
    @property
    def state(self) -> ListState:
        """How the list looks, with its columns as they are on the screen."""
        return self._columns.arranged_state(self._state)

    def begin(self) -> None:
        """Show the list with the view that it opens with, if it shows nothing yet."""
        if not self._is_begun:
            self.show_state(self._state_of(self.bar.views.default()))

    def show_state(
        self, state: ListState, *, typing: bool = False, keep_line: bool = False
    ) -> None:
        """Show the list so; `keep_line` leaves what is typed in the filter line alone."""
        self._is_begun = True
        self._state = state
        if state.is_cards != self.table.is_cards:
            self.table.show_cards(on=state.is_cards)
        self.bar.show_state(state, keep_line=keep_line)
        self.table.columns.show_sort(state.shown_sort(self.entity))
        self._columns.show(state)
        self.model.set_folded(state.folded)
        self.model.set_query(self.query(), typing=typing)

    def query(self) -> ListQuery:
        """Return what the list asks for, with the columns as they are on the screen."""
        today = local_day(self._clock.now())
        query = self._state.query(self.entity, self._me, today, in_bin=self.in_bin)
        return replace(query, filter=self.meant(self._state.filter))

    def meant(self, filter_: Filter) -> Filter:
        """Return what a filter means now, within this list; whole lists leave out who rests."""
        today = local_day(self._clock.now())
        meant = meant_now(filter_, self.entity, self._me, today)
        if self._within.items or self.in_bin:
            return both(self._within, meant)
        return at_work(meant, self.entity)

    def selection(self) -> Selection:
        """Return what is selected."""
        return self.watch.selection()

    def current_record(self) -> uuid.UUID | None:
        """Return the record that is selected alone; None if none is, or several are."""
        chosen = self.selection()
        return chosen.current if chosen.count == 1 else None

    def status_text(self) -> str:
        """Return how many records there are, and how many are selected."""
        known = self.model.layout.total
        return status_words(self.entity, self.model.records, known, self.selection().count)

    def show_target(self, target: Any) -> None:  # noqa: ANN401 - the shell's Target, which we do not know
        """Show a part of the list: with a filter, a search, or a saved view."""
        view = self.bar.views.find(target.view) if target.view else None
        state = self._state_of(view) if view else replace(self.state, view="")
        condition = target.filter if target.filter.items or not view else state.filter
        self.show_state(replace(state, filter=condition, search=target.search))

    def show_record(self, record_id: uuid.UUID) -> None:
        """Select a record of the list and scroll to it."""
        self.keeper.reveal(record_id)
        self.model.refresh()

    def view_state(self) -> JsonObject:
        """Return how the list looks, to be kept."""
        state = replace(self.state, folded=self.model.folded)
        return {**state_to_json(state), "top": self.table.rows_shown()[0]}

    def restore_view_state(self, state: Mapping[str, Json]) -> None:
        """Look as it was kept, and show the list."""
        top = state.get("top")
        if isinstance(top, int):
            self.keeper.begin_at(top)
        self.show_state(state_from_json(self.entity, state))

    def focus_first(self) -> None:
        """Put the keyboard into the list, on its first row if it is on none."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    # --- what the head asks for
    @Slot()
    def clear_filter(self) -> None:
        """Show all of the view, or everything if that is shown already."""
        self.show_state(self.bar.views.cleared(self.state))

    def can_clear_filter(self) -> bool:
        """Tell whether something is left out."""
        return self._state.is_filtered

    @Slot()
    def toggle_cards(self) -> None:
        """Show cards instead of rows, or rows again."""
        self.show_state(replace(self.state, is_cards=not self._state.is_cards))

    @Slot()
    def new_record(self) -> None:
        """Ask for a new record, with what all records of this list have."""
        self.create_requested.emit(self.entity.key, values_of(self._within))

    @Slot()
    def import_file(self) -> None:
        """Ask for an import."""
        self.import_requested.emit(self.entity.key)

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self.model.refresh()

    def _state_of(self, view: SavedView | None) -> ListState:
        if view is None:
            return replace(self._own, widths=self._state.widths)
        return replace(state_from_json(self.entity, view.state), view=str(view.id))

    # --- what the table says
    @Slot(object)
    def _on_table_activated(self, row: int) -> None:
        record = self.model.record(row)
        if record is not None:
            self.record_opened.emit(self.entity.key, record.id)

    @Slot(object)
    def _on_watch_changed(self, chosen: Selection) -> None:
        self.selection_changed.emit(chosen)
        self.status_changed.emit(self.status_text())

    @Slot()
    def _on_columns_arranged(self) -> None:
        self._state = self.state
        self.bar.picker.show_state(self._state)

    @Slot()
    def _on_slow(self) -> None:
        """Say that the list is still being made."""
        self.bar.show_count(_("Reading…"))

    @Slot()
    def _on_model_state_changed(self) -> None:
        if self.model.is_busy:
            self._slow.start()
        else:
            self._slow.stop()
        self._stack.show_for(self.model, is_filtered=self._state.is_filtered, in_bin=self.in_bin)
        self.bar.show_count(count_words(self.entity, self.model.records, self.model.layout.total))
        self.status_changed.emit(self.status_text())

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Begin as soon as it is known which view the list opens with."""
        super().showEvent(event)
        if self.bar.views.is_read:
            self.begin()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
