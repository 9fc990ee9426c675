"""What can be done in a list: records are opened, deleted, changed; cells edited, copied, pasted.

The methods are what actions are bound to by their names.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Unpack

from PySide6.QtCore import QItemSelectionModel, Signal, Slot

from desktop.core.entities import Entity
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.record_merge import AT_ONCE, is_mergeable
from desktop.views.dialogs import show
from desktop.views.jobs import Jobs
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.command_offers import CommandOffers
from desktop.views.records.lists.list_base import ListBase, ListSetting
from desktop.views.records.lists.list_deeds import ListDeeds
from desktop.views.records.work_display import WorkDisplay

if TYPE_CHECKING:
    import uuid

    from desktop.views.records.lists.cell_copying import CellCopying
    from desktop.views.records.lists.cell_pasting import CellPasting
    from desktop.views.records.lists.inline_edit import InlineEdit


LOGGED: Final = frozenset({"account", "contact", "lead"})


class ListDoing(ListBase):
    """A list that edits, copies, pastes, deletes and changes what it shows.

    Signals:
        own_window_asked: entity key and id of a record that is to have a window of its own.
    """

    own_window_asked = Signal(str, object)

    def __init__(
        self,
        entity: Entity,
        jobs: Jobs,
        editors: FormEditors,
        *,
        display: WorkDisplay | None = None,
        **setting: Unpack[ListSetting],
    ) -> None:
        super().__init__(entity, jobs, **setting)
        self._editors = editors
        self._display = display
        self._deeds = ListDeeds(entity, jobs, editors, self.table, display)
        self._deeds.create_asked.connect(self._on_deeds_create_asked)
        self.offers = CommandOffers(entity.key, jobs, editors, self.watch)
        self.table.edit_asked.connect(self._on_table_edit_asked)
        self.table.delete_asked.connect(self.delete_selected)

    # --- made when they are first needed: a start need not wait for what they import
    @cached_property
    def _edit(self) -> InlineEdit:
        from desktop.views.records.lists.inline_edit import InlineEdit

        return InlineEdit(self.table, self.model, self._jobs, self._editors.context)

    @cached_property
    def _copying(self) -> CellCopying:
        from desktop.views.records.lists.cell_copying import CellCopying

        made = CellCopying(self.table, self.model, self._jobs, self._display)
        made.copied.connect(self.noticed)
        made.refused.connect(self.noticed)
        return made

    @cached_property
    def _pasting(self) -> CellPasting:
        from desktop.views.records.lists.cell_pasting import CellPasting

        made = CellPasting(self.table, self.model, self._jobs)
        made.refused.connect(self.noticed)
        return made

    # --- records
    def open_selected(self) -> None:
        """Open the current record."""
        record = self.model.record(self.table.currentIndex().row())
        if record is not None:
            self.record_opened.emit(self.entity.key, record.id)

    def open_in_own_window(self) -> None:
        """Open the current record in a window of its own."""
        record = self.model.record(self.table.currentIndex().row())
        if record is not None:
            self.own_window_asked.emit(self.entity.key, record.id)

    def can_open_selected(self) -> bool:
        """Tell whether there is a current record."""
        return self.selection().current is not None

    @Slot()
    def delete_selected(self) -> None:
        """Put the selected records into the bin."""
        if self.can_delete_selected():
            self._deeds.delete(self.selection())

    def can_delete_selected(self) -> bool:
        """Tell whether living records are selected."""
        return not self.in_bin and self.selection().count > 0

    def restore_selected(self) -> None:
        """Take the selected records out of the bin."""
        self._deeds.restore(self.selection())

    def can_restore_selected(self) -> bool:
        """Tell whether deleted records are selected."""
        return self.in_bin and self.selection().count > 0

    def purge_selected(self) -> None:
        """Delete the selected records for good."""
        self._deeds.purge(self.selection())

    can_purge_selected = can_restore_selected

    def run_command(self, key: str) -> None:
        """Run a command of the entity on the selected records."""
        self._deeds.run(key, self.selection())

    def can_run_command(self, key: str) -> bool:
        """Tell whether there are living records to run it on, one of which it may fit."""
        return self.can_delete_selected() and self.offers.may_fit(key)

    def duplicate_selected(self) -> None:
        """Begin a new record like the current one."""
        self._deeds.duplicate(self.selection())

    def can_duplicate_selected(self) -> bool:
        """Tell whether there is one to copy."""
        return not self.in_bin and self.current_record() is not None

    def next_record(self) -> None:
        """Select the next record."""
        self._step(1)

    def previous_record(self) -> None:
        """Select the previous record."""
        self._step(-1)

    def can_new_record(self) -> bool:
        """Tell whether records can be made here."""
        return not self.in_bin

    def _step(self, by: int) -> None:
        row = self.table.currentIndex().row() + by
        while 0 <= row < self.model.rowCount() and self.model.layout.head(row):
            row += by
        if 0 <= row < self.model.rowCount():
            rows = QItemSelectionModel.SelectionFlag.Rows
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect | rows
            index = self.model.index(row, max(0, self.table.currentIndex().column()))
            self.table.selectionModel().setCurrentIndex(index, flag)

    # --- activities
    def log_activity(self) -> None:
        """Log in one line what was done with the current record; the list stays as it is."""
        self.log_call("")

    def can_log_activity(self) -> bool:
        """Tell whether there is one record about which activities are logged."""
        return not self.in_bin and self.entity.key in LOGGED and self._current_id() is not None

    def log_call(self, number: str) -> None:
        """Log a call with a number of the current record."""
        record_id = self._current_id()
        if self.can_log_activity() and record_id is not None:
            self._jobs.start(self._log(record_id, number), name=_("Log an activity"))

    async def _log(self, record_id: uuid.UUID, number: str) -> None:
        from desktop.views.activities.log_dialog import LogDialog

        await show(LogDialog(self._jobs, self.entity.key, record_id, number, self.window()))
        self.table.setFocus()

    def _current_id(self) -> uuid.UUID | None:
        record = self.model.record(self.table.currentIndex().row())
        return None if record is None else record.id

    # --- cells
    def edit_cell(self) -> None:
        """Edit the current cell."""
        index = self.table.currentIndex()
        if index.isValid():
            self._edit.begin(index.row(), index.column())

    def can_edit_cell(self) -> bool:
        """Tell whether there is a cell to edit."""
        return not self.in_bin and not self.table.is_cards and self.can_open_selected()

    def copy_cells(self) -> None:
        """Copy what is selected."""
        self._copying.copy()

    def copy_with_header(self) -> None:
        """Copy what is selected, under the heads of its columns."""
        self._copying.copy(with_header=True)

    def can_copy_cells(self) -> bool:
        """Tell whether something is selected."""
        return self.selection().count > 0

    def paste_cells(self) -> None:
        """Paste a table over the selected cells."""
        self._pasting.paste()

    def can_paste_cells(self) -> bool:
        """Tell whether there is a cell to paste into."""
        return self.can_edit_cell()

    def select_all(self) -> None:
        """Select every record of the list."""
        self.table.selectAll()

    def change_selected(self) -> None:
        """Give the selected records new values."""
        self._deeds.change(self.selection(), self._current_field())

    def can_change_selected(self) -> bool:
        """Tell whether living records are selected."""
        return self.can_delete_selected()

    def merge_selected(self) -> None:
        """Compare the selected records side by side, and merge them if the person wants to."""
        if self.can_merge_selected():
            self._editors.merging.compare(self.entity, self.selection().ids)

    def can_merge_selected(self) -> bool:
        """Tell whether as many people or companies are selected as can be compared."""
        chosen = self.selection()
        may_be = is_mergeable(self.entity) and chosen.is_known
        return may_be and not self.in_bin and 1 < chosen.count <= AT_ONCE

    def _current_field(self) -> str:
        """Return the current cell's field, if many records can be given a value of it."""
        from desktop.views.records.lists.bulk_edit import changeable_fields  # not at start

        column = self.table.currentIndex().column()
        name = self.model.field(column).name if column >= 0 else ""
        return name if any(f.name == name for f in changeable_fields(self.entity)) else ""

    @Slot(object, object, object)
    def _on_table_edit_asked(self, row: int, column: int, typed: str | None) -> None:
        self._edit.begin(row, column, typed)

    @Slot(object)
    def _on_deeds_create_asked(self, values: dict[str, Json]) -> None:
        self.create_requested.emit(self.entity.key, values)
